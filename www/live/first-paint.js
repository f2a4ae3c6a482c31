// A classic script in <head>, so that the first paint already has the right colours and no wrong language. Building puts it into the recognizer's page;
// page-words.js asks for it once more, for servers that allow no script in a page.
(() => {
  const root = document.documentElement;
  if ("painted" in root.dataset) return;
  root.dataset.painted = "";
  const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
  const here = own || new URL("live/first-paint.js", document.baseURI).href;
  const asked = new URLSearchParams(location.search);

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    const theme = new URLSearchParams(location.search).get("theme");
    root.dataset.theme = theme === "light" || theme === "dark" ? theme : dark.matches ? "dark" : "light";
  };
  paint();
  dark.addEventListener("change", paint);
  addEventListener("mien-theme", paint);

  /** As live/language.js chooses. @type {string | null} */
  let kept = null;
  try {
    kept = localStorage.getItem("mien-language");
  } catch {
    // This browser keeps nothing.
  }
  const there = (root.dataset.languages ?? "").split(" ");
  const wishes = [asked.get("lang"), kept, ...navigator.languages].map((wish) => (wish ?? "").toLowerCase().split("-")[0] ?? "");
  const language = wishes.find((wish) => there.includes(wish)) ?? "en";
  root.lang = language;
  root.dir = language === "ar" ? "rtl" : "ltr";
  // Until page-words.js has put the other words in.
  root.toggleAttribute("data-foreign", language !== "en");
  // English is among what the page itself names.
  for (const name of language === "en" ? [] : (root.dataset.words ?? "").split(" ").filter(Boolean)) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = new URL(`../words/${language}/${name}.js`, here).href;
    document.head.append(link);
  }
})();
