// <mien-camera>: the recogniser in one element, for any page. README.md says how to use it.
import { supported } from "../live/support.js";
import { CameraError, openCamera } from "../live/camera.js";
import { Frames } from "../live/frames.js";
import { flag, number } from "../recognizer/settings.js";
import { setText } from "../live/dom.js";
import { Drawing } from "../live/drawing.js";
import { Engine } from "../live/engine.js";

/** @typedef {import("../live/types.js").Classes} Classes */
/** @typedef {import("../live/types.js").Failure} Failure */
/** @typedef {import("../live/types.js").Report} Report */
/** @typedef {import("../live/types.js").Source} Source */

/** A polite status line speaks at most this often, ms. */
const SPEAK_EVERY = 3000;

/** Title, sentence and button of what stands in place of the picture. @type {Record<string, [string, string, string?]>} */
const CARDS = {
  start: ["The camera is off", "Pictures never leave this browser", "Start"],
  asking: ["Allow the camera", "Your browser is asking whether this page may use the camera"],
  loading: ["Loading", "The networks are on their way"],
  denied: ["The camera is blocked", "Open the settings beside the page’s address, allow the camera, then try again", "Try again"],
  busy: ["The camera is in use", "Close the program or tab that is using it, then try again", "Try again"],
  absent: ["No camera found", "Connect a camera, then try again", "Try again"],
  unplugged: ["The camera was disconnected", "Connect it again, then press Start", "Start"],
  "camera-error": ["The camera does not answer", "Connect it again, then try again", "Try again"],
  insecure: ["The camera needs a secure address", "Open this page with https:// or on localhost"],
  "in-app": ["This app’s browser has no camera", "Choose “Open in browser” in the app’s menu"],
  unsupported: ["This browser is too old", "Use Chrome or Edge 91, Firefox 89, Safari 16.4, or newer"],
  load: ["Mien could not be loaded", "Check the connection, then try again", "Try again"],
  head: ["The classes can’t be used", "", "Try again"],
  crashed: ["Mien stopped working", "Start it again, or reload the page", "Start again"],
};

const TEMPLATE = document.createElement("template");
TEMPLATE.innerHTML = `
  <div class="widget" part="widget" hidden>
    <div class="stage" part="stage">
      <div class="view"><canvas class="overlay" part="overlay" data-theme="dark" aria-hidden="true"></canvas></div>
      <div class="card" part="card">
        <div class="words" part="message" role="status">
          <slot name="empty"></slot>
          <slot name="denied"></slot>
          <p class="title"></p>
          <p class="sentence"></p>
        </div>
        <progress part="progress" aria-label="Loading" max="1" value="0" hidden></progress>
        <button type="button" part="button start" class="start">Start</button>
      </div>
    </div>
    <div class="bar" part="bar" hidden>
      <p class="status" part="status" aria-hidden="true"></p>
      <p class="spoken" role="status"></p>
      <button type="button" part="button stop" class="stop">Stop</button>
    </div>
  </div>`;

/** The widget's own looks, which a page's policy for styles allows if it allows its own files. @param {ShadowRoot} shadow */
function addStyles(shadow) {
  const links = ["../style/tokens.css", "./mien-camera.css"].map((path) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(path, import.meta.url).href;
    return link;
  });
  shadow.prepend(...links);
  return Promise.all(
    links.map((link) => new Promise((resolve) => ["load", "error"].forEach((end) => link.addEventListener(end, resolve, { once: true })))),
  );
}

const dark = matchMedia("(prefers-color-scheme: dark)");

/**
 * A camera that names what it sees.
 *
 * Attributes: `head` (address of a file with a person's own classes), `base` (a folder of this site that holds Mien, where it is not the one
 * this script came from), `autostart`, `mirror`, `threshold`, `theme` ("light" or "dark").
 * Events: `mien-ready` ({classes, name, threshold}), `mien-prediction` ({time, faces, bars, status}), `mien-error` ({code, message, hint}).
 */
