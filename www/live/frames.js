/**
 * Knows when a playing video has a frame that nobody has taken yet. Frames that come while nobody takes any are dropped: the newest counts.
 */
export class Frames {
  #video;
  #came;
  #running = false;
  #fresh = false;
  #handle = 0;
  /** Where the video was, for browsers that don't tell when a frame comes. */
  #place = -1;

  /**
   * @param {HTMLVideoElement} video
   * @param {() => void} came is called when there is a frame to take
   */
  constructor(video, came) {
    this.#video = video;
    this.#came = came;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    this.#schedule();
    // A frame that is there already was announced to nobody.
    this.#fresh = true;
    this.#came();
  }

  stop() {
    this.#running = false;
    this.#fresh = false;
    if ("cancelVideoFrameCallback" in this.#video) this.#video.cancelVideoFrameCallback(this.#handle);
    else cancelAnimationFrame(this.#handle);
  }

  /** Whether there is a frame that was not taken before; it counts as taken from now on. */
  take() {
    if (!this.#running || !this.#fresh || this.#video.readyState < 2) return false;
    this.#fresh = false;
    return true;
  }

  #schedule() {
    const came = () => {
      if (!this.#running) return;
      this.#fresh ||= this.#place !== this.#video.currentTime;
      this.#place = this.#video.currentTime;
      this.#schedule();
      this.#came();
    };
    this.#handle =
      "requestVideoFrameCallback" in this.#video
        ? this.#video.requestVideoFrameCallback(came)
        : requestAnimationFrame(came);
  }
}
