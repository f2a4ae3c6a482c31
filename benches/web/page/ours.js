// Mien as its page uses it: frames go to the worker that the site ships, one at a time, and reports come back.

import { measureWith } from "./harness.js";

const query = new URLSearchParams(location.search);

async function load() {
  const base = query.get("base") ?? "/";
  const worker = new Worker(`${base}worker/recognizer.js`, { type: "module" });
  const { port1: session, port2 } = new MessageChannel();
  session.start();
  /** The next message of one of these types; an error rejects. */
  const next = (...types) =>
    new Promise((resolve, reject) => {
      const listen = ({ data }) => {
        if (![...types, "error", "unread"].includes(data.type)) return;
        session.removeEventListener("message", listen);
        if ("problem" in data) reject(new Error(JSON.stringify(data.problem)));
        else resolve(data);
      };
      session.addEventListener("message", listen);
      worker.addEventListener("error", (event) => reject(new Error(event.message)), { once: true });
    });
  worker.postMessage({ type: "session" }, [port2]);
  const ready = next("ready");
  session.postMessage({ type: "load", base: `${location.origin}${base}`, wanted: null });
  const { frames } = await ready;
  const size = query.get("size");
  session.postMessage({ type: "settings", settings: { detector: "built-in", ...(size && { detectorSize: Number(size) }) } });

  let time = 0;
  return async (canvas) => {
    // As those of a video, which nobody sees through.
    const picture = frames ? new VideoFrame(canvas, { timestamp: 0, alpha: "discard" }) : await createImageBitmap(canvas);
    // Nothing is carried over: every frame is the first one that the tracker sees.
    session.postMessage({ type: "reset" });
    time += 40;
    const start = performance.now();
    const answer = next("report");
    session.postMessage({ type: "frame", picture, time, still: false }, [picture]);
    const { report } = await answer;
    const wall = performance.now() - start;
    return {
      wall,
      ...report.timing,
      faces: report.faces.map((face) => ({ ...face.box, label: face.label, probabilities: Object.values(face.probabilities) })),
    };
  };
}

measureWith(load());
