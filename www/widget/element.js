// What <mien-camera> and <mien-image> have in common: looks, words, classes, events, and a live view.
import { Bars } from "../live/bars.js";
import { make, setText } from "../live/dom.js";
import { fileProblemIn, wordsIn } from "../live/language.js";
import { failureOf, publicCode } from "../live/problem.js";
import { SITE } from "../live/site.js";
import { unsupported } from "../live/support.js";
import { explained } from "../live/thread.js";
import { Viewer } from "../live/viewer.js";
import { directionOf, languageFor } from "../words/languages.js";
import { attributeOf, read, reflect } from "./attributes.js";
import { attach } from "./attach.js";

// Scripts of the page may have a `URL` of their own, as Teachable Machine's snippet does.
const { URL } = globalThis;

/** @typedef {import("./attributes.js").Properties} Properties */
/** @typedef {import("../live/language.js").Words} Words */
/** @typedef {import("../live/types.js").Classes} Classes */
/** @typedef {import("../live/types.js").Failure} Failure */
/** @typedef {import("../live/types.js").Prediction} Prediction */
/** @typedef {import("../live/types.js").Problem} Problem */
/** @typedef {import("../live/types.js").Source} Source */
/** @typedef {import("../live/types.js").Wanted} Wanted */
/** What stands in place of the picture. @typedef {keyof Words["widget"]["cards"] | keyof Words["camera"]} Card */
/** @typedef {{title: string, sentence: string, button?: string}} CardText */

/** A polite status line speaks at most this often, ms. */
const SPEAK_EVERY = 3000;

const STYLES = ["style/tokens.css", "style/base.css", "style/stage.css", "style/bars.css", "widget/widget.css"];

/** Attributes of all elements that a change of is a matter of settings alone. @type {readonly (keyof Properties)[]} */
const SETTINGS = ["mirror", "detector", "size", "overlay", "maxFaces", "minFace", "threshold", "region"];

/** A picture that is narrower has no room for bars: they stand below it, CSS pixels. */
const NARROW = 480;

/** What the stage is made of. No text here is HTML: pages with Trusted Types allow that. */
function skeleton() {
  const parts = {
    theme: make("div", { class: "theme" }),
    widget: make("div", { class: "widget", part: "widget", hidden: "" }),
    stage: make("div", { class: "stage", part: "stage" }),
    view: make("div", { class: "view" }),
    canvas: make("canvas", { class: "overlay", part: "overlay", "data-theme": "dark", "aria-hidden": "true" }),
    bars: make("div", { class: "bars", part: "bars", "data-theme": "dark", "aria-hidden": "true", hidden: "" }),
    values: make("tbody"),
    card: make("div", { class: "card", part: "card" }),
    empty: make("slot", { name: "empty" }),
    denied: make("slot", { name: "denied" }),
    title: make("p", { class: "title" }),
    sentence: make("p", { class: "sentence" }),
    progress: make("progress", { part: "progress", max: "1", value: "0", hidden: "" }),
    start: make("button", { type: "button", part: "button start", class: "button primary start" }),
    bar: make("div", { class: "bar-line", part: "bar", hidden: "" }),
    status: make("p", { class: "status", part: "status", "aria-hidden": "true" }),
    spoken: make("p", { class: "visually-hidden spoken", role: "status" }),
    stop: make("button", { type: "button", part: "button stop", class: "button stop" }),
  };
  parts.view.append(parts.canvas);
  parts.card.append(make("div", { class: "words", part: "message", role: "status" }, parts.empty, parts.denied, parts.title, parts.sentence), parts.progress, parts.start);
  parts.stage.append(parts.view, parts.card);
  parts.bar.append(parts.status, parts.spoken, parts.stop);
  parts.widget.append(parts.stage, parts.bars, parts.bar);
  parts.theme.append(parts.widget);
  return parts;
}

/**
 * The widget's own looks, which a page's policy for styles allows if it allows files from where Mien is.
 * @param {ShadowRoot} shadow
 * @param {string} base the folder that holds Mien
 * @returns {Promise<boolean>} whether all of it has come
 */
