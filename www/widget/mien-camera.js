// <mien-camera>: the recogniser in one element, for any page. README.md says how to use it.
import { CameraError, openCamera } from "../live/camera.js";
import { setText } from "../live/dom.js";
import { flag, number } from "../live/options.js";
import { modelAt } from "../live/model-address.js";
import { failureOf } from "../live/problem.js";
import { supported } from "../live/support.js";
import { Viewer } from "../live/viewer.js";
import { words } from "../live/words.js";
import { RECOGNIZING } from "../types/settings.js";

/** @typedef {import("../live/types.js").Classes} Classes */
/** @typedef {import("../live/types.js").Failure} Failure */
/** @typedef {import("../live/types.js").Prediction} Prediction */
/** @typedef {import("../live/types.js").Problem} Problem */
/** @typedef {import("../live/types.js").Source} Source */

/** A polite status line speaks at most this often, ms. */
const SPEAK_EVERY = 3000;

/** What stands in place of the picture; `button` starts (again). @type {Record<string, {title: string, sentence: string, button?: string}>} */
const CARDS = {
  ...words.camera,
  ...words.widget.cards,
};

const TEMPLATE = document.createElement("template");
TEMPLATE.innerHTML = `
  <div class="theme"><div class="widget" part="widget" hidden>
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
        <button type="button" part="button start" class="button primary start">Start</button>
      </div>
    </div>
    <div class="bar" part="bar" hidden>
      <p class="status" part="status" aria-hidden="true"></p>
      <p class="visually-hidden spoken" role="status"></p>
      <button type="button" part="button stop" class="button stop">Stop</button>
    </div>
  </div></div>`;

