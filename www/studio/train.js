// The middle column: training, its settings, and what came of it.
import { byId, setText } from "../live/dom.js";
import { drawHood } from "./charts.js";
import { showContradictions } from "./contradictions.js";
import { make } from "./dom.js";
import { RECOGNIZING, TRAINING } from "../types/settings.js";
import { defaultSettings, joined } from "./project.js";
import { allSamples, countOf, current, isOpen, onChange, setTrained, settingsChanged } from "./session.js";
import { adviceFor, embed, takingPart, train } from "./worker-client.js";
import { words } from "./words.js";

/** @typedef {import("../types/rust.js").TrainConfig} TrainConfig */
/** @typedef {import("../types/rust.js").Advice} Advice */
/** @typedef {import("../types/rust.js").Epoch} Epoch */
/** @typedef {import("./types.js").Sample} Sample */

const button = byId("train", HTMLButtonElement);
const running = byId("training", HTMLElement);
const bar = byId("train-progress", HTMLProgressElement);
const line = byId("training-line", HTMLElement);
const stop = byId("train-stop", HTMLButtonElement);
const result = byId("train-result", HTMLElement);
const advice = byId("advice", HTMLElement);
const hint = byId("train-hint", HTMLElement);
const status = byId("train-status", HTMLElement);
const form = byId("settings", HTMLFormElement);
const hood = byId("hood", HTMLDetailsElement);
const hoodBody = byId("hood-body", HTMLElement);

/** @type {AbortController | undefined} */
let training;

/** In the order of the form. */
const SETTINGS = /** @type {(keyof TrainConfig)[]} */ (Object.keys(TRAINING));

/** How a setting is told, and how many of its units the form calls 1. @param {keyof TrainConfig} key */
function told(key) {
  /** @type {{label: string, help: string, percent?: boolean}} */
  const { label, help, percent } = words.training.settings[key];
  return { label, help, unit: percent ? 100 : 1 };
}

/** @type {Map<keyof TrainConfig, HTMLInputElement>} */
const inputs = new Map();

function buildForm() {
  for (const key of SETTINGS) {
    const { label, help, unit } = told(key);
    const { default: usual, min, max } = TRAINING[key];
    const step = Number.isInteger(Number(usual) * unit) ? "1" : "any";
    const toggle = min === null || max === null;
    const id = `setting-${key}`;
    const input = make("input", toggle ? { type: "checkbox", id } : { type: "number", id, min: String(min * unit), max: String(max * unit), step });
    input.setAttribute("aria-describedby", `${id}-help`);
    inputs.set(key, input);
    input.addEventListener("change", () => {
      const settings = /** @type {Record<string, number | boolean>} */ (/** @type {unknown} */ (current().settings));
      if (toggle) settings[key] = input.checked;
      else {
        const value = Number(input.value);
        const fits = input.value !== "" && input.checkValidity() && Number.isFinite(value);
        // What makes no sense goes back to what was there.
        if (fits) settings[key] = value / unit;
        else input.setAttribute("aria-invalid", "true");
      }
      showSettings();
      settingsChanged();
    });
    const helps = make("p", { class: "help", id: `${id}-help` }, help);
    form.append(
      toggle
        ? make("div", {}, make("label", { class: "switch" }, input, make("span", {}, label)), helps)
        : make("div", { class: "setting" }, make("label", { for: id }, label), input, helps),
    );
  }
  const reset = make("button", { type: "button", class: "button quiet" }, words.training.reset);
  reset.addEventListener("click", () => {
    Object.assign(current().settings, defaultSettings(current().kind));
    showSettings();
    settingsChanged();
  });
  form.append(reset);
  form.addEventListener("submit", (event) => event.preventDefault());
}

function showSettings() {
  const settings = current().settings;
  for (const key of SETTINGS) {
    const input = inputs.get(key);
    if (!input) continue;
    input.removeAttribute("aria-invalid");
    const { unit } = told(key);
    const value = settings[key];
    if (typeof value === "boolean") input.checked = value;
    else input.value = String(unit === 1 ? value : Math.round(value * unit));
  }
}

/** @param {{level: Advice["level"], text: string}[]} list */
function showAdvice(list) {
  advice.replaceChildren(...list.map(({ level, text }) => make("li", { "data-level": level }, text)));
}

/** Projects of earlier versions keep the sentences themselves. @param {Advice & {text?: string}} each */
const inWords = (each) => ({ level: each.level, text: each.text ?? words.training.advice(each) });

/** Counts that advice was asked for: an answer to an older question is dropped. */
let asked = 0;

async function showReadiness() {
  const mine = ++asked;
  const classes = current().classes.filter(({ disabled }) => !disabled);
  const counts = classes.map(({ id, name }) => ({ name, count: countOf(id) }));
  const { trained } = current();
  const found = await adviceFor(counts, current().settings).catch(() => /** @type {Advice[]} */ ([]));
  if (mine !== asked || !isOpen()) return;
  const blocked = found.some(({ level }) => level === "stop");
  button.disabled = blocked || training !== undefined;
  const nothing = counts.every(({ count }) => count === 0);
  const after = trained && !trained.stale ? trained.advice : [];
  showAdvice(nothing ? [] : [...found, ...after].map(inWords));
  showContradictions();
  if (training) setText(hint, words.training.hint.learning);
  else if (blocked) setText(hint, words.training.hint.blocked);
  else if (trained?.stale) setText(hint, words.training.hint.stale);
  else if (trained) setText(hint, words.training.hint.trained);
  else setText(hint, words.training.hint.ready);
}

