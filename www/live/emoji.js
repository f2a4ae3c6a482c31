/** @typedef {import("../types/rust.js").BoundingBox} BoundingBox */

// Drawn here rather than set in type, since not every system has a font with emoji. Coordinates: a face of radius 50 around the origin.
const EYES = "M-24-10a7 9 0 1 0 14 0a7 9 0 1 0-14 0M10-10a7 9 0 1 0 14 0a7 9 0 1 0-14 0";
const WIDE_EYES =
  "M-28-12a11 13 0 1 0 22 0a11 13 0 1 0-22 0M6-12a11 13 0 1 0 22 0a11 13 0 1 0-22 0";

/** @typedef {{skin: [string, string], fill?: string, white?: string, line?: string, red?: string, tear?: string, after?: string}} Drawing */

/** @type {Record<string, Drawing>} */
const DRAWINGS = {
  "😐": { skin: ["#ffe27a", "#f5b324"], fill: EYES, line: "M-18 22H18" },
  "😄": {
    skin: ["#ffe27a", "#f5b324"],
    fill: EYES,
    line: "M-32-26q10-8 20-3M12-29q10-5 20 3",
    red: "M-28 8H28a28 28 0 0 1-56 0Z",
    white: "M-26 8H26a26 26 0 0 1-3 9H-23a26 26 0 0 1-3-9Z",
  },
  "😢": {
    skin: ["#ffe27a", "#f5b324"],
    fill: EYES,
    line: "M-30-24q10-2 16-10M30-24q-10-2-16-10M-16 30q16-16 32 0",
    tear: "M19 4q10 14 10 20a9 9 0 0 1-20 0q0-6 10-20Z",
  },
  "😨": {
    skin: ["#bfe0ff", "#f5c34a"],
    white: WIDE_EYES,
    after: "M-20-11a4 5 0 1 0 8 0a4 5 0 1 0-8 0M12-11a4 5 0 1 0 8 0a4 5 0 1 0-8 0",
    line: "M-32-28q10-2 16-8M32-28q-10-2-16-8",
    fill: "M-20 32q4-18 20-18t20 18q-5-5-10-2t-10 0t-10 0t-10 2Z",
  },
  "😮": {
    skin: ["#ffe27a", "#f5b324"],
    fill: `${EYES}M-13 24a13 16 0 1 0 26 0a13 16 0 1 0-26 0`,
    line: "M-32-28q9-9 20-5M32-28q-9-9-20-5",
  },
  "🤢": {
    skin: ["#d8e86a", "#7fb23c"],
    line: "M-28-20q8 8 18 5M28-20q-8 8-18 5M-27-9q8 5 16 0M27-9q-8 5-16 0M-24 26q6-9 12-3t12 0t12 0t12-3",
  },
  "😠": {
    skin: ["#ff9c6b", "#e0442a"],
    fill: "M-24-6a7 8 0 1 0 14 0a7 8 0 1 0-14 0M10-6a7 8 0 1 0 14 0a7 8 0 1 0-14 0",
    line: "M-32-24L-8-13M32-24L8-13M-16 30q16-14 32 0",
  },
};

/** What shows an expression. @type {Record<string, string>} */
const EMOJI = {
  Anger: "😠",
  Disgust: "🤢",
  Fear: "😨",
  Happiness: "😄",
  Sadness: "😢",
  Surprise: "😮",
  Neutral: "😐",
  Contempt: "😒",
};

/**
 * The emoji of an expression; nothing for a person's own class, which can be called anything.
 * @param {string} label
 */
export const emojiOf = (label) => EMOJI[label];

/**
 * @param {CanvasRenderingContext2D} target
 * @param {string} emoji
 * @param {BoundingBox} place the face that it covers
 */
export function drawEmoji(target, emoji, { x, y, width, height }) {
  const drawing = DRAWINGS[emoji];
  const radius = Math.max(width, height) * 0.56;
  target.save();
  target.translate(x + width / 2, y + height / 2);
  target.scale(radius / 50, radius / 50);
  if (drawing) drawFace(target, drawing);
  else {
    target.font = "84px sans-serif";
    target.textAlign = "center";
    target.fillText(emoji, 0, 4);
  }
  target.restore();
}

/**
 * @param {CanvasRenderingContext2D} target
 * @param {Drawing} drawing
 */
function drawFace(target, { skin, fill, white, line, red, tear, after }) {
  const dark = "#4a2b12";
  const light = target.createRadialGradient(-14, -20, 6, 0, 0, 52);
  light.addColorStop(0, skin[0]);
  light.addColorStop(1, skin[1]);
  target.fillStyle = light;
  target.beginPath();
  target.arc(0, 0, 49, 0, 2 * Math.PI);
  target.fill();
  target.lineWidth = 2;
  target.strokeStyle = "rgb(74 43 18 / 35%)";
  target.stroke();

  /** @type {[string | undefined, string][]} */
  const areas = [[red, "#8c2a1c"], [white, "#ffffff"], [fill, dark], [after, dark], [tear, "#4aa8f0"]];
  for (const [path, colour] of areas) {
    if (!path) continue;
    target.fillStyle = colour;
    target.fill(new Path2D(path));
  }
  if (line) {
    target.strokeStyle = dark;
    target.lineWidth = 5;
    target.lineCap = "round";
    target.lineJoin = "round";
    target.stroke(new Path2D(line));
  }
}
