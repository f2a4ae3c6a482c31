// The soak's minutes as a page with curves.

const WIDTH = 460;
const HEIGHT = 150;

const CURVES = [
  ["ms", "Time a frame, ms (the mean of each picture's median)"],
  ["frames", "Frames a minute"],
  ["heap", "Memory of the page's scripts, MiB"],
  ["resident", "Memory of the page's process, MiB"],
  ["wasm", "Memory of WebAssembly, MiB"],
  ["workers", "Workers"],
];

/** A curve from zero, so that what is flat looks flat. */
function curve(rows, key, title) {
  const values = rows.map((row) => row[key]);
  const top = Math.max(...values, 1e-9) * 1.15;
  const x = (index) => 44 + (index * (WIDTH - 54)) / Math.max(1, rows.length - 1);
  const y = (value) => HEIGHT - 24 - (value / top) * (HEIGHT - 34);
  const line = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
  const ticks = [0, top / 2, top].map((value) => `<text x="38" y="${y(value) + 4}" text-anchor="end">${value < 10 ? value.toFixed(1) : Math.round(value)}</text><path class="grid" d="M44 ${y(value)}H${WIDTH - 10}"/>`);
  return `<figure><figcaption>${title}: ${values[0]?.toFixed(1)} in the first minute, ${values.at(-1)?.toFixed(1)} in the last</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${ticks.join("")}<polyline points="${line}"/><text x="44" y="${HEIGHT - 6}">minute 1</text><text x="${WIDTH - 10}" y="${HEIGHT - 6}" text-anchor="end">minute ${rows.length}</text></svg></figure>`;
}

/**
 * @param {Record<string, number>[]} rows one a minute
 * @param {{claim: string, holds: boolean}[]} verdicts
 * @param {string} browser its version
 */
export const reportPage = (rows, verdicts, browser) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Mien for ${rows.length} minutes</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
  body { max-width: 960px; margin: 24px auto; padding: 0 16px }
  main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 24px }
  figure { margin: 0 }
  figcaption { font-weight: 600 }
  svg { width: 100% }
  svg text { font-size: 11px; fill: currentColor }
  polyline { fill: none; stroke: light-dark(#2457c5, #8fb2ff); stroke-width: 2; stroke-linejoin: round }
  .grid { stroke: color-mix(in srgb, currentColor 15%, transparent) }
</style>
<h1>Mien for ${rows.length} minutes</h1>
<p>Chromium ${browser}, a fake camera at full rate with 1, 6, 15 and no faces in turn, a widget added and removed each minute.</p>
<ul>${verdicts.map(({ claim, holds }) => `<li>${holds ? "✓" : "✗"} ${claim}</li>`).join("")}</ul>
<main>${CURVES.map(([key, title]) => curve(rows, key, title)).join("\n")}</main>
</html>
`;
