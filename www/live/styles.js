// Building puts the recognizer's stylesheet into its page, and leaves it beside the page: a server's own policy may allow no style in a page.

for (const style of document.querySelectorAll("style[data-file]")) {
  const { sheet, dataset } = /** @type {HTMLStyleElement} */ (style);
  if (sheet) continue;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = dataset["file"] ?? "";
  style.after(link);
}
