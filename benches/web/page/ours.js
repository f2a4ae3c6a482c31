// Mien as its page uses it: frames go as bitmaps to the worker that the site ships, one at a time, and reports come back.

import { measureWith } from "./harness.js";

const query = new URLSearchParams(location.search);

async function load() {
  const worker = new Worker("/worker/recognizer.js", { type: "module" });
  /** The next message of one of these types; an error rejects. */
  const next = (...types) =>
    new Promise((resolve, reject) => {
      const listen = ({ data }) => {
        if (![...types, "error", "unread"].includes(data.type)) return;
        worker.removeEventListener("message", listen);
        if ("error" in data) reject(new Error(`${data.error.code}: ${data.error.message}`));
        else resolve(data);
      };
      worker.addEventListener("message", listen);
      worker.addEventListener("error", (event) => reject(new Error(event.message)), { once: true });
    });
  await next("ready-for-work");
  worker.postMessage({ type: "load", base: `${location.origin}/` });
  await next("ready");
  const size = query.get("size");
  worker.postMessage({ type: "settings", settings: { detector: "built-in", ...(size && { detectorSize: Number(size) }) } });

  let time = 0;
  return async (canvas) => {
    const bitmap = await createImageBitmap(canvas);
    // Nothing is carried over: every frame is the first one that the tracker sees.
    worker.postMessage({ type: "reset" });
    time += 40;
    const start = performance.now();
    worker.postMessage({ type: "frame", bitmap, time }, [bitmap]);
    const { report } = await next("report");
    const wall = performance.now() - start;
    return {
      wall,
      ...report.timing,
      faces: report.faces.map((face) => ({ ...face.box, label: face.label, probabilities: Object.values(face.probabilities) })),
    };
  };
}

measureWith(load());
