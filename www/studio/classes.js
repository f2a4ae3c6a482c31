// The cards of the classes: names, samples, recording, uploading.
import { classColours } from "../live/colours.js";
import { byId, setText } from "../live/dom.js";
import { icon, make } from "./dom.js";
import { thumbnail } from "./pictures.js";
import { closeRecorder, recorder } from "./record.js";
import { showSamples } from "./samples.js";
import { addSamples, countOf, createClass, current, deleteClass, disableClass, isOpen, onChange, renameClass, samplesOf, shiftClass } from "./session.js";
import { MAX_NAME } from "../types/settings.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Class} Class */

/** Newest samples on a card. */
const SHOWN = 12;

const list = byId("classes", HTMLElement);

/** @type {Map<number, ReturnType<typeof card>>} */
let cards = new Map();

/** @type {(files: File[], into: Class) => void} */
let takeFiles = () => {};
/** @type {(one: Class) => void} */
let downloadClass = () => {};

/**
 * @param {Class} one
 */
function card(one) {
  const name = make("input", { class: "inline-name", type: "text", maxlength: String(MAX_NAME), autocomplete: "off", spellcheck: "false", "aria-label": words.classes.name });
  name.addEventListener("change", () => {
    renameClass(one, name.value);
    name.value = one.name;
  });
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter") name.blur();
    if (event.key === "Escape") {
      name.value = one.name;
      name.blur();
    }
  });

  const count = make("span", { class: "count" });
  const camera = make("button", { type: "button", class: "button" }, icon("camera"), make("span", {}, words.classes.camera));
  const picker = make("input", { type: "file", multiple: "", accept: "image/*,video/*,.zip,.tm" });
  const upload = make("label", { class: "button file-button" }, picker, icon("file"), make("span", {}, words.classes.upload));
  const strip = make("button", { type: "button", class: "strip", hidden: "" });
  const body = make("div", { class: "class-body" }, make("div", { class: "class-buttons" }, camera, upload), strip);

  /**
   * @param {string} symbol
   * @param {string} text
   * @param {() => void} act
   */
  const item = (symbol, text, act) => {
    const label = make("span", {}, text);
    const button = make("button", { type: "button", class: "menu-item" }, icon(symbol), label);
    button.addEventListener("click", () => {
      menu.open = false;
      act();
    });
    return { button, label };
  };
  const disable = item("eye-off", words.classes.leaveOut, () => disableClass(one, !one.disabled));
  const up = item("up", words.classes.up, () => (shiftClass(one, -1), opener.focus()));
  const down = item("down", words.classes.down, () => (shiftClass(one, 1), opener.focus()));
  const save = item("save", words.classes.download, () => downloadClass(one));
  save.button.disabled = true;
  const remove = item("trash", words.classes.remove, () => deleteClass(one));
  const opener = make("summary", { class: "button quiet", "aria-label": words.classes.more }, icon("more"));
  const menu = make(
    "details",
    { class: "menu" },
    opener,
    make("div", { class: "menu-list" }, disable.button, up.button, down.button, save.button, remove.button),
  );
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    opener.focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node) || !menu.contains(event.relatedTarget)) menu.open = false;
  });

  const element = make("article", { class: "class-card" }, make("header", { class: "class-head" }, make("span", { class: "swatch", "aria-hidden": "true" }), name, count, menu), body);

  camera.setAttribute("aria-expanded", "false");
  camera.addEventListener("click", () => {
    if (camera.getAttribute("aria-expanded") === "true") return closeRecorder();
    const panel = recorder(
      one.name,
      (faces) => addSamples(one.id, words.record.from, faces),
      () => {
        camera.setAttribute("aria-expanded", "false");
        if (document.activeElement === document.body) camera.focus();
      },
    );
    camera.setAttribute("aria-expanded", "true");
    strip.before(panel);
  });
  picker.addEventListener("change", () => {
    const files = [...(picker.files ?? [])];
    picker.value = "";
    if (files.length > 0) takeFiles(files, one);
  });
  strip.addEventListener("click", () => showSamples(one));

  /** The pictures on the card by their samples, newest first. @type {Map<number, HTMLElement>} */
  let shown = new Map();
  return {
    element,
    one,
    name,
    /**
     * @param {number} index
     * @param {string} colour
     */
    showClass(index, colour) {
      element.style.setProperty("--tone", colour);
      element.toggleAttribute("data-disabled", one.disabled);
      if (document.activeElement !== name) name.value = one.name;
      element.setAttribute("aria-label", one.name);
      picker.setAttribute("aria-label", words.classes.uploadTo(one.name));
      camera.setAttribute("aria-label", words.classes.cameraFor(one.name));
      opener.setAttribute("aria-label", words.classes.moreAbout(one.name));
      setText(disable.label, one.disabled ? words.classes.use : words.classes.leaveOut);
      up.button.disabled = index === 0;
      down.button.disabled = index === current().classes.length - 1;
      this.showCount();
      this.showPictures();
    },
    showCount() {
      const total = countOf(one.id);
      setText(count, one.disabled ? words.classes.leftOut(total) : words.classes.samples(total));
      strip.setAttribute("aria-label", words.classes.lookThrough(total, one.name));
    },
    /** Shows the newest samples; says whether they are others than before. */
    showPictures() {
      const newest = samplesOf(one.id, SHOWN);
      const before = [...shown.keys()];
      if (newest.length === before.length && newest.every(({ id }, index) => id === before[index])) return false;
      const stay = new Set(newest.map(({ id }) => id));
      // Hundreds of new elements a second would keep the page busy with clearing them away.
      const free = [...shown].reverse().flatMap(([id, picture]) => (stay.has(id) ? [] : picture));
      shown = new Map(newest.map((sample) => [sample.id, shown.get(sample.id) ?? thumbnail(sample, free.pop())]));
      strip.hidden = newest.length === 0;
      save.button.disabled = newest.length === 0;
      const pictures = [...shown.values()];
      if (pictures.some((picture, index) => strip.children[index] !== picture) || strip.children.length !== pictures.length) strip.replaceChildren(...pictures);
      return true;
    },
  };
}

