// The soak as a page with curves, a part a phase.

const WIDTH = 460;
const HEIGHT = 150;

/** What is told of every phase. */
const CURVES = {
  heap: "Memory of the page's scripts, MiB",
  resident: "Memory of the page's process, MiB",
  wasm: "Memory of WebAssembly, MiB",
  workers: "Workers",
  cameras: "Open cameras",
};

/**
 * @typedef {object} Phase
 * @property {string} title
 * @property {string} about what was done
 * @property {Record<string, string>} curves those that only this phase has
 * @property {(Record<string, number> & {at: string})[]} rows
 * @property {{claim: string, holds: boolean}[]} verdicts
 * @property {string} version of the browser
 */

const short = (/** @type {number} */ value) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));

/** A curve from zero, so that what is flat looks flat. */
function curve(rows, key, title) {
  const values = rows.map((row) => row[key]);
  const top = Math.max(...values, 1e-9) * 1.15;
  const x = (index) => 44 + (index * (WIDTH - 54)) / Math.max(1, rows.length - 1);
  const y = (value) => HEIGHT - 24 - (value / top) * (HEIGHT - 34);
  const line = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
  const ticks = [0, top / 2, top].map((value) => `<text x="38" y="${y(value) + 4}" text-anchor="end">${short(value)}</text><path class="grid" d="M44 ${y(value)}H${WIDTH - 10}"/>`);
  const dots = values.map((value, index) => `<circle cx="${x(index).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3"><title>${rows[index].at}: ${value.toFixed(2)}</title></circle>`);
  return `<figure><figcaption>${title}: ${short(values[0])} at first, ${short(values.at(-1))} at last</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${ticks.join("")}<polyline points="${line}"/>${dots.join("")}<text x="44" y="${HEIGHT - 6}">${rows[0].at}</text><text x="${WIDTH - 10}" y="${HEIGHT - 6}" text-anchor="end">${rows.at(-1).at}</text></svg></figure>`;
}

/** @param {Phase} phase */
const part = ({ title, about, curves, rows, verdicts }) => `<h2>${title}</h2>
<p>${about}</p>
<ul>${verdicts.map(({ claim, holds }) => `<li>${holds ? "✓" : "✗"} ${claim}</li>`).join("")}</ul>
<div class="curves">${Object.entries({ ...curves, ...CURVES }).map(([key, title]) => curve(rows, key, title)).join("\n")}</div>`;

/** @param {Phase[]} phases */
export const reportPage = (phases) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Mien under load</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
  body { max-width: 960px; margin: 24px auto; padding: 0 16px }
  h2 { margin-top: 48px }
  .curves { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 24px }
  figure { margin: 0 }
  figcaption { font-weight: 600 }
  svg { width: 100% }
  svg text { font-size: 11px; fill: currentColor }
  polyline { fill: none; stroke: light-dark(#2457c5, #8fb2ff); stroke-width: 2; stroke-linejoin: round }
  circle { fill: light-dark(#2457c5, #8fb2ff) }
  .grid { stroke: color-mix(in srgb, currentColor 15%, transparent) }
</style>
<h1>Mien under load</h1>
<p>Chromium ${phases[0].version}. Memory is measured after garbage was collected, and while memory is short: what the browser keeps only as long as there is plenty is not counted.</p>
${phases.map(part).join("\n")}
</html>
`;