async function addStyles(shadow, base) {
  const links = STYLES.map((path) => make("link", { rel: "stylesheet", href: new URL(path, base).href }));
  for (const old of shadow.querySelectorAll("link")) old.remove();
  shadow.prepend(...links);
  const ends = links.map((link) => new Promise((resolve) => ["load", "error"].forEach((end) => link.addEventListener(end, () => resolve(end), { once: true }))));
  return (await Promise.all(ends)).every((end) => end === "load");
}

/** Outside of a browser there are no elements; importing this is harmless there. */
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (/** @type {unknown} */ (class {}));

/** A live view in an element. Subclasses say what is looked at. */
export class MienElement extends Base {
  /** The attributes that the elements share. @type {readonly (keyof Properties)[]} */
  static shared = [...SETTINGS, "base", "looksAt", "theme", "controls", "htmlFor"];

  static observedAttributes = [...MienElement.shared.map(attributeOf), "lang", "src", "model", "camera"];

  /** The attribute that names the classes. @type {"src" | "model"} */
  static classesAttribute = "src";

  #parts;
  /** The folder that its looks come from. */
  #styledFrom = "";
  /** @type {Words | undefined} */
  #words;
  /** There while the element is in a page and its words have come. @type {Viewer | undefined} */
  #viewer;
  /** @type {Bars | undefined} */
  #bars;
  /** Resolves when there is a viewer. @type {Promise<void>} */
  #ready = Promise.resolve();
  /** The classes in force are the ones that are wanted. */
  #usable = false;
  /** Bytes of the networks: what has come may have come before there was a picture. */
  #transfer = { loaded: 0, total: 0 };
  /** What the engine has, wanted or not. @type {Classes | undefined} */
  #offered;
  /** Counts what was asked for; an answer that comes after the next request is dropped. */
  #request = 0;
  /** What is under way for the latest request. @type {AbortController | undefined} */
  #opening;
  #state = "start";
  #spokenAt = -SPEAK_EVERY;
  /** What the button on the card does in place of starting. @type {(() => void) | undefined} */
  #act;
  /** Lasts while the element is in a page. @type {AbortController | undefined} */
  #life;
  /** The element of the page that is looked at. @type {ReturnType<typeof attach> | undefined} */
  #attached;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    this.#parts = skeleton();
    shadow.append(this.#parts.theme);
    this.#parts.start.addEventListener("click", () => (this.#act ? this.#act() : void this.start()));
    this.#parts.stop.addEventListener("click", () => this.stop());
  }

