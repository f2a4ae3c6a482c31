// Recording samples from the camera: while a button is held, or hands-free after a delay.
import { icon, make } from "./dom.js";
import { openCamera } from "../live/camera.js";
import { CAMERA, cameraSentence, playButton } from "./camera.js";
import { current, tellCopies } from "./session.js";
import { takeFrom } from "./worker-client.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").NewFace} NewFace */
/** @typedef {import("./types.js").NewSample} NewSample */

const DEFAULTS = { rate: 12, delay: 2, duration: 6 };

/** What a person chose holds for all classes. */
const chosen = { ...DEFAULTS };

/** @type {(() => void) | undefined} */
let closeOpen;

/**
 * A panel with the camera's picture and the ways to record.
 * @param {string} className for assistive technology
 * @param {(faces: NewFace[]) => NewSample[]} take gives back what it leaves out as copies
 * @param {() => void} onClose
 * @returns {HTMLElement}
 */
export function recorder(className, take, onClose) {
  closeOpen?.();
  const view = make("div", { class: "record-view" });
  const status = make("p", { class: "record-status", role: "status" }, words.record.asking);
  view.append(status);
  const hold = make("button", { type: "button", class: "button primary", disabled: "" }, icon("record"), make("span", {}, words.record.hold));
  const free = make("button", { type: "button", class: "button", disabled: "", "aria-pressed": "false" }, words.record.handsFree);
  const close = make("button", { type: "button", class: "button quiet record-close", "aria-label": words.record.close(className) }, icon("close"));

  /** @type {import("../live/types.js").Source | undefined} */
  let camera;
  const life = new AbortController();
  /** Counts recordings: what an older one still has to do is not done. */
  let run = 0;
  let recording = false;

  const say = (/** @type {string} */ text) => {
    if (status.textContent !== text) status.textContent = text;
    status.hidden = text === "";
  };

  const shut = () => {
    if (life.signal.aborted) return;
    life.abort();
    stop();
    camera?.close();
    panel.remove();
    closeOpen = undefined;
    onClose();
  };

  function stop() {
    run += 1;
    recording = false;
    view.removeAttribute("data-recording");
    free.setAttribute("aria-pressed", "false");
    free.textContent = words.record.handsFree;
  }

  /** @param {number} [until] time in ms at which it ends by itself */
  async function record(until = Infinity) {
    if (recording || !camera) return;
    const mine = ++run;
    recording = true;
    view.dataset.recording = "";
    let missed = 0;
    /** @type {NewSample[]} */
    const copies = [];
    while (mine === run && camera && performance.now() < until) {
      const started = performance.now();
      try {
        const faces = await takeFrom(current().kind, await createImageBitmap(camera.element));
        missed = faces.length > 0 ? 0 : missed + 1;
        say(missed > 2 ? words.noFace : "");
        copies.push(...take(faces));
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
        break;
      }
      const rest = 1000 / chosen.rate - (performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, rest)));
    }
    tellCopies(copies);
    if (mine === run) stop();
  }

  async function handsFree() {
    if (free.getAttribute("aria-pressed") === "true") return stop();
    stop();
    const mine = run;
    free.setAttribute("aria-pressed", "true");
    free.textContent = words.record.stop;
    for (let left = chosen.delay; left > 0; left -= 1) {
      say(words.record.countdown(left));
      await new Promise((resolve) => setTimeout(resolve, Math.min(1, left) * 1000));
      if (mine !== run) return say("");
    }
    say("");
    await record(performance.now() + chosen.duration * 1000);
  }

  const release = () => recording && free.getAttribute("aria-pressed") === "false" && stop();
  hold.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    hold.setPointerCapture(event.pointerId);
    void record();
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture", "blur"]) hold.addEventListener(end, release);
  // A long touch must not open a menu.
  hold.addEventListener("contextmenu", (event) => event.preventDefault());
  hold.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) void record();
  });
  hold.addEventListener("keyup", (event) => {
    if (event.key === " " || event.key === "Enter") release();
  });
  free.addEventListener("click", () => void handsFree());
  close.addEventListener("click", shut);

  /**
   * @param {keyof typeof DEFAULTS} key
   * @param {string} label
   * @param {number} min
   * @param {number} max
   */
  const number = (key, label, min, max) => {
    const input = /** @type {HTMLInputElement} */ (make("input", { type: "number", min: String(min), max: String(max), step: "1", value: String(chosen[key]) }));
    input.addEventListener("change", () => {
      chosen[key] = Math.min(max, Math.max(min, Number(input.value) || DEFAULTS[key]));
      input.value = String(chosen[key]);
    });
    return make("label", { class: "number" }, make("span", {}, label), input);
  };

  const panel = make(
    "div",
    { class: "recorder" },
    view,
    make("div", { class: "record-buttons" }, hold, free),
    close,
    make(
      "details",
      { class: "record-settings" },
      make("summary", {}, words.record.settings),
      make("div", { class: "numbers" }, number("rate", words.record.rate, 1, 30), number("delay", words.record.delay, 0, 30), number("duration", words.record.duration, 1, 120)),
    ),
  );

  const enable = (/** @type {boolean} */ enabled) => (hold.disabled = free.disabled = !enabled);
  openCamera(
    CAMERA,
    {
      ended() {
        camera = undefined;
        stop();
        enable(false);
        say(words.record.unplugged);
      },
      waiting(state, play) {
        say(words.cameraLine[state]);
        if (state === "tap") view.append(playButton(play));
      },
      muted(muted) {
        stop();
        enable(!muted);
        say(muted ? words.cameraLine.muted : "");
      },
    },
    life.signal,
  ).then(
    (opened) => {
      if (life.signal.aborted) return opened.close();
      camera = opened;
      opened.element.setAttribute("aria-hidden", "true");
      view.prepend(opened.element);
      view.toggleAttribute("data-mirrored", opened.mirrored);
      enable(true);
      say("");
      hold.focus();
    },
    (error) => say(cameraSentence(error)),
  );
  closeOpen = shut;
  return panel;
}

/** Closes the recorder that is open, if one is. */
export function closeRecorder() {
  closeOpen?.();
}
