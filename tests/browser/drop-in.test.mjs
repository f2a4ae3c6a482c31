// Pages in the shape of Teachable Machine's and ml5's snippets, with the original libraries and with teachable.js in their place: same
// labels, same order, same probabilities.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { original } from "./support/originals.mjs";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { entry } from "./support/zips.mjs";

/** How far probabilities may be apart: the browser scales the camera's pictures, each time on its own. */
const CLOSE = 0.01;

const EXPORT = readFileSync(new URL("../data/teachable-machine/image-model.zip", import.meta.url));
const MODEL = Object.fromEntries(["model.json", "weights.bin", "metadata.json"].map((name) => [`/a/my_model/${name}`, entry(EXPORT, name)]));

/** What Teachable Machine's "Export my model" prints, with the scripts left open. @param {string} scripts @param {string} [rest] */
const teachable = (scripts, rest = "") => `<!doctype html><link rel="icon" href="data:,">
<div>Teachable Machine Image Model</div>
<button type="button" onclick="init()">Start</button>
<div id="webcam-container"></div>
<div id="label-container"></div>
${scripts}
<script type="text/javascript">
    const URL = "./my_model/";
    let model, webcam, labelContainer, maxPredictions;

    async function init() {
        const modelURL = URL + "model.json";
        const metadataURL = URL + "metadata.json";
        model = await tmImage.load(modelURL, metadataURL);
        maxPredictions = model.getTotalClasses();

        const flip = true;
        webcam = new tmImage.Webcam(200, 200, flip);
        await webcam.setup();
        await webcam.play();
        window.requestAnimationFrame(loop);

        document.getElementById("webcam-container").appendChild(webcam.canvas);
        labelContainer = document.getElementById("label-container");
        for (let i = 0; i < maxPredictions; i++) {
            labelContainer.appendChild(document.createElement("div"));
        }
    }

    async function loop() {
        webcam.update();
        await predict();
        window.requestAnimationFrame(loop);
    }

    async function predict() {
        const prediction = await model.predict(webcam.canvas);
        for (let i = 0; i < maxPredictions; i++) {
            const classPrediction = prediction[i].className + ": " + prediction[i].probability.toFixed(4);
            labelContainer.childNodes[i].innerHTML = classPrediction;
        }
        ${rest}
    }
</script>`;

/** Writes results down where the test finds them. */
const SHOWN = `<pre id="shown"></pre><script>
  function show(results) {
    document.getElementById("shown").textContent = results.map(({ label, confidence }) => label + ": " + confidence.toFixed(4)).join("\\n");
  }
</script>`;

/** A sketch of the years until 2023: a preload, a camera, callbacks with the error first. @param {string} scripts */
const errorFirst = (scripts) => `<!doctype html><link rel="icon" href="data:,">${scripts}${SHOWN}<script>
  let classifier, video, flippedVideo;
  let imageModelURL = location.href.replace("page.html", "my_model/");
  function preload() {
    classifier = ml5.imageClassifier(imageModelURL + "model.json");
  }
  function setup() {
    createCanvas(320, 260);
    video = createCapture(VIDEO);
    video.size(320, 240);
    video.hide();
    flippedVideo = ml5.flipImage(video);
    classifyVideo();
  }
  function draw() {
    background(0);
    image(flippedVideo, 0, 0);
  }
  function classifyVideo() {
    flippedVideo = ml5.flipImage(video);
    classifier.classify(flippedVideo, gotResult);
    flippedVideo.remove();
  }
  function gotResult(error, results) {
    if (error) {
      console.error(error);
      return;
    }
    if (frameCount > 30) show(results);
    classifyVideo();
  }
</script>`;

/** A sketch of the years since: it starts and stops, and results come first. @param {string} scripts */
const resultsFirst = (scripts) => `<!doctype html><link rel="icon" href="data:,">${scripts}${SHOWN}<script>
  let classifier, video;
  function preload() {
    classifier = ml5.imageClassifier(location.href.replace("page.html", "my_model/"));
  }
  function setup() {
    createCanvas(320, 260);
    video = createCapture(VIDEO);
    video.size(320, 240);
    video.hide();
    classifier.classifyStart(video, gotResult);
  }
  function draw() {
    image(video, 0, 0);
  }
  function gotResult(results) {
    if (frameCount > 30) show(results);
  }
</script>`;