/** The widget's own looks, which a page's policy for styles allows if it allows its own files. @param {ShadowRoot} shadow */
function addStyles(shadow) {
  const links = ["../style/tokens.css", "../style/base.css", "../style/stage.css", "./mien-camera.css"].map((path) => {
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
 * Attributes: `head` (address of a file with a person's own classes), `model` (address of another network: `model.json` or its folder, a zip
 * file, or a file of another kind that holds one) with `looks-at` ("picture" or "faces"), `base` (a folder of this site that holds Mien, where it is not the one
 * this script came from), `autostart`, `mirror`, `threshold`, `theme` ("light" or "dark").
 * Events: `mien-ready` ({classes, name, threshold}), `mien-prediction` ({time, faces, bars, status}), `mien-error` ({code, message, hint}).
 */
export class MienCamera extends HTMLElement {
  static observedAttributes = ["head", "looks-at", "mirror", "model", "threshold", "theme"];

  #theme;
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
  /** There while the element is in a page. @type {Viewer | undefined} */
  #viewer;
  /** The classes in force are the ones that are wanted. */
  #usable = false;
  /** What the engine has, wanted or not. @type {Classes | undefined} */
  #offered;
  /** Counts what was asked for; an answer that comes after the next request is dropped. */
  #request = 0;
  #headRequest = 0;
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
    this.#theme = find(".theme", HTMLElement);
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
      this.#widget.hidden = false;
      this.#viewer?.restyle();
    });
  }

  connectedCallback() {
    this.#connected = new AbortController();
    const { signal } = this.#connected;
    this.#viewer = new Viewer(
      { stage: this.#stage, view: this.#view, canvas: this.#canvas },
      {
        progress: (loaded, total) => {
          if (this.running && !this.#usable) this.#showLoading(loaded, total);
        },
        classes: (classes) => this.#setClasses(classes),
        report: (prediction) => this.#report(prediction),
        unread: (error) => this.#fail("unread", error),
        broken: (error) => this.#broken(error.code === "crashed" ? "crashed" : "load", error),
        resized: ({ width, height }) => {
          if (this.running && (width === 0 || height === 0)) this.stop();
        },
      },
    );
    dark.addEventListener("change", () => this.#paint(), { signal });
    addEventListener("pagehide", () => this.stop(), { signal });
    this.#paint();
    this.#show(supported() ? "start" : "unsupported");
    if (flag(this.getAttribute("autostart"))) void this.start();
  }

  disconnectedCallback() {
    this.#connected?.abort();
    this.stop();
    this.#viewer?.destroy();
    this.#viewer = undefined;
    this.#forgetClasses();
  }

  /** @param {string} name */
  attributeChangedCallback(name) {
    if (name === "theme") this.#paint();
    else if (["head", "looks-at", "model"].includes(name)) void this.#loadClasses();
    else this.#sendWishes();
  }

  /** Whether the camera is on. */
  get running() {
    return this.#viewer?.source !== undefined;
  }

  /** Asks for the camera; the first time, Mien itself comes too. */
  async start() {
    const viewer = this.#viewer;
    if (!viewer || !supported()) return;
    const mine = ++this.#request;
    this.#release();
    if (!viewer.started) this.#startEngine(viewer);
    this.#show("asking");
    try {
      const opened = await openCamera("front", () => {
        this.#release();
        this.#fail("unplugged");
      });
      if (mine !== this.#request) return opened.close();
      viewer.open(opened);
      if (this.#usable) this.#showPicture();
      else this.#showLoading(0, 0);
    } catch (error) {
      if (mine === this.#request) this.#fail(error instanceof CameraError ? error.state : "camera-error");
    }
  }

  /** Turns the camera off. */
  stop() {
    this.#request += 1;
    this.#release();
    if (supported()) this.#show("start");
  }

  /** @param {Viewer} viewer */
  #startEngine(viewer) {
    const base = this.getAttribute("base");
    // A folder's address ends with a slash.
    viewer.start(base === null ? undefined : new URL(base.endsWith("/") ? base : `${base}/`, document.baseURI).href);
    this.#sendWishes();
    void this.#loadClasses();
  }

  /** Whether other classes than the expressions are asked for. */
  get #own() {
    return Boolean(this.getAttribute("head") || this.getAttribute("model"));
  }

  /** Fetches the classes that the attributes name, for an engine that is there. */
  async #loadClasses() {
    const viewer = this.#viewer;
    if (!viewer?.started) return;
    const mine = ++this.#headRequest;
    const [head, model] = [this.getAttribute("head"), this.getAttribute("model")];
    if (model) return viewer.use(modelAt(model, this.getAttribute("looks-at") === "faces" ? "faces" : "picture"));
    if (!head) {
      viewer.use(null);
      if (this.#offered?.name === null) this.#setClasses(this.#offered);
      return;
    }
    const wanted = () => mine === this.#headRequest && viewer === this.#viewer && viewer.started;
    try {
      const response = await fetch(new URL(head, document.baseURI));
      if (!response.ok) throw new Error(String(response.status));
      const text = await response.text();
      if (wanted()) viewer.use(text);
    } catch {
      if (wanted()) this.#broken("head", { code: "load", message: words.widget.headMissing(head), hint: words.widget.headHint });
    }
  }

  /** @param {Classes} offered */
  #setClasses(offered) {
    this.#offered = offered;
    const { classes, name, threshold, error } = offered;
    // The expressions in place of a person's own classes would be a surprise.
    if (error) return void this.#refuse(error);
    // They come first where the file with the classes takes longer.
    this.#usable = name !== null || !this.#own;
    this.#viewer?.setActive(this.#usable);
    if (!this.#usable) return;
    this.#tell("mien-ready", { classes, name, threshold });
    if (this.running) this.#showPicture();
  }

  /** @param {Problem} error */
  async #refuse(error) {
    if (!this.getAttribute("model")) return this.#broken("head", failureOf(error));
    const { fileProblem } = await import("../live/file-words.js");
    this.#broken("head", { code: error.code, ...fileProblem(error) });
  }

  #forgetClasses() {
    this.#usable = false;
    this.#viewer?.setActive(false);
    this.#offered = undefined;
  }

  /** @param {Prediction} prediction */
  #report(prediction) {
    // Nobody can see that the camera of a hidden element is on.
    if (!(this.checkVisibility?.({ visibilityProperty: true }) ?? true)) return this.stop();
    if (!this.#card.hidden) this.#showPicture();
    setText(this.#status, prediction.status);
    const now = performance.now();
    if (now - this.#spokenAt >= SPEAK_EVERY) {
      this.#spokenAt = now;
      setText(this.#spoken, prediction.status);
    }
    this.#tell("mien-prediction", prediction);
  }

  /**
   * The engine, or the classes that it should tell apart, can't be used.
   * @param {"crashed" | "load" | "head"} card
   * @param {Failure} error
   */
  #broken(card, error) {
    this.#request += 1;
    this.#release();
    // A new one is made when somebody tries again.
    this.#viewer?.stop();
    this.#forgetClasses();
    this.#fail(card, error);
  }

  /**
   * @param {string} card
   * @param {Failure} [error]
   */
  #fail(card, error) {
    const { title = "", sentence = "" } = CARDS[card] ?? {};
    // What a person sent says best what is wrong with it; a crash says it for programmers.
    this.#show(card, card === "head" ? error?.message : sentence);
    this.#tell("mien-error", error ?? { code: card, message: title, hint: sentence });
  }

  /** Lets go of the camera; the picture leaves the stage. */
  #release() {
    // Nobody is in the picture any more: what a page shows of the last frame goes too.
    const shown = this.#viewer?.latest !== undefined;
    this.#viewer?.close();
    if (shown) this.#tell("mien-prediction", { time: performance.now(), faces: [], bars: [], status: "" });
    setText(this.#status, "");
  }

  #showPicture() {
    this.#card.hidden = true;
    this.#bar.hidden = false;
  }

  /**
   * @param {string} card
   * @param {string} [words] in place of its own sentence
   */
  #show(card, words) {
    const { title = "", sentence = "", button } = CARDS[card] ?? {};
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
    this.#show("loading", words.loading(loaded, total));
    this.#progress.value = total ? loaded / total : 0;
  }

  #sendWishes() {
    const threshold = number(this.getAttribute("threshold"), RECOGNIZING.threshold);
    this.#viewer?.setWishes({ mirror: flag(this.getAttribute("mirror")), ...(threshold !== null && { threshold }) });
  }

  #paint() {
    const asked = this.getAttribute("theme");
    this.#theme.dataset.theme = asked === "light" || asked === "dark" ? asked : dark.matches ? "dark" : "light";
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
