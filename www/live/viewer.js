// A live picture and what is recognised in it: what the recognizer, the studio's preview and the widget have in common.
import { Drawing } from "./drawing.js";
import { Engine } from "./engine.js";
import { Frames } from "./frames.js";
import { failureOf } from "./problem.js";
import { statusOf } from "./status.js";

/** @typedef {import("./types.js").Classes} Classes */
/** @typedef {import("./types.js").Ready} Ready */
/** @typedef {import("./types.js").Wanted} Wanted */
/** @typedef {import("./types.js").Failure} Failure */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {import("./types.js").Source} Source */
/** @typedef {import("./types.js").Prediction} Prediction */
/** @typedef {import("../types/rust.js").Report} Report */
/** @typedef {import("../types/rust.js").Settings} Settings */

/**
 * @typedef {object} ViewerEvents
 * @property {(loaded: number, total: number) => void} [progress] bytes on their way, while nothing can be recognised yet
 * @property {(ready: Ready) => void} [ready] pictures can be recognised from now on
 * @property {(classes: Classes) => void} [classes] which classes are in force: after `ready`, and whenever they change
 * @property {(prediction: Prediction, report: Report) => void} [report]
 * @property {(size: {width: number, height: number}) => void} [resized] the picture's size on the page, in CSS pixels
 * @property {(error: Failure) => void} [unread] this photo can't be read, or no frame of a video could for a while
 * @property {(error: Failure, problem: Problem) => void} [broken] nothing can be recognised: the code is "crashed", or what kept the engine from loading
 */

/**
 * What a person wants to see.
 * @typedef {Partial<Omit<Settings, "stage">> & {mirror?: boolean | null, overlay?: import("./drawing.js").Overlay}} Wishes
 */

/** A video of which no frame could be read for as long as this is a fault that is told, ms. */
const PATIENCE = 3000;

/**
 * One picture is in flight at a time. When its answer has come, the newest frame is next, or, where the picture stands still and settings have
 * changed, the same picture again. A frame that can't be read is passed over.
 */
export class Viewer {
  #stage;
  #view;
  #canvas;
  #words;
  #events;
  #drawing;
  /** @type {Engine | undefined} */
  #engine;
  /** @type {Source | undefined} */
  #source;
  /** @type {Frames | undefined} */
  #frames;
  /** @type {Report | undefined} */
  #latest;
  /** @type {string[]} */
  #classes = [];
  /** @type {Wanted} */
  #wanted = null;
  /** Whether these are a person's own classes. */
  #custom = false;
  /** @type {Wishes} */
  #wishes = {};
  #active = true;
  /** The picture in flight. @type {symbol | undefined} */
  #flight;
  /** A picture that stands still has to be looked at (again). */
  #due = false;
  /** Since when no frame could be read, ms. */
  #unreadSince = 0;
  #lifetime = new AbortController();