  connectedCallback() {
    // It was only put elsewhere: it goes on.
    if (this.#life) return;
    this.#life = new AbortController();
    this.#ready = this.#begin(this.#life.signal);
  }

  disconnectedCallback() {
    // Moving an element takes it out first.
    queueMicrotask(() => !this.isConnected && this.#end());
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#life) return;
    if (name === "theme") this.#paint();
    else if (name === "lang" || name === "base" || name === "for") this.#again();
    else if (name === "controls") this.#show(/** @type {Card} */ (this.#state));
    else if (name === /** @type {typeof MienElement} */ (this.constructor).classesAttribute || name === "looks-at") this.#loadClasses();
    else if (SETTINGS.some((property) => attributeOf(property) === name)) this.#sendWishes();
    else this.sourceChanged();
  }

  /** Opens what is looked at. @abstract @param {AbortSignal} _signal nobody waits for it any more @returns {Promise<Source>} */
  open(_signal) {
    throw new TypeError("a subclass says what is looked at");
  }

  /** What is looked at is another one now. */
  sourceChanged() {}

  /** What is shown before anything is looked at. @type {Card} */
  get idle() {
    return "start";
  }

  /** What went wrong while opening. @param {unknown} _error @returns {Card} */
  troubleOf(_error) {
    return "camera-error";
  }

  /** Whether something is looked at. */
  get running() {
    return this.#viewer?.source !== undefined;
  }

  /** What is shown: "running", "start", or the reason why there is no picture, which is a code of `mien-error`. */
  get state() {
    return publicCode(this.#state);
  }

  /** Begins to look; the first time, Mien itself comes too. Nothing is thrown: `mien-error` tells of failures. */
  async start() {
    const mine = ++this.#request;
    await this.#ready;
    const viewer = this.#viewer;
    if (!viewer || mine !== this.#request) return;
    const reason = unsupported();
    if (reason) return this.#fail(reason);
    this.#release();
    if (!viewer.started) this.#startEngine(viewer);
    const opening = new AbortController();
    this.#opening = opening;
    if (this.#attached === undefined && this.idle === "start") this.#show("asking");
    try {
      const opened = await (this.#attached?.open(opening.signal) ?? this.open(opening.signal));
      if (mine !== this.#request) return opened.close();
      viewer.open(opened);
      this.#showOpened();
    } catch (error) {
      if (mine === this.#request) this.#fail(this.#attached ? "photo" : this.troubleOf(error));
    }
  }

  /** Stops looking: a camera is turned off. */
  stop() {
    this.#request += 1;
    this.#release();
    this.#show(unsupported() ?? this.idle);
  }

  /**
   * The camera is there, but its picture is not.
   * @param {"no-picture" | "tap" | "muted"} card
   * @param {() => void} [act] what the button does
   */
  interrupt(card, act) {
    this.#viewer?.setActive(false);
    this.#forgetFrame();
    this.#fail(card);
    this.#act = act;
  }

  /** What was in the way is gone. */
  goOn() {
    if (this.running) this.#showOpened();
  }

  /** There is a picture, and perhaps nobody yet who looks at it. */
  #showOpened() {
    this.#viewer?.setActive(this.#usable);
    if (this.#usable) this.#showPicture();
    else this.#showLoading();
  }

  /** The camera went away by itself. */
  lost() {
    this.#release();
    this.#fail("unplugged");
  }

  /** @param {AbortSignal} signal */
  async #begin(signal) {
    const wishes = [this.lang || this.closest("[lang]")?.getAttribute("lang") || this.ownerDocument.documentElement.lang, ...navigator.languages];
    const language = languageFor(wishes);
    const base = this.#base ?? SITE;
    // Bundled scripts know of no folder; its looks are wanted anew where it is named later.
    if (this.shadowRoot && base !== this.#styledFrom) {
      this.#styledFrom = base;
      void addStyles(this.shadowRoot, base).then(async (styled) => {
        // Without words and the theme's colours it would be an empty white card.
        await this.#ready;
        this.#parts.widget.hidden = false;
        this.#viewer?.restyle();
        if (!styled) void this.#unstyled(base, signal);
      });
    }
    const words = await wordsIn(language);
    if (signal.aborted) return;
    this.#words = words;
    const { stage, view, canvas, bars, values, theme, progress, stop } = this.#parts;
    theme.lang = words.language;
    theme.dir = directionOf(words.language);
    progress.setAttribute("aria-label", words.widget.loading);
    setText(stop, words.widget.stop);
    this.#bars = new Bars(bars, values, words);
    this.#viewer = new Viewer({ stage, view, canvas }, words, {
      progress: (loaded, total) => {
        this.#transfer = { loaded, total };
        if (this.running && !this.#usable) this.#showLoading();
      },
      classes: (classes) => this.#setClasses(classes),
      report: (prediction) => this.#report(prediction),
      unread: (error) => this.#fail("unread", error),
      broken: (error, problem) => this.#broken(problem.code, error),
      resized: ({ width, height }) => {
        this.#parts.widget.toggleAttribute("data-narrow", width < NARROW);
        // Until its looks have come it has no size, and that is no reason to stop.
        if (this.running && !this.#attached && !this.#parts.widget.hidden && (width === 0 || height === 0)) this.stop();
      },
    });
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", () => this.#paint(), { signal });
    // A page that may come back from the browser's cache must not keep a camera on meanwhile.
    addEventListener("pagehide", () => this.stop(), { signal });
    this.#paint();
    const target = read(this, "htmlFor");
    this.toggleAttribute("data-attached", target !== null);
    const reason = unsupported();
    if (reason) return this.#fail(reason);
    this.#show(this.idle);
    if (target !== null) {
      const found = this.ownerDocument.getElementById(target);
      this.#attached = attach(this, found, () => void this.start());
      if (!this.#attached) return this.#fail("target");
    }
    if (this.#attached || read(this, "autostart")) queueMicrotask(() => !signal.aborted && void this.start());
  }

  /**
   * Its looks have not come. Only a policy is said to be the reason: the page may still be about to name another folder.
   * @param {string} base
   * @param {AbortSignal} signal
   */
  async #unstyled(base, signal) {
    const problem = await explained({ code: "load", file: STYLES[0] ?? "" }, base);
    if (problem.code === "policy" && this.#words && !signal.aborted) this.#broken("policy", failureOf(problem, this.#words.problem));
  }

  #end() {
    this.#life?.abort();
    this.#life = undefined;
    this.#request += 1;
    this.#release();
    this.#attached?.close();
    this.#attached = undefined;
    this.#viewer?.destroy();
    this.#viewer = undefined;
    this.#forgetClasses();
  }

  /** Begins anew, with what has changed. */
  #again() {
    const { running } = this;
    this.#end();
    this.connectedCallback();
    if (running) void this.start();
  }

  /** @param {Viewer} viewer */
  #startEngine(viewer) {
    this.#loadClasses();
    this.#sendWishes();
    viewer.start(this.#base);
  }

  /** The folder that holds Mien, where the page names one. */
  get #base() {
    const base = read(this, "base");
    // A folder's address ends with a slash.
    return base === null ? undefined : new URL(base.endsWith("/") ? base : `${base}/`, document.baseURI).href;
  }

  /** The classes that the attributes name; `null`: the expressions. @type {Wanted} */
  get #wanted() {
    const named = read(this, /** @type {typeof MienElement} */ (this.constructor).classesAttribute);
    if (!named) return null;
    return { address: new URL(named, document.baseURI).href, subject: read(this, "looksAt") };
  }

  #loadClasses() {
    const viewer = this.#viewer;
    if (!viewer) return;
    const wanted = this.#wanted;
    viewer.use(wanted);
    // The engine may have them already.
    if (wanted === null && this.#offered?.name === null && viewer.ready) this.#setClasses(this.#offered);
  }

  /** @param {Classes} offered */
  #setClasses(offered) {
    this.#offered = offered;
    const { classes, name, threshold, error } = offered;
    // The expressions in place of a person's own classes would be a surprise.
    if (error) return void this.#refuse(error);
    // They come first where the file with the classes takes longer.
    this.#usable = name !== null || this.#wanted === null;
    this.#viewer?.setActive(this.#usable);
    if (!this.#usable) return;
    this.#bars?.setClasses(classes, name !== null);
    this.#tell("mien-ready", { classes, name, threshold });
    if (this.running) this.#showPicture();
  }

  /** @param {Problem} error */
  async #refuse(error) {
    const said = await fileProblemIn(this.#words?.language ?? "en");
    this.#broken("head", failureOf(error, said));
  }

  #forgetClasses() {
    this.#usable = false;
    this.#viewer?.setActive(false);
    this.#offered = undefined;
  }

  /** @param {Prediction} prediction */
  #report(prediction) {
    // Nobody can see that the camera of a hidden element is on.
    if (!this.#attached && !(this.checkVisibility?.({ visibilityProperty: true }) ?? true)) return this.stop();
    if (this.#state !== "running") this.#showPicture();
    this.#attached?.place();
    if (!this.#parts.bars.hidden) this.#bars?.show(prediction.bars);
    setText(this.#parts.status, prediction.status);
    const now = performance.now();
    if (now - this.#spokenAt >= SPEAK_EVERY) {
      this.#spokenAt = now;
      setText(this.#parts.spoken, prediction.status);
    }
    this.#tell("mien-prediction", prediction);
  }

  /**
   * The engine, or the classes that it should tell apart, can't be used.
   * @param {string} code
   * @param {Failure} error
   */
  #broken(code, error) {
    this.#request += 1;
    this.#release();
    // A new one is made when somebody tries again.
    this.#viewer?.stop();
    this.#forgetClasses();
    this.#fail(code in (this.#words?.widget.cards ?? {}) ? /** @type {Card} */ (code) : "load", error);
  }

  /** @param {Card} card @returns {CardText} */
  #textOf(card) {
    /** @type {Partial<Record<Card, CardText>>} */
    const texts = { ...this.#words?.camera, ...this.#words?.widget.cards };
    return texts[card] ?? { title: "", sentence: "" };
  }

  /**
   * @param {Card} card
   * @param {Failure} [error]
   */
  #fail(card, error) {
    const { title, sentence } = this.#textOf(card);
    // What a crash says is for programmers, but for one that people can do something about.
    this.#show(card, error && (card !== "crashed" || error.hint) ? [error.message, card === "head" ? "" : error.hint].filter(Boolean).join(". ") : sentence);
    this.#tell("mien-error", error ?? { code: publicCode(card), message: title, hint: sentence });
  }

  /** Lets go of what is looked at; the picture leaves the stage. */
  #release() {
    this.#opening?.abort();
    this.#opening = undefined;
    this.#forgetFrame();
    this.#viewer?.close();
    setText(this.#parts.status, "");
  }

  /** Nobody is in the picture any more: what a page shows of the last frame goes too. */
  #forgetFrame() {
    if (this.#viewer?.latest === undefined) return;
    this.#viewer.forget();
    this.#bars?.show([]);
    setText(this.#parts.status, "");
    this.#tell("mien-prediction", { time: performance.now(), faces: [], bars: [], turned: 0, status: "" });
  }

  #showPicture() {
    const { card, bar } = this.#parts;
    card.hidden = true;
    bar.hidden = !read(this, "controls") || this.#attached !== undefined;
    this.#enter("running");
  }

  /**
   * @param {Card} name
   * @param {string} [words] in place of its own sentence
   */
  #show(name, words) {
    if (name === /** @type {string} */ ("running")) return this.#showPicture();
    const { card, bar, progress, empty, denied, title, sentence, start } = this.#parts;
    const text = this.#textOf(name);
    this.#act = undefined;
    card.hidden = this.#attached !== undefined;
    bar.hidden = true;
    progress.hidden = name !== "loading";
    // What the page put into a slot stands in place of our words.
    empty.hidden = name !== this.idle;
    denied.hidden = name !== "denied";
    const slot = name === this.idle ? empty : name === "denied" ? denied : undefined;
    title.hidden = sentence.hidden = (slot?.assignedNodes().length ?? 0) > 0;
    setText(title, text.title);
    setText(sentence, words ?? text.sentence);
    start.hidden = !text.button || (name === this.idle && !read(this, "controls"));
    setText(start, text.button ?? "");
    this.#enter(name);
  }

  /** @param {string} state */
  #enter(state) {
    if (this.#state === state) return;
    this.#state = state;
    this.#showBars();
    this.#tell("mien-state", { state: this.state });
  }

  #showLoading() {
    const { loaded, total } = this.#transfer;
    this.#show("loading", this.#words?.loading(loaded, total));
    this.#parts.progress.value = total ? loaded / total : 0;
  }

  #showBars() {
    this.#parts.bars.hidden = read(this, "overlay") !== "bars" || this.#state !== "running";
  }

  #sendWishes() {
    const overlay = read(this, "overlay");
    this.#showBars();
    /** Numbers that are not set have Rust's default. @type {["size" | "maxFaces" | "minFace" | "threshold" | "region", string][]} */
    const optional = [["size", "detectorSize"], ["maxFaces", "maxFaces"], ["minFace", "minFace"], ["threshold", "threshold"], ["region", "region"]];
    const set = optional.flatMap(([property, setting]) => {
      const value = read(this, property);
      return value === null ? [] : [[setting, value]];
    });
    this.#viewer?.setWishes({ mirror: read(this, "mirror"), detector: read(this, "detector"), overlay: overlay === "bars" ? "chips" : overlay, ...Object.fromEntries(set) });
  }

  #paint() {
    const asked = read(this, "theme");
    this.#parts.theme.dataset.theme = asked !== "auto" ? asked : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  /**
   * @param {string} name
   * @param {unknown} detail
   */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/**
 * Makes an element known, once.
 * @param {string} name
 * @param {typeof MienElement} type
 * @param {readonly (keyof Properties)[]} properties beside the shared ones
 */
export function define(name, type, properties) {
  reflect(type, [...MienElement.shared, ...properties]);
  if (globalThis.customElements && !customElements.get(name)) customElements.define(name, type);
}