export class MienCamera extends HTMLElement {
  static observedAttributes = ["head", "mirror", "threshold", "theme"];

  #widget;
  #stage;
  #view;
  #canvas;
  #card;
  #title;
  #sentence;
  #progress;
  #startButton;
  #bar;
  #status;
  #spoken;
  #empty;
  #denied;
  /** @type {Drawing | undefined} */
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
  /** What the engine has, wanted or not. @type {Classes | undefined} */
  #offered;
  /** Counts what was asked for; an answer that comes after the next wish is dropped. */
  #wish = 0;
  #headWish = 0;
  #spokenAt = -SPEAK_EVERY;
  /** @type {AbortController | undefined} */
  #connected;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.append(TEMPLATE.content.cloneNode(true));
    /**
     * @template {Element} T
     * @param {string} selector
     * @param {new () => T} type
     */
    const find = (selector, type) => {
      const element = shadow.querySelector(selector);
      if (!(element instanceof type)) throw new Error(`mien-camera has no ${selector}`);
      return element;
    };
    this.#widget = find(".widget", HTMLElement);
    this.#stage = find(".stage", HTMLElement);
    this.#view = find(".view", HTMLElement);
    this.#canvas = find(".overlay", HTMLCanvasElement);
    this.#card = find(".card", HTMLElement);
    this.#title = find(".title", HTMLElement);
    this.#sentence = find(".sentence", HTMLElement);
    this.#progress = find("progress", HTMLProgressElement);
    this.#startButton = find(".start", HTMLButtonElement);
    this.#bar = find(".bar", HTMLElement);
    this.#status = find(".status", HTMLElement);
    this.#spoken = find(".spoken", HTMLElement);
    this.#empty = find("slot[name=empty]", HTMLSlotElement);
    this.#denied = find("slot[name=denied]", HTMLSlotElement);
    this.#startButton.addEventListener("click", () => void this.start());
    find(".stop", HTMLButtonElement).addEventListener("click", () => this.stop());
    void addStyles(shadow).then(() => {
      this.#drawing = new Drawing(this.#canvas);
      this.#drawing.setClasses(this.#classes);
      this.#widget.hidden = false;
    });
  }

  connectedCallback() {
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    const resized = new ResizeObserver(() => this.#resized());
    resized.observe(this.#view);
    signal.addEventListener("abort", () => resized.disconnect());
    dark.addEventListener("change", () => this.#paint(), { signal });
    document.addEventListener(
      "visibilitychange",
      () => {
        if (document.hidden) this.#frames?.stop();
        else this.#recognise();
      },
      { signal },
    );
    addEventListener("pagehide", () => this.stop(), { signal });
    this.#paint();
    this.#show(supported() ? "start" : "unsupported");
    if (flag(this.getAttribute("autostart"))) void this.start();
  }

  disconnectedCallback() {
    this.#connected?.abort();
    this.stop();
    this.#engine?.close();
    this.#engine = undefined;
    this.#offered = undefined;
    this.#classes = [];
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (name === "theme") this.#paint();
    else if (name === "head") void this.#loadHead();
    else this.#applySettings();
  }

  /** Whether the camera is on. */
  get running() {
    return this.#source !== undefined;
  }

  /** Asks for the camera; the first time, Mien itself comes too. */
  async start() {
    if (!this.isConnected || !supported()) return;
    const mine = ++this.#wish;
    this.#release();
    if (!this.#engine) this.#startEngine();
    this.#show("asking");
    try {
      const opened = await openCamera("front", () => {
        this.#release();
        this.#fail("unplugged");
      });
      if (mine !== this.#wish) return opened.close();
      this.#begin(opened);
    } catch (error) {
      if (mine === this.#wish) this.#fail(error instanceof CameraError ? error.card : "camera-error");
    }
  }

  /** Turns the camera off. */
  stop() {
    this.#wish += 1;
    this.#release();
    if (supported()) this.#show("start");
  }

  #startEngine() {
    const base = this.getAttribute("base");
    // A folder's address ends with a slash.
    const folder = base === null ? undefined : new URL(base.endsWith("/") ? base : `${base}/`, document.baseURI).href;
    this.#engine = new Engine(
      {
        progress: (loaded, total) => {
          if (this.#source && !this.#engine?.ready) this.#showLoading(loaded, total);
        },
        ready: (ready) => this.#setClasses(ready),
        classes: (classes) => this.#setClasses(classes),
        report: (report) => this.#report(report),
        error: (error) => this.#broken(this.#engine?.ready ? "crashed" : "load", error),
      },
      folder,
    );
    this.#applySettings();
    void this.#loadHead();
  }

  /** Fetches the classes that the attribute names, for an engine that is there. */
  async #loadHead() {
    const engine = this.#engine;
    if (!engine) return;
    const mine = ++this.#headWish;
    const head = this.getAttribute("head");
    if (!head) {
      engine.head(null);
      if (this.#offered?.name === null) this.#setClasses(this.#offered);
      return;
    }
    try {
      const response = await fetch(new URL(head, document.baseURI));
      if (!response.ok) throw new Error(String(response.status));
      const text = await response.text();
      if (mine === this.#headWish && engine === this.#engine) engine.head(text);
    } catch {
      if (mine !== this.#headWish || engine !== this.#engine) return;
      this.#broken("head", { code: "load", message: `${head} could not be fetched`, hint: "Check the address of the file, then try again" });
    }
  }

  /** @param {Classes} offered */
  #setClasses(offered) {
    this.#offered = offered;
    const { classes, name, threshold, error } = offered;
    // The expressions in place of a person's own classes would be a surprise.
    if (error) return this.#broken("head", error);
    // They come first where the file with the classes takes longer.
    if (name === null && this.getAttribute("head")) return;
    this.#classes = classes;
    this.#drawing?.setClasses(classes);
    this.#applySettings();
    this.#tell("mien-ready", { classes, name, threshold });
    this.#recognise();
  }

  /** @param {Source} source */
  #begin(source) {
    const { element } = source;
    if (!(element instanceof HTMLVideoElement)) return;
    this.#source = source;
    element.setAttribute("aria-hidden", "true");
    this.#view.prepend(element);
    this.#stage.style.setProperty("--ratio", String(source.width / source.height));
    this.#frames = new Frames(element, (time) => void this.#grab(source, time));
    this.#applySettings();
    if (this.#classes.length === 0) this.#showLoading(0, 0);
    this.#recognise();
  }

  /** Camera and classes come in any order; frames count once both are there. */
  #recognise() {
    if (!this.#source || this.#classes.length === 0) return;
    this.#card.hidden = true;
    this.#bar.hidden = false;
    if (!document.hidden) this.#frames?.start();
  }

  /**
   * @param {Source} source
   * @param {number} time
   */
  async #grab(source, time) {
    try {
      const bitmap = await source.grab();
      if (source === this.#source && this.#engine) this.#engine.frame(bitmap, time);
      else bitmap.close();
    } catch {
      // A video between two sources has no frame to give; the next one will.
      this.#frames?.next();
    }
  }

  /** @param {Report} report */
  #report(report) {
    if (!this.#source) return;
    // Nobody can see that the camera of a hidden element is on.
    if (!(this.checkVisibility?.({ visibilityProperty: true }) ?? true)) return this.stop();
    this.#latest = report;
    this.#drawing?.draw(report.shown, false);
    setText(this.#status, report.status);
    const now = performance.now();
    if (now - this.#spokenAt >= SPEAK_EVERY) {
      this.#spokenAt = now;
      setText(this.#spoken, report.status);
    }
    const { time, faces, bars, status } = report;
    this.#tell("mien-prediction", { time, faces, bars, status });
    this.#frames?.next();
  }

  /**
   * The engine, or the classes that it should tell apart, can't be used.
   * @param {"crashed" | "load" | "head"} card
   * @param {Failure} error
   */
  #broken(card, error) {
    this.#wish += 1;
    this.#release();
    // A new one is made when somebody tries again.
    this.#engine?.close();
    this.#engine = undefined;
    this.#offered = undefined;
    this.#classes = [];
    this.#fail(card, error);
  }

  /**
   * @param {string} card
   * @param {Failure} [error]
   */
  #fail(card, error) {
    const [title = "", hint = ""] = CARDS[card] ?? [];
    // What a person sent says best what is wrong with it; a crash says it for programmers.
    this.#show(card, card === "head" ? error?.message : hint);
    this.#tell("mien-error", error ?? { code: card, message: title, hint });
  }

  /** Lets go of the camera; the picture leaves the stage. */
  #release() {
    this.#frames?.stop();
    this.#frames = undefined;
    this.#source?.close();
    this.#source?.element.remove();
    this.#source = undefined;
    // Nobody is in the picture any more: what a page shows of the last frame goes too.
    if (this.#latest) this.#tell("mien-prediction", { time: performance.now(), faces: [], bars: [], status: "" });
    this.#latest = undefined;
    this.#stage.style.removeProperty("--ratio");
    this.#drawing?.draw([], false);
    setText(this.#status, "");
    this.#engine?.reset();
  }

  /**
   * @param {string} card
   * @param {string} [words] in place of its own sentence
   */
  #show(card, words) {
    const [title = "", sentence = "", button] = CARDS[card] ?? [];
    this.#card.hidden = false;
    this.#bar.hidden = true;
    this.#progress.hidden = card !== "loading";
    // What the page put into a slot stands in place of our words.
    this.#empty.hidden = card !== "start";
    this.#denied.hidden = card !== "denied";
    const slot = card === "start" ? this.#empty : card === "denied" ? this.#denied : undefined;
    const filled = (slot?.assignedNodes().length ?? 0) > 0;
    this.#title.hidden = this.#sentence.hidden = filled;
    setText(this.#title, title);
    setText(this.#sentence, words ?? sentence);
    this.#startButton.hidden = !button;
    setText(this.#startButton, button ?? "");
  }

  /**
   * @param {number} loaded
   * @param {number} total
   */
  #showLoading(loaded, total) {
    const mb = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
    this.#show("loading", total ? `${mb(loaded)} of ${mb(total)} MB` : undefined);
    this.#progress.value = total ? loaded / total : 0;
  }

  #applySettings() {
    const mirror = flag(this.getAttribute("mirror")) ?? this.#source?.mirrored ?? true;
    const threshold = number(this.getAttribute("threshold"), 0, 1);
    this.#stage.toggleAttribute("data-mirrored", mirror);
    const { clientWidth: width, clientHeight: height } = this.#view;
    const drawing = this.#drawing;
    this.#engine?.settings(
      {
        ...(threshold !== null && { threshold }),
        ...(drawing &&
          width > 0 &&
          height > 0 && {
            stage: { width, height, mirror, chipHeight: drawing.chipHeight, chipWidths: drawing.chipWidths(this.#classes) },
          }),
      },
      "auto",
    );
  }

  #resized() {
    const { clientWidth: width, clientHeight: height } = this.#view;
    if (width === 0 || height === 0) {
      if (this.#source) this.stop();
      return;
    }
    const sharpness = devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * sharpness);
    this.#canvas.height = Math.round(height * sharpness);
    this.#drawing?.draw(this.#latest?.shown ?? [], false);
    this.#applySettings();
  }

  #paint() {
    const asked = this.getAttribute("theme");
    this.#widget.dataset.theme = asked === "light" || asked === "dark" ? asked : dark.matches ? "dark" : "light";
  }

  /**
   * @param {string} name
   * @param {unknown} detail
   */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get("mien-camera")) customElements.define("mien-camera", MienCamera);