  /**
   * @param {{stage: HTMLElement, view: HTMLElement, canvas: HTMLCanvasElement}} elements `view` is filled by picture and canvas; `stage`
   *   around it has `data-mirrored`, `data-kind` and `--ratio`
   * @param {import("./language.js").Words} words
   * @param {ViewerEvents} events
   */
  constructor({ stage, view, canvas }, words, events) {
    this.#stage = stage;
    this.#view = view;
    this.#canvas = canvas;
    this.#words = words;
    this.#events = events;
    this.#drawing = new Drawing(canvas, words);
    // Also where a page's policy keeps the stylesheets out: in the flow, each size that it is given would change the view's.
    canvas.style.position = "absolute";
    const resized = new ResizeObserver(() => this.#resized());
    resized.observe(view);
    const { signal } = this.#lifetime;
    signal.addEventListener("abort", () => resized.disconnect());
    document.addEventListener("visibilitychange", () => this.#turn(), { signal });
  }

  /** The source that is shown. */
  get source() {
    return this.#source;
  }

  /** Whether pictures can be recognised. */
  get ready() {
    return this.#engine?.ready ?? false;
  }

  /** Whether an engine is there or on its way. */
  get started() {
    return this.#engine !== undefined;
  }

  /** The last report on this source. */
  get latest() {
    return this.#latest;
  }

  get drawing() {
    return this.#drawing;
  }

  get mirrored() {
    return this.#wishes.mirror ?? this.#source?.mirrored ?? true;
  }

  /** The picture's size on the page, in CSS pixels. */
  get size() {
    return { width: this.#view.clientWidth, height: this.#view.clientHeight };
  }

  /**
   * Starts the engine, in the place of one that is there.
   * @param {string} [base] see `Engine`
   */
  start(base) {
    this.#engine?.close();
    this.#flight = undefined;
    const engine = new Engine(
      {
        progress: (loaded, total) => this.#events.progress?.(loaded, total),
        ready: (ready) => {
          this.#setClasses(ready);
          this.#events.ready?.(ready);
          this.#events.classes?.(ready);
          this.#turn();
        },
        classes: (classes) => {
          this.#setClasses(classes);
          this.#events.classes?.(classes);
          this.#lookAgain();
        },
        error: (problem) => this.#fail(engine, problem),
      },
      { base, wanted: this.#wanted },
    );
    this.#engine = engine;
    this.#sendSettings();
  }

  /** Lets go of the engine. */
  stop() {
    this.#engine?.close();
    this.#engine = undefined;
    this.#flight = undefined;
    this.#classes = [];
  }

  /** Lets go of everything, for good. */
  destroy() {
    this.close();
    this.stop();
    this.#lifetime.abort();
  }

  /**
   * Which classes are told apart.
   * @param {Wanted} wanted
   */
  use(wanted) {
    this.#wanted = wanted;
    this.#engine?.use(wanted);
  }

  /** @param {Wishes} wishes in the place of those before */
  setWishes(wishes) {
    this.#wishes = wishes;
    this.#mirror();
    this.#draw();
    this.#sendSettings();
    this.#lookAgain();
  }

  /** The stylesheets that colours and fonts come from have changed. */
  restyle() {
    this.#drawing.setClasses(this.#classes, this.#custom);
    this.#resized();
  }

  /**
   * Puts a source in the place of the one that is shown.
   * @param {Source} source
   */
  open(source) {
    this.close();
    this.#source = source;
    const { element } = source;
    if (!source.attached) {
      element.id = "picture";
      element.setAttribute("aria-hidden", "true");
      this.#view.prepend(element);
    }
    this.#shape(source);
    this.#stage.dataset.kind = source.kind;
    this.#mirror();
    this.#sendSettings();
    if (element instanceof HTMLVideoElement) {
      this.#frames = new Frames(element, () => this.#turn());
      element.addEventListener("resize", this.#turned);
    } else this.#due = true;
    this.#turn();
  }

  /** Lets go of the source; its picture leaves the stage. */
  close() {
    this.#frames?.stop();
    this.#frames = undefined;
    this.#source?.element.removeEventListener("resize", this.#turned);
    if (!this.#source?.attached) {
      this.#source?.element.removeAttribute("id");
      this.#source?.element.remove();
    }
    this.#source?.close();
    this.#source = undefined;
    this.#latest = undefined;
    this.#flight = undefined;
    this.#due = false;
    this.#unreadSince = 0;
    this.#stage.style.removeProperty("--ratio");
    delete this.#stage.dataset.kind;
    this.#draw();
    this.#engine?.reset();
  }

  /** What was seen last is no longer so; the source stays. */
  forget() {
    this.#latest = undefined;
    this.#flight = undefined;
    this.#draw();
    this.#engine?.reset();
  }

  /**
   * Whether new pictures are looked at. A photo that nobody has looked at yet is, as soon as it is.
   * @param {boolean} active
   */
  setActive(active) {
    this.#active = active;
    if (active && this.#source?.kind === "photo" && !this.#latest) this.#due = true;
    this.#turn();
  }

  /** The next step, if it is time for one. */
  #turn() {
    const watching = this.#active && !document.hidden && this.ready;
    if (watching) this.#frames?.start();
    else this.#frames?.stop();
    if (this.#flight || !this.ready) return;
    if (this.#due && (this.#active || this.#latest)) void this.#look(this.#latest !== undefined);
    else if (this.#frames?.take()) void this.#look(false);
  }

  /** @param {boolean} again whether the engine has the picture already */
  async #look(again) {
    const source = this.#source;
    const engine = this.#engine;
    if (!source || !engine) return;
    const flight = Symbol("flight");
    this.#flight = flight;
    this.#due = false;
    const answer = await (again ? engine.recognizeAgain() : this.#grab(source, engine, flight));
    // What is said of a source or by an engine that is gone is dropped.
    if (flight !== this.#flight || !answer) return;
    this.#flight = undefined;
    if ("code" in answer) this.#pass(source, failureOf(answer, this.#words.problem));
    else this.#show(answer);
    this.#turn();
  }

  /**
   * @param {Source} source
   * @param {Engine} engine
   * @param {symbol} flight
   * @returns {Promise<Report | Problem | undefined>} nothing where the source went meanwhile
   */
  async #grab(source, engine, flight) {
    const time = performance.now();
    try {
      const picture = await source.grab(engine.frames);
      try {
        return flight === this.#flight ? await engine.recognize(picture, time, this.#standsStill()) : undefined;
      } finally {
        // Of one that was sent nothing is left here.
        picture.close();
      }
    } catch (error) {
      return { code: "picture", cause: error instanceof Error ? error.message : String(error) };
    }
  }

  /**
   * A picture that can't be read. Of a video the next one counts: between two sources, say, there is none to be had.
   * @param {Source} source
   * @param {Failure} error
   */
  #pass(source, error) {
    if (source.kind === "photo") return this.#events.unread?.(error);
    const now = performance.now();
    this.#unreadSince ||= now;
    if (now - this.#unreadSince < PATIENCE) return;
    this.#unreadSince = 0;
    this.#events.unread?.(error);
  }

  /** @param {Report} report */
  #show(report) {
    this.#unreadSince = 0;
    this.#latest = report;
    this.#draw();
    const { time, faces, bars, turned } = report;
    this.#events.report?.({ time, faces, bars, turned, status: statusOf(report, this.#classes, this.#custom, this.#words) }, report);
  }

  /**
   * @param {Engine} engine
   * @param {Problem} problem
   */
  #fail(engine, problem) {
    if (engine !== this.#engine) return;
    const error = failureOf(problem, this.#words.problem);
    if (error.code === "crashed") {
      this.close();
      this.stop();
    }
    if (error.code === "crashed" || !engine.ready) this.#events.broken?.(error, problem);
    // Nobody is in the way of the next picture: a setting outside its range, say, which no control offers.
    else console.warn(error.message);
  }

  /** Whether the picture of now is the picture of later. */
  #standsStill() {
    const element = this.#source?.element;
    return element instanceof HTMLVideoElement ? element.paused : element !== undefined;
  }

  /** A picture that stands still is looked at once more, for what changed. */
  #lookAgain() {
    if (!this.#latest || !(this.#standsStill() || !this.#active)) return;
    this.#due = true;
    this.#turn();
  }

  /** @param {Classes} changed */
  #setClasses({ classes, name }) {
    this.#classes = classes;
    this.#custom = name !== null;
    this.#drawing.setClasses(classes, this.#custom);
    this.#sendSettings();
  }

  /** The picture's proportions. @param {Source} source */
  #shape({ width, height }) {
    this.#stage.style.setProperty("--ratio", String(width / height));
  }

  /** A phone was turned, or the camera has another size now. */
  #turned = () => {
    const { element } = this.#source ?? {};
    if (!this.#source || !(element instanceof HTMLVideoElement) || element.videoWidth === 0) return;
    this.#source.width = element.videoWidth;
    this.#source.height = element.videoHeight;
    this.#shape(this.#source);
    this.#resized();
  };

  #mirror() {
    this.#stage.toggleAttribute("data-mirrored", this.mirrored);
  }

  #draw() {
    this.#drawing.draw(this.#latest?.shown ?? [], this.#wishes.overlay ?? "chips");
  }

  #sendSettings() {
    const { mirror: _mirror, overlay: _overlay, ...settings } = this.#wishes;
    this.#engine?.settings({ ...settings, ...(this.#source && this.#measured()) });
  }

  /** The stage as the engine is told of it. Asking makes the browser lay out the page at once, so it is not asked before there is a picture. */
  #measured() {
    const { width, height } = this.size;
    const { chipHeight, chipWidths } = this.#drawing;
    return width > 0 && height > 0 ? { stage: { width, height, mirror: this.mirrored, chipHeight, chipWidths } } : undefined;
  }

  #resized() {
    const { width, height } = this.size;
    const sharpness = devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * sharpness);
    this.#canvas.height = Math.round(height * sharpness);
    this.#draw();
    if (width > 0 && height > 0) {
      this.#sendSettings();
      this.#lookAgain();
    }
    this.#events.resized?.({ width, height });
  }
}
