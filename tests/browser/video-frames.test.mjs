// A video's frames go to the worker as they are, and their pixels are copied; where that can't be, they are drawn, and what is seen is the same. None
// stays open: a camera that waits for its frames sends no more.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { withCamera } from "./support/page.mjs";
import { picturePath, videoPath } from "./support/pictures.mjs";
import { listenToWidgets, told } from "./support/widget.mjs";

/** @typedef {import("./support/page.mjs").MienPage} MienPage */
/** @typedef {import("./support/page.mjs").Prediction} Prediction */

/** Runs in the page before its scripts: keeps its frames at hand. */
function keepFrames() {
  /** @type {VideoFrame[]} */
  const made = [];
  Object.assign(globalThis, { made, asked: 0 });
  globalThis.VideoFrame = class extends VideoFrame {
    /** @param {any} source @param {any} [init] */
    constructor(source, init) {
      super(source, init);
      made.push(this);
    }
  };
}

/** What the worker begins with: it keeps what comes at hand, and counts what is copied and drawn. */
const COUNTS = `
  self.came = [];
  self.copied = self.drawn = 0;
  const { addEventListener } = MessagePort.prototype;
  MessagePort.prototype.addEventListener = function (type, hear) {
    addEventListener.call(this, type, (event) => {
      if (event.data.picture) self.came.push(event.data.picture);
      hear(event);
    });
  };
  const { getImageData } = OffscreenCanvasRenderingContext2D.prototype;
  OffscreenCanvasRenderingContext2D.prototype.getImageData = function (x, y, width, height) {
    if (width > 100) self.drawn += 1;
    return getImageData.call(this, x, y, width, height);
  };
  const { copyTo } = VideoFrame.prototype;
  VideoFrame.prototype.copyTo = function (...how) {
    if (this.displayWidth > 100) self.copied += 1;
    return copyTo.apply(this, how);
  };
`;

/** @param {string} [more] what else the worker begins with */
const worker = (more = "") => ({ "/worker/recognizer.js": (/** @type {Buffer} */ script) => `{${COUNTS}${more}}\n${script}` });

const OPENING = { before: [keepFrames], tamper: worker() };

/** @param {MienPage} page */
async function counted(page) {
  const [thread] = page.tab.workers();
  const there = await thread?.evaluate(() => {
    const { came, copied, drawn } = /** @type {any} */ (globalThis);
    return { came: came.length, copied, drawn, open: came.filter((/** @type {any} */ { format, width }) => format || width).length };
  });
  assert.ok(there);
  const here = await page.tab.evaluate(() => {
    const { made } = /** @type {{made: VideoFrame[]}} */ (/** @type {unknown} */ (globalThis));
    return { made: made.length, open: made.filter(({ format }) => format).length };
  });
  return { ...there, made: here.made, open: here.open + there.open };
}

/** One face and its mirror image, of which frames show the one and the other by turns. @param {Prediction[]} frames */
function answer(frames) {
  const faces = frames.flatMap(({ faces }) => faces);
  assert.equal(faces.length, frames.length);
  return faces.map(({ box, label, probability }) => ({ box, label, probability })).sort((a, b) => a.probability - b.probability);
}

/** @param {MienPage} page @param {ReturnType<typeof answer>} wanted */
async function seesTheSame(page, wanted) {
  await page.start();
  const found = answer(await page.nextPredictions(2));
  for (const [index, { box, label, probability }] of found.entries()) {
    const { box: there, ...other } = wanted[index] ?? { box, label: "", probability: 0 };
    assert.equal(label, other.label);
    assert.ok(Math.abs(probability - other.probability) < 5e-3, `${probability} in the place of ${other.probability}`);
    for (const side of /** @type {const} */ (["x", "y", "width", "height"])) assert.ok(Math.abs(box[side] - there[side]) < 0.5, `${side}: ${box[side]} in the place of ${there[side]}`);
  }
}

const camera = withCamera({ shows: ["frame-1.jpg"] });

/** @type {ReturnType<typeof answer>} */
let drawn;

camera.test("a browser without frames: pictures are drawn", { tamper: { "/worker/recognizer.js": (script) => `delete self.VideoFrame;\n${script}` }, before: [keepFrames] }, async (page) => {
  await page.start();
  drawn = answer(await page.nextPredictions(2));
  assert.equal(await page.tab.evaluate(() => /** @type {any} */ (globalThis).made.length), 0);
});

