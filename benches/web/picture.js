// Draws where a frame's time goes, from what was measured:
//
//   cargo xtask bench --peers --json target/bench/peers.json
//   node benches/web/picture.js target/bench/peers.json > docs/frame.svg

import { readFile } from "node:fs/promises";

/** @typedef {{median: number}} Summary */
/** @typedef {{found: number, wall: Summary, detect: Summary, classify: Summary}} Picture */

/** Who is drawn, in the order of their bars; who was not measured is left out. */
const DRAWN = [
  { id: "mien", name: "Mien" },
  { id: "ort-mini", name: "onnxruntime-web" },
];

/** @type {{part: string, name: string, of: (picture: Picture) => number}[]} */
const PARTS = [
  { part: "around", name: "around the networks", of: ({ wall, detect, classify }) => Math.max(0, wall.median - detect.median - classify.median) },
  { part: "detection", name: "detection", of: ({ detect }) => detect.median },
  { part: "expressions", name: "faces’ expressions", of: ({ classify }) => classify.median },
];

const WIDTH = 760;
const LEFT = 150;
/** For the sum behind the longest bar. */
const RIGHT = 70;
const TOP = 84;
const BAR = 24;
const BETWEEN_BARS = 4;
const BETWEEN_GROUPS = 40;
/** A number is written where its part is at least this wide. */
const ROOM = 30;

// Pictures in Markdown follow the reader's system, and not always the page around: so it brings its own ground.
const STYLE = `
  .ground { fill: #ffffff; } text { fill: #1f2328; font: 14px system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
  .title, .faces, .sum { font-weight: 600; } .name, .within { text-anchor: end; } .number { fill: #ffffff; text-anchor: middle; font-size: 13px; }
  .around { fill: #59636e; } .detection { fill: #0b62c4; } .expressions { fill: #a04a00; }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; } text { fill: #f0f6fc; } .number { fill: #0d1117; }
    .around { fill: #adb6c0; } .detection { fill: #74b3ff; } .expressions { fill: #f5a95c; }
  }`;

const [file] = process.argv.slice(2);
if (!file) throw new Error("say what was measured: node picture.js FILE");
/** @type {{rows: {id: string, pictures: Picture[]}[]}} */
const { rows } = JSON.parse(await readFile(file, "utf8"));
const bars = DRAWN.flatMap(({ id, name }) => rows.filter((row) => row.id === id).map(({ pictures }) => ({ name, pictures })));
const ours = bars[0]?.pictures ?? [];
const longest = Math.max(...bars.flatMap(({ pictures }) => pictures.map(({ wall }) => wall.median)));
const scale = (WIDTH - LEFT - RIGHT) / longest;

const group = bars.length * (BAR + BETWEEN_BARS) + BETWEEN_GROUPS;
const height = TOP + ours.length * group - BETWEEN_GROUPS + 20;
const at = (/** @type {number} */ value) => value.toFixed(1);

/** @param {string} name @param {Picture} picture @param {number} y */
function bar(name, picture, y) {
  const middle = y + BAR / 2 + 5;
  const drawn = [`<text class="name" x="${LEFT - 10}" y="${middle}">${name}</text>`];
  let x = LEFT;
  for (const { part, of } of PARTS) {
    const value = of(picture);
    const width = value * scale;
    drawn.push(`<rect class="${part}" x="${at(x)}" y="${y}" width="${at(width)}" height="${BAR}"/>`);
    if (width >= ROOM) drawn.push(`<text class="number" x="${at(x + width / 2)}" y="${middle}">${value.toFixed(1)}</text>`);
    x += width;
  }
  drawn.push(`<text class="sum" x="${at(x + 8)}" y="${middle}">${picture.wall.median.toFixed(1)}</text>`);
  return drawn;
}

const groups = ours.flatMap(({ found }, index) => {
  const y = TOP + index * group;
  return [
    `<text class="faces" x="${LEFT}" y="${y - 8}">${found} ${found === 1 ? "face" : "faces"}</text>`,
    ...bars.flatMap(({ name, pictures }, place) => bar(name, pictures[index], y + place * (BAR + BETWEEN_BARS))),
  ];
});

const legend = PARTS.map(({ part, name }, index) => {
  const x = LEFT + index * 190;
  return `<rect class="${part}" x="${x}" y="38" width="14" height="14"/><text x="${x + 20}" y="50">${name}</text>`;
});

const said = bars.map(({ name, pictures }) => `${name} ${pictures.map(({ wall }) => wall.median.toFixed(1)).join(", ")}`).join("; ");
console.log(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title desc">
<title id="title">Where a frame’s time goes</title>
<desc id="desc">Milliseconds a frame with ${ours.map(({ found }) => found).join(", ")} faces: ${said}.</desc>
<style>${STYLE}
</style>
<rect class="ground" width="${WIDTH}" height="${height}"/>
<text class="title" x="${LEFT}" y="24">Milliseconds a frame of 640x480, one thread, no GPU</text>
${[...legend, ...groups].join("\n")}
</svg>`);
