/** Who tells of no frame while a video says so often that its time moves on (some four times a second) is not believed any more. */
const SILENCE = 4;

/**
 * Knows when a playing video has a frame that nobody has taken yet. Frames that come while nobody takes any are dropped: the newest counts.
 */
export class Frames {
  #video;
  #came;
  #running = false;
  #fresh = false;
  #handle = 0;
  /** Whether the browser tells when a frame comes. WebKit's for GTK says that it does, and doesn't where it draws without a GPU's help. */
  #tells = "requestVideoFrameCallback" in HTMLVideoElement.prototype;
  /** How often time has moved on since the last frame that was told of. */
  #silent = 0;
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
    this.#silent = 0;
    if (this.#tells) this.#video.addEventListener("timeupdate", this.#doubt);
    this.#schedule();
    // A frame that is there already was announced to nobody.
    this.#fresh = true;
    this.#came();
  }

  stop() {
    this.#running = false;
    this.#fresh = false;
    this.#cancel();
  }

  #doubt = () => {
    // Of a page that nobody sees no browser tells.
    this.#silent = this.#video.ownerDocument.hidden ? 0 : this.#silent + 1;
    if (this.#silent < SILENCE) return;
    this.#cancel();
    this.#tells = false;
    this.#schedule();
  };

  #cancel() {
    this.#video.removeEventListener("timeupdate", this.#doubt);
    if (this.#tells) this.#video.cancelVideoFrameCallback(this.#handle);
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
      this.#silent = 0;
      this.#fresh ||= this.#place !== this.#video.currentTime;
      this.#place = this.#video.currentTime;
      this.#schedule();
      this.#came();
    };
    this.#handle = this.#tells ? this.#video.requestVideoFrameCallback(came) : requestAnimationFrame(came);
  }
}