function showClasses() {
  const { classes } = current();
  const kept = new Map();
  for (const one of classes) {
    const old = cards.get(one.id);
    kept.set(one.id, old?.one === one ? old : card(one));
  }
  for (const [id, old] of cards) if (kept.get(id) !== old) old.element.remove();
  cards = kept;
  const colours = classColours(classes.map(({ name }) => name), words);
  classes.forEach((one, index) => {
    const each = cards.get(one.id);
    if (!each) return;
    // Moving an element that stands where it should would take the focus from it.
    if (list.children[index] !== each.element) list.insertBefore(each.element, list.children[index] ?? null);
    each.showClass(index, colours[index] ?? "");
  });
}

let counting = 0;

let drawing = 0;

/** From the pictures of a card to those of the next one, ms: a table's come faster than anybody looks, and drawing takes time from the threads that cut them out. */
const PAUSE = 80;

/** Cards whose pictures may have changed. @type {Set<ReturnType<typeof card>>} */
const waiting = new Set();

/** Samples come many at a time: the next frame shows all numbers that have changed, and the pictures of one card. */
function showSamplesSoon() {
  for (const each of cards.values()) waiting.add(each);
  counting ||= requestAnimationFrame(showNumbers);
  drawing ||= requestAnimationFrame(showSome);
}

function showNumbers() {
  counting = 0;
  if (!isOpen()) return;
  for (const each of cards.values()) each.showCount();
  showHint();
}

function showSome() {
  drawing = 0;
  if (!isOpen()) return waiting.clear();
  for (const each of waiting) {
    waiting.delete(each);
    if (cards.get(each.one.id) === each && each.showPictures()) break;
  }
  if (waiting.size > 0) drawing = setTimeout(() => (drawing = requestAnimationFrame(showSome)), PAUSE);
}

function showHint() {
  const { classes, kind } = current();
  const gather = words.gather[kind];
  const total = classes.reduce((sum, { id }) => sum + countOf(id), 0);
  const empty = classes.find(({ id, disabled }) => !disabled && countOf(id) === 0);
  const hint = byId("gather-hint", HTMLElement);
  if (total === 0) setText(hint, gather.first);
  else if (empty) setText(hint, gather.next(empty.name));
  else setText(hint, gather.more(total));
}

/** The cards of a project that was opened just now. */
export function showProjectClasses() {
  closeRecorder();
  cards = new Map();
  list.replaceChildren();
  showClasses();
  showHint();
}

/**
 * @param {{takeFiles: (files: File[], into: Class) => void, downloadClass: (one: Class) => void}} acts
 */
export function bindClasses(acts) {
  ({ takeFiles, downloadClass } = acts);
  byId("add-class", HTMLButtonElement).addEventListener("click", () => {
    const made = createClass();
    const name = cards.get(made.id)?.name;
    name?.focus();
    name?.select();
    name?.scrollIntoView({ block: "nearest" });
  });
  onChange((topic) => {
    if (!isOpen()) return;
    if (topic === "classes") {
      showClasses();
      showHint();
    }
    if (topic === "samples") showSamplesSoon();
  });
}

/**
 * The class whose card a file was dropped on.
 * @param {EventTarget | null} target
 * @returns {Class | undefined}
 */
export function classAt(target) {
  const element = target instanceof Element ? target.closest(".class-card") : null;
  return [...cards.values()].find((each) => each.element === element)?.one;
}
