/**
 * Hands out the newest frame of a playing video: at once when one is asked for and waits, else as soon as it comes. Frames that come while
 * nobody asks are dropped.
 */
export class Frames {
  #video;
  #take;
  #running = false;
  #fresh = false;
  #wanted = true;
  #handle = 0;
  /** Where the video was, for browsers that don't tell when a frame comes. */
  #place = -1;

  /**
   * @param {HTMLVideoElement} video
   * @param {(time: number) => void} take is called once for each `next()`
   */
  constructor(video, take) {
    this.#video = video;
    this.#take = take;
  }

  start() {
    if (this.#running) return;
    this.#running = true;
    this.#schedule();
    // A frame that is there already was announced to nobody.
    this.#fresh = true;
    this.#deliver();
  }

  stop() {
    this.#running = false;
    this.#fresh = false;
    if ("cancelVideoFrameCallback" in this.#video) this.#video.cancelVideoFrameCallback(this.#handle);
    else cancelAnimationFrame(this.#handle);
  }

  /** The last frame is done with. */
  next() {
    this.#wanted = true;
    this.#deliver();
  }

  #schedule() {
    const came = () => {
      if (!this.#running) return;
      this.#fresh ||= this.#place !== this.#video.currentTime;
      this.#place = this.#video.currentTime;
      this.#deliver();
      this.#schedule();
    };
    this.#handle =
      "requestVideoFrameCallback" in this.#video
        ? this.#video.requestVideoFrameCallback(came)
        : requestAnimationFrame(came);
  }

  #deliver() {
    if (!this.#running || !this.#fresh || !this.#wanted || this.#video.readyState < 2) return;
    this.#fresh = false;
    this.#wanted = false;
    this.#take(performance.now());
  }
}
