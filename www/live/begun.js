// What a page's first script began, for the modules that come after it and share none with it: each thing is taken once.

/** @typedef {import("./thread.js").Thread} Thread */

/** @typedef {{base: string, thread: Thread}} BegunThread */
/** @typedef {{choice: string, coming: Promise<MediaStream>}} BegunCamera */

/** @typedef {{thread?: BegunThread | undefined, camera?: BegunCamera | undefined, video?: HTMLVideoElement | undefined}} Begun */

/** Pages of others, which have no such script, keep no global of Mien's. @type {{mienBegun?: Begun}} */
const page = /** @type {any} */ (globalThis);

const begin = () => (page.mienBegun ??= {});

/**
 * @param {string} base the folder that holds Mien
 * @param {Thread} thread
 */
export function beginThread(base, thread) {
  begin().thread = { base, thread };
}

/** @param {string} base */
export function begunThread(base) {
  const begun = page.mienBegun;
  if (begun?.thread?.base !== base) return undefined;
  const { thread } = begun.thread;
  begun.thread = undefined;
  return thread;
}

/**
 * @param {string} choice which camera is meant
 * @param {Promise<MediaStream>} coming
 * @param {(stream: MediaStream) => HTMLVideoElement} show
 */
export function beginCamera(choice, coming, show) {
  const begun = begin();
  begun.camera = { choice, coming };
  coming.then(
    (stream) => {
      begun.video = show(stream);
      // Who takes it plays it, too, and hears why it doesn't.
      begun.video.play().catch(() => {});
    },
    () => {},
  );
}

/** @param {string} choice */
export function begunCamera(choice) {
  const begun = page.mienBegun;
  if (begun?.camera?.choice !== choice) return undefined;
  const { coming } = begun.camera;
  begun.camera = undefined;
  return coming;
}

/** @param {MediaStream} stream that it shows */
export function begunVideo(stream) {
  const begun = page.mienBegun;
  const video = begun?.video;
  if (!begun || video?.srcObject !== stream) return undefined;
  begun.video = undefined;
  return video;
}

/** Nobody looks at an empty page for longer, ms. */
const PATIENCE = 300;

/** Leaves the page out of sight until its scripts have made it what it is to be. */
export function waitForScripts() {
  if (document.readyState !== "loading") return;
  document.documentElement.dataset["unmade"] = "";
  setTimeout(showMade, PATIENCE);
}

/** The page is what it is to be. */
export function showMade() {
  delete document.documentElement.dataset["unmade"];
}
