// A classic script in <head>, so that the first paint already has the right colours.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const asked = new URLSearchParams(location.search).get("theme");
    root.dataset.theme = asked === "light" || asked === "dark" ? asked : dark.matches ? "dark" : "light";
  };
  apply();
  dark.addEventListener("change", apply);
  addEventListener("mien-theme", apply);
})();