function showResult() {
  const { trained } = current();
  result.hidden = !trained || training !== undefined;
  hood.hidden = !trained;
  if (!trained) return;
  const checked = trained.validation;
  setText(
    result,
    checked
      ? words.training.checked(checked.accuracy, checked.perClass.reduce((sum, { samples }) => sum + samples, 0))
      : words.training.unchecked(trained.training.accuracy),
  );
  result.toggleAttribute("data-stale", trained.stale);
  if (hood.open) drawHood(hoodBody, trained, allSamples());
}

/**
 * @param {Epoch} epoch
 * @param {number} epochs
 * @param {number} started
 */
function showEpoch(epoch, epochs, started) {
  bar.value = epoch.epoch / epochs;
  const left = ((performance.now() - started) / epoch.epoch) * (epochs - epoch.epoch);
  const seconds = Math.ceil(left / 1000);
  const { loss, accuracy } = epoch.validation ?? epoch.training;
  setText(
    line,
    words.training.epoch(epoch.epoch, epochs, accuracy, loss, seconds),
  );
}

/**
 * Mirrored faces are looked at when they are first learnt from.
 * @param {Sample[]} samples
 * @param {AbortSignal} signal
 */
async function mirrorAll(samples, signal) {
  const missing = samples.filter(({ mirrored }) => !mirrored);
  const show = (/** @type {number} */ done, /** @type {number} */ total) => {
    bar.value = done / total;
    setText(line, words.training.mirroring(done, total));
  };
  const found = await embed(current().kind, missing, true, show, signal);
  if (signal.aborted) return;
  missing.forEach((sample, index) => (sample.mirrored = found[index] ?? new Float32Array()));
}

/** Lets the page answer clicks. */
const yieldToEvents = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Trains on what the open project has.
 * @param {number} [threshold] of the new head; without it, that of the one before
 */
export async function startTraining(threshold = current().trained?.threshold ?? RECOGNIZING.threshold.default) {
  if (training) return;
  training = new AbortController();
  const project = current();
  const settings = { ...project.settings };
  const { signal } = training;
  button.hidden = true;
  running.hidden = false;
  bar.value = 0;
  setText(line, words.training.starting);
  setText(status, words.training.running);
  void showReadiness();
  showResult();
  try {
    await yieldToEvents();
    const { classes, used, truth, ...parts } = await takingPart(project, allSamples().values());
    const mirroredSamples = settings.mirror ? parts.mirroredSamples : new Uint32Array();
    const turned = [...mirroredSamples].flatMap((place) => used[place] ?? []);
    await mirrorAll(turned, signal);
    const lesson = {
      embeddings: await joined(used, "embedding", yieldToEvents),
      mirrored: await joined(turned, "mirrored", yieldToEvents),
      mirroredSamples,
      truth,
      names: classes.map(({ name }) => name),
      settings,
    };
    const started = performance.now();
    const found = await train(lesson, (epochs) => epochs.forEach((epoch) => showEpoch(epoch, settings.epochs, started)), signal);
    if (isOpen() && current() === project) {
      setTrained({
        ...found,
        mistakes: found.mistakes.map((mistake) => ({ ...mistake, sample: used[mistake.sample]?.id ?? -1 })),
        labels: classes.map(({ name }) => name),
        classes: classes.map(({ id }) => id),
        backbone: project.backbone,
        threshold,
        mirrored: settings.mirror,
        stale: false,
        at: Date.now(),
      });
      setText(status, words.training.done(result.textContent ?? ""));
    }
  } catch (error) {
    showAdvice([{ level: "stop", text: error instanceof Error ? error.message : String(error) }]);
    setText(status, words.training.failed);
    asked += 1;
  } finally {
    const hadFocus = running.contains(document.activeElement);
    training = undefined;
    running.hidden = true;
    button.hidden = false;
    if (isOpen()) {
      showResult();
      void showReadiness();
    }
    if (hadFocus) button.focus();
  }
}

let soon = 0;

/** Everything of the open project. */
export function showTraining() {
  // Until it is known whether the samples suffice.
  button.disabled = true;
  showSettings();
  showResult();
  void showReadiness();
}

export function bindTraining() {
  buildForm();
  button.addEventListener("click", () => {
    void startTraining();
    stop.focus();
  });
  stop.addEventListener("click", () => training?.abort());
  hood.addEventListener("toggle", () => {
    const { trained } = current();
    if (hood.open && trained) drawHood(hoodBody, trained, allSamples());
  });
  onChange((topic) => {
    if (!isOpen() || topic === "saved") return;
    if (topic === "trained") showResult();
    if (topic === "settings") showSettings();
    clearTimeout(soon);
    soon = setTimeout(() => isOpen() && void showReadiness(), 60);
  });
}

/** Stops a training that is under way; its result is dropped with the project. */
export function stopTraining() {
  training?.abort();
}
