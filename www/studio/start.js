// The first screen: a new project, or one that was kept.
import { byId } from "../live/dom.js";
import { icon, make } from "./dom.js";
import { TEMPLATES } from "./project.js";
import { deleteProject, listProjects, readProject, writeProject, writeSamples } from "./store.js";
import { toast } from "./toasts.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Project} Project */

const templates = byId("templates", HTMLElement);
const kept = byId("kept", HTMLElement);
const none = byId("kept-none", HTMLElement);

/** @param {number} time */
function when(time) {
  // A clock that was set back makes nobody's work one of tomorrow.
  const days = Math.max(0, Math.floor((Date.now() - time) / 86_400_000));
  return words.start.when(days);
}

/**
 * @param {Project} project
 * @param {(id: string) => void} open
 */
function line(project, open) {
  const link = make("button", { type: "button", class: "kept-open" }, make("strong", {}, project.name), make("span", { class: "quiet-text" }, words.start.about(project.kind ?? "faces", project.classes.length, project.trained !== null, when(project.modified))));
  link.addEventListener("click", () => open(project.id));
  const remove = make("button", { type: "button", class: "button quiet", "aria-label": words.start.remove(project.name) }, icon("trash"));
  const item = make("li", {}, link, remove);
  remove.addEventListener("click", async () => {
    try {
      const whole = await readProject(project.id);
      await deleteProject(project.id);
      item.remove();
      none.hidden = kept.children.length > 0;
      toast(words.start.removed(project.name), {
        async undo() {
          if (!whole) return;
          await writeProject(whole.project);
          await writeSamples(project.id, whole.samples);
          await showKept(open);
        },
      });
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error));
    }
  });
  return item;
}

/** @param {(id: string) => void} open */
export async function showKept(open) {
  try {
    const all = await listProjects();
    kept.replaceChildren(...all.map((project) => line(project, open)));
    none.hidden = all.length > 0;
  } catch (error) {
    kept.replaceChildren();
    none.hidden = false;
    none.textContent = error instanceof Error ? error.message : String(error);
  }
}

/**
 * @param {{create: (template: (typeof TEMPLATES)[number]) => void, openFile: (file: File) => void}} acts
 */
export function bindStart({ create, openFile }) {
  templates.append(
    ...TEMPLATES.map((template) => {
      const { id, name, says } = template;
      const button = make("button", { type: "button", class: "template", "data-template": id }, make("strong", {}, name), make("span", { class: "quiet-text" }, says));
      button.addEventListener("click", () => create(template));
      return button;
    }),
  );
  const picker = byId("open-file", HTMLInputElement);
  picker.addEventListener("change", () => {
    const file = picker.files?.[0];
    picker.value = "";
    if (file) openFile(file);
  });
}