camera.test("a camera's frames are copied, and none stays open", OPENING, async (page) => {
  await seesTheSame(page, drawn);
  await page.reportCount({ atLeast: 20 });
  await page.element("stop").click();
  await page.quiet();
  const { made, came, copied, drawn: others, open } = await counted(page);
  assert.ok(copied >= 20);
  assert.deepEqual({ came, others, open }, { came: copied, others: 0, open: 0 });
  assert.ok(made >= came);
});

camera.test("stopped and started again and again, hidden meanwhile: no frame stays open", OPENING, async (page) => {
  for (let turn = 0; turn < 8; turn += 1) {
    await page.start();
    await page.tab.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, turn % 2 === 0);
    await page.element("stop").click();
    await page.waitForState("stopped");
    await page.tab.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: false, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
  }
  await page.quiet();
  const { came, open } = await counted(page);
  assert.ok(came >= 8);
  assert.equal(open, 0);
});

/** What a browser does, and how often it is asked for a copy then. @type {Record<string, {worker?: string, page?: () => void, copies: number | "all"}>} */
const BROWSERS = {
  "gives noise in the place of pixels": {
    worker: "const copy = VideoFrame.prototype.copyTo; VideoFrame.prototype.copyTo = async function (room, how) { const layout = await copy.call(this, room, how); crypto.getRandomValues(room.subarray(0, 16)); return layout; };",
    copies: 0,
  },
  "copies frames as they lie": {
    worker: "const size = VideoFrame.prototype.allocationSize; VideoFrame.prototype.allocationSize = function () { return size.call(this); };",
    copies: 0,
  },
  "refuses to copy frames": {
    worker: 'const copy = VideoFrame.prototype.copyTo; VideoFrame.prototype.copyTo = function (...how) { const done = copy.apply(this, how); return this.displayWidth > 100 ? Promise.reject(new DOMException("no", "OperationError")) : done; };',
    copies: 1,
  },
  "gives no frames of this video": {
    page: () => {
      globalThis.VideoFrame = /** @type {any} */ (
        class {
          constructor() {
            /** @type {any} */ (globalThis).asked += 1;
            throw new DOMException("of another site", "SecurityError");
          }
        }
      );
    },
    copies: 0,
  },
  "has frames that are turned": {
    page: () => {
      const Frame = globalThis.VideoFrame;
      globalThis.VideoFrame = class extends Frame {
        /** @param {any} video */
        constructor(video) {
          const { videoWidth: width, videoHeight: height } = video;
          const canvas = new OffscreenCanvas(width, height);
          const brush = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
          brush.setTransform(-1, 0, 0, -1, width, height);
          brush.drawImage(video, 0, 0);
          super(canvas, /** @type {any} */ ({ timestamp: 0, alpha: "discard", rotation: 180 }));
        }
      };
    },
    copies: 0,
  },
  "has frames whose pixels are no squares": {
    page: () => {
      const Frame = globalThis.VideoFrame;
      globalThis.VideoFrame = class extends Frame {
        /** @param {any} video */
        constructor(video) {
          const { videoWidth: displayWidth, videoHeight: displayHeight } = video;
          const canvas = new OffscreenCanvas(displayWidth, displayHeight * 2);
          canvas.getContext("2d")?.drawImage(video, 0, 0, displayWidth, displayHeight * 2);
          super(canvas, { timestamp: 0, alpha: "discard", displayWidth, displayHeight });
        }
      };
    },
    copies: 0,
  },
  "has frames that can be seen through": {
    page: () => {
      const Frame = globalThis.VideoFrame;
      globalThis.VideoFrame = class extends Frame {
        /** @param {any} video */
        constructor(video) {
          const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
          canvas.getContext("2d")?.drawImage(video, 0, 0);
          super(canvas, { timestamp: 0 });
        }
      };
    },
    copies: 0,
  },
  "gives the module more memory while a frame is copied": {
    worker: `
      const start = WebAssembly.instantiateStreaming;
      let memory;
      WebAssembly.instantiateStreaming = async (...of) => {
        const made = await start.apply(WebAssembly, of);
        memory = made.instance.exports.memory;
        return made;
      };
      const copy = VideoFrame.prototype.copyTo;
      let grown = 0;
      VideoFrame.prototype.copyTo = async function (room, how) {
        if (this.displayWidth < 100 || (grown += 1) > 3) return copy.call(this, room, how);
        const elsewhere = new Uint8Array(room.length);
        memory.grow(1);
        return copy.call(this, elsewhere, how);
      };`,
    copies: "all",
  },
};