/** A page without p5 that waits for promises. @param {string} scripts */
const promised = (scripts) => `<!doctype html><link rel="icon" href="data:,">${scripts}${SHOWN}<img id="picture" src="picture.jpg"><script>
  addEventListener("load", async () => {
    const classifier = await ml5.imageClassifier(location.href.replace("page.html", "my_model/model.json"));
    await classifier.ready;
    show(await classifier.classify(document.getElementById("picture")));
  });
</script>`;

/** @param {string[]} names of originals */
const tags = (...names) => names.map((name) => `<script src="/originals/${name}.js"></script>`).join("\n");
const OURS = '<script src="/teachable.js"></script>';

/** @type {[string, (scripts: string, rest?: string) => string, string[], string[]][]} what, page, the original scripts, those that stay beside ours */
const PAGES = [
  ["Teachable Machine's snippet with the versions of 2019", teachable, ["@tensorflow/tfjs@1.3.1", "@teachablemachine/image@0.8.5"], []],
  ["Teachable Machine's snippet with the latest versions", teachable, ["@tensorflow/tfjs@4.22.0", "@teachablemachine/image@0.8.5"], []],
  ["a sketch whose callbacks have the error first (ml5 0.12)", errorFirst, ["p5@1.4.0", "ml5@0.12.2"], ["p5@1.4.0"]],
  ["a sketch whose callbacks have the results first (ml5 1.2)", resultsFirst, ["p5@1.4.0", "ml5@1.2.1"], ["p5@1.4.0"]],
  ["a page of ml5's that waits for promises", promised, ["ml5@0.12.2"], []],
];

const camera = withCamera({ shows: ["astronaut.jpg"] });

/** @param {string} html @param {string[]} scripts */
const opening = (html, scripts) => ({
  path: "a/page.html",
  added: {
    "/a/page.html": html,
    "/a/picture.jpg": readFileSync(picturePath("astronaut.jpg")),
    ...MODEL,
    ...Object.fromEntries(scripts.map((name) => [`/originals/${name}.js`, original(name)])),
  },
  // The originals talk of their backends.
  expected: /./,
});

/** What the page shows in the end: labels and probabilities. @param {import("./support/page.mjs").MienPage} page */
async function results({ tab }) {
  const start = tab.getByRole("button", { name: "Start" });
  if (await start.count()) await start.click();
  const shown = tab.locator("#label-container, #shown");
  await tab.waitForFunction(() => {
    const text = document.querySelector("#label-container, #shown")?.textContent ?? "";
    return (text.match(/\d\.\d{4}/g)?.length ?? 0) === 2;
  });
  const lines = (await shown.innerText()).trim().split("\n");
  return lines.map((line) => {
    const [label = "", value = ""] = line.split(": ");
    return { label, value: Number(value) };
  });
}

for (const [what, page, originals, beside] of PAGES) {
  /** @type {{label: string, value: number}[]} */
  let theirs;
  camera.test(`${what}: the original`, opening(page(tags(...originals)), originals), async (opened) => {
    theirs = await results(opened);
    assert.equal(theirs.length, 2);
  });
  camera.test(`${what}: ours in its place`, opening(page(tags(...beside) + OURS), beside), async (opened) => {
    const ours = await results(opened);
    assert.deepEqual(
      ours.map(({ label }) => label),
      theirs.map(({ label }) => label),
    );
    ours.forEach(({ value }, index) => {
      const apart = Math.abs(value - (theirs[index]?.value ?? NaN));
      assert.ok(apart < CLOSE, `${JSON.stringify(ours)} instead of ${JSON.stringify(theirs)}`);
    });
    assert.deepEqual(opened.errors, []);
  });
}
