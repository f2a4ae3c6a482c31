// <mien-camera> with one classic script tag, for places that take nothing else:
//   <script src="https://some.host/mien/embed.js" data-target="#here" data-src="head.json"></script>
// Every data-… attribute but data-target becomes an attribute of the element: data-max-faces="2" is max-faces="2". Without data-target it stands
// where the script stands.
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const { target, ...attributes } = script.dataset;

  /** Where the element goes; the script may stand above its place. */
  const place = () => {
    const element = document.createElement("mien-camera");
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value ?? "");
    }
    if (!target) return void script.after(element);
    const there = document.querySelector(target);
    if (there) there.append(element);
    else console.error(`embed.js: ${target} (data-target) is not in this page`);
  };
  if (target && document.readyState === "loading") addEventListener("DOMContentLoaded", place, { once: true });
  else place();
  import(new URL("widget.js", script.src).href).catch((error) => console.error(error));
})();