for (const [what, { worker: more, page: before, copies }] of Object.entries(BROWSERS)) {
  camera.test(`a browser that ${what}: what is seen is the same, and no frame stays open`, { before: [keepFrames, ...(before ? [before] : [])], tamper: worker(more) }, async (page) => {
    await seesTheSame(page, drawn);
    await page.reportCount({ atLeast: 8 });
    await page.element("stop").click();
    await page.quiet();
    const { came, copied, drawn: others, open } = await counted(page);
    assert.equal(open, 0);
    if (copies === "all") assert.ok(copied > came && others === 0, `${came} pictures, ${copied} copies`);
    else assert.deepEqual({ copied, others }, { copied: copies, others: came });
    assert.ok((await page.tab.evaluate(() => /** @type {any} */ (globalThis).asked)) <= 1, "a video that gives no frames is asked once");
  });
}

camera.test("a file's frames are copied, and none stays open", OPENING, async (page) => {
  await page.choose(videoPath("walking.webm"));
  await page.waitForState("file");
  await page.nextPredictions(5);
  await page.element("stop").click();
  await page.quiet();
  const { copied, drawn: others, open } = await counted(page);
  assert.ok(copied >= 5);
  assert.deepEqual({ others, open }, { others: 0, open: 0 });
});

const PROGRAM = `<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,"><video id="video" muted playsinline></video><script type="module">
  import { createRecognizer } from "./package/index.js";
  const video = document.getElementById("video");
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
  await video.play();
  const recognizer = await createRecognizer();
  globalThis.seen = Object.assign(globalThis.seen, { faces: 0 });
  recognizer.forVideo(video, (faces) => (seen.faces += faces.length));
  globalThis.end = () => recognizer.close();
</script></html>`;

camera.test("a program's video: its frames are copied, and none stays open", { ...OPENING, path: "a.html", added: { "/a.html": PROGRAM } }, async (page) => {
  await page.tab.waitForFunction(() => /** @type {any} */ (globalThis).seen.faces >= 8);
  const { copied, drawn: others } = await counted(page);
  assert.ok(copied >= 8);
  assert.equal(others, 0);
  await page.tab.evaluate(() => /** @type {any} */ (globalThis).end());
  assert.equal(await page.tab.evaluate(() => /** @type {any} */ (globalThis).made.filter((/** @type {VideoFrame} */ { format }) => format).length), 0);
});

// The same server under another name: a site that doesn't say that others may read its files.
const ELSEWHERE = `<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,"><video id="theirs" width="480" height="360" muted autoplay loop playsinline></video>
  <script>document.getElementById("theirs").src = "http://127.0.0.1:" + location.port + "/walking.webm";</script>
  <script type="module" src="widget.js"></script><mien-camera for="theirs" autostart></mien-camera></html>`;

/** Counts the frames that are asked for. */
function countFrames() {
  Object.assign(globalThis, { asked: 0 });
  globalThis.VideoFrame = class extends VideoFrame {
    /** @param {any} source @param {any} [init] */
    constructor(source, init) {
      /** @type {any} */ (globalThis).asked += 1;
      super(source, init);
    }
  };
}

camera.test(
  "a video of another site, whose pixels nobody may read: it is said, and its frames are asked for once",
  { path: "a.html", before: [listenToWidgets, countFrames], elsewhere: /\/walking\.webm$/, added: { "/a.html": ELSEWHERE, "/walking.webm": readFileSync(videoPath("walking.webm")) } },
  async (page) => {
    const { code, message } = await told(page.tab, "mien-error");
    assert.equal(code, "picture");
    assert.match(message, /ImageBitmap/);
    assert.equal(await page.tab.evaluate(() => /** @type {any} */ (globalThis).asked), 1);
  },
);

/** Canvases, but not frames, are read as noise. @type {import("./support/server.mjs").Tampering} */
const noisyCanvas = (script) =>
  `const read = OffscreenCanvasRenderingContext2D.prototype.getImageData; OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...of) { const picture = read.apply(this, of); crypto.getRandomValues(picture.data.subarray(0, 256)); return picture; };\n${script}`;

camera.test("a canvas gives noise: cameras are seen, and of a photo it is said", { tamper: { "/worker/recognizer.js": noisyCanvas } }, async (page) => {
  await seesTheSame(page, drawn);
  await page.element("file").setInputFiles(picturePath("astronaut.jpg"));
  await page.tab.locator("#message").filter({ hasText: "noise in the place of a picture’s pixels" }).waitFor();
});
