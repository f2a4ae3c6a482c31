// Keeps the site for when there is no network, and offers a newer version once it is there.
import { make } from "./dom.js";
import { words } from "./words.js";

/** After the page is at rest: what it needs itself comes first, ms. */
const REST = 5000;

/**
 * A line with buttons at the foot of the page.
 * @param {string} text
 * @param {{label: string, act: () => void}[]} actions
 */
function notice(text, actions) {
  document.querySelector(".notice")?.remove();
  const close = (/** @type {() => void} */ act) => () => {
    box.remove();
    act();
  };
  const buttons = actions.map(({ label, act }, index) => {
    const button = make("button", { type: "button", class: index === 0 ? "button primary" : "button" }, label);
    button.addEventListener("click", close(act));
    return button;
  });
  const box = make("div", { class: "notice", role: "status" }, make("p", {}, text), ...buttons);
  document.body.append(box);
}

/** @param {ServiceWorker} waiting a newer version */
function offer(waiting) {
  notice(words.recognizer.update, [
    {
      label: words.recognizer.updateNow,
      act() {
        navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
        waiting.postMessage("use");
      },
    },
    { label: words.recognizer.later, act() {} },
  ]);
}

async function keep() {
  const { serviceWorker } = navigator;
  const first = !serviceWorker.controller;
  const registration = await serviceWorker.register("sw.js");
  if (registration.waiting && !first) offer(registration.waiting);
  const watch = () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed" && !first) offer(coming);
      if (coming.state === "activated" && first) notice(words.recognizer.offline, [{ label: words.recognizer.fine, act() {} }]);
    });
  };
  watch();
  registration.addEventListener("updatefound", watch);
}

let kept = false;

/** What a site that is built for use keeps: while somebody works at Mien itself, every reload is to be new. */
export function keepOffline() {
  const { serviceWorker, connection } = /** @type {Navigator & {connection?: {saveData?: boolean}}} */ (navigator);
  // Not there on insecure pages.
  if (!serviceWorker || kept) return;
  kept = true;
  if (!("offline" in document.documentElement.dataset)) {
    void serviceWorker.getRegistrations().then((all) => all.forEach((one) => void one.unregister()), () => {});
    return;
  }
  if (connection?.saveData) return;
  setTimeout(() => void keep().catch((error) => console.warn(error)), REST);
}
