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
const TINY = readFileSync(new URL("../data/teachable-machine/tiny-image-model.zip", import.meta.url));
const DATA = readFileSync(new URL("../data/teachable-machine/image-model-data.zip", import.meta.url));
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

/** A page with the script, and nothing else. @param {Record<string, string | Buffer>} [added] */
const empty = (added = {}) => ({
  path: "a/page.html",
  added: { "/a/page.html": `<!doctype html><link rel="icon" href="data:,">${OURS}`, "/a/picture.jpg": readFileSync(picturePath("astronaut.jpg")), ...added },
});

/** Functions that run in the page. @typedef {{tmImage: any, ml5: any, URL: typeof URL}} Globals */

camera.test("what the original lacks: no metadata, another name for the weights, dispose, a grey model, a picture to classify", {
  ...empty({
    ...MODEL,
    "/b/model.json": entry(EXPORT, "model.json"),
    "/b/weights.bin": entry(EXPORT, "weights.bin"),
    "/tiny/model.json": entry(TINY, "model.json"),
    "/tiny/weights.bin": entry(TINY, "weights.bin"),
  }),
  // metadata.json is asked for, in case there is one.
  expected: /404/,
}, async ({ tab }) => {
  const found = await tab.evaluate(async () => {
    const { tmImage } = /** @type {Globals} */ (/** @type {unknown} */ (globalThis));
    const picture = new Image();
    picture.src = "picture.jpg";
    const named = await tmImage.load("my_model/model.json", "my_model/metadata.json");
    const unnamed = await tmImage.load("/b/model.json");
    const told = await tmImage.load("/b/model.json", { labels: ["Red", "Blue"] });
    const tiny = await tmImage.load("/tiny/model.json");
    const bytes = async (/** @type {string} */ path) => new File([await (await fetch(path)).blob()], path.split("/").at(-1) ?? "");
    const filed = await tmImage.loadFromFiles(await bytes("/b/model.json"), await bytes("/b/weights.bin"), await bytes("my_model/metadata.json"));
    const all = {
      named: await named.predict(picture),
      flipped: await named.predict(picture, true),
      best: await named.predictTopK(picture, 1),
      unnamed: await unnamed.predict(picture),
      told: await told.predict(picture),
      filed: await filed.predict(picture),
      tiny: await tiny.predict(picture),
      labels: [named, unnamed, told].map((model) => model.getClassLabels()),
      classes: named.getTotalClasses(),
      metadata: named.getMetadata(),
      version: tmImage.version,
    };
    named.dispose();
    const gone = await named.predict(picture).catch((/** @type {Error} */ error) => error.message);
    return { ...all, gone };
  });
  const values = (/** @type {{probability: number}[]} */ predictions) => predictions.map(({ probability }) => probability);
  assert.deepEqual(found.labels, [["Class 1", "Class 2"], ["Class 1", "Class 2"], ["Red", "Blue"]]);
  assert.deepEqual(values(found.unnamed), values(found.named));
  assert.deepEqual(values(found.told), values(found.named));
  assert.deepEqual(values(found.filed), values(found.named));
  assert.notDeepEqual(values(found.flipped), values(found.named));
  assert.deepEqual(found.best, [[...found.named].sort((a, b) => b.probability - a.probability)[0]]);
  assert.equal(found.classes, 2);
  assert.equal(found.metadata.modelName, "untitled");
  assert.equal(found.version, "0.8.5");
  const sum = values(found.tiny).reduce((a, b) => a + b);
  assert.ok(Math.abs(sum - 1) < 1e-4, "a grey model of 96 pixels");
  assert.match(found.gone, /disposed/);
});

/** The pictures that an exported model was taught with. @type {Record<string, Buffer>} */
const TAUGHT = Object.fromEntries(
  [1, 2].flatMap((of) => Array.from({ length: 11 }, (_, number) => [`/taught/${of}-${number}.png`, entry(DATA, `Class ${of}/${number}.png`)])),
);

camera.test("createTeachable: examples, training with its callbacks, answers, and the model that is saved", empty(TAUGHT), async ({ tab }) => {
  const found = await tab.evaluate(async () => {
    const { tmImage } = /** @type {Globals} */ (/** @type {unknown} */ (globalThis));
    const model = await tmImage.createTeachable({ modelName: "Two" });
    model.setLabels(["One", "Another"]);
    model.setSeed("seed");
    const early = await model.predict(new OffscreenCanvas(9, 9)).catch((/** @type {Error} */ error) => error.message);
    const pictures = [];
    for (const of of [1, 2]) {
      for (let number = 0; number < 11; number++) {
        const picture = new Image();
        picture.src = `/taught/${of}-${number}.png`;
        await picture.decode();
        await model.addExample(of - 1, picture);
        pictures.push(picture);
      }
    }
    /** @type {any[]} */
    const epochs = [];
    await model.train({ denseUnits: 20, epochs: 12, learningRate: 0.001, batchSize: 8 }, { onEpochEnd: (/** @type {number} */ epoch, /** @type {any} */ logs) => epochs.push([epoch, logs]) });
    const answers = [];
    for (const picture of pictures) answers.push((await model.predictTopK(picture, 1))[0].className);
    const { reference, predictions } = await model.calculateAccuracyPerClass();
    /** @type {any} */
    let saved;
    await model.save({ save: async (/** @type {any} */ artifacts) => (saved = artifacts) });
    const json = { modelTopology: saved.modelTopology, weightsManifest: [{ paths: ["weights.bin"], weights: saved.weightSpecs }] };
    const loaded = await tmImage.loadFromFiles(
      new File([JSON.stringify(json)], "model.json"),
      new File([saved.weightData], "weights.bin"),
      new File([JSON.stringify(model.getMetadata())], "metadata.json"),
    );
    const [before, after] = [await model.predict(pictures[0]), await loaded.predict(pictures[0])];
    const wrong = await model.save("cloud://here").catch((/** @type {Error} */ error) => error.message);
    model.dispose();
    return { early, epochs, answers, reference: [...reference], predictions: [...predictions], before, after, wrong, total: model.getTotalClasses() };
  });
  assert.match(found.early, /not been trained yet/);
  assert.deepEqual(found.epochs.map(([epoch]) => epoch), Array.from({ length: 12 }, (_, epoch) => epoch));
  assert.deepEqual(Object.keys(found.epochs[0]?.[1]), ["loss", "acc", "val_loss", "val_acc"]);
  const right = found.answers.filter((answer, index) => answer === (index < 11 ? "One" : "Another")).length;
  assert.ok(right >= 20, `${right} of 22 are right`);
  assert.deepEqual(found.predictions.map((of) => ["One", "Another"][of]), found.answers);
  assert.equal(found.total, 2);
  found.before.forEach((/** @type {{className: string, probability: number}} */ { className, probability }, /** @type {number} */ index) => {
    assert.equal(found.after[index].className, className);
    assert.ok(Math.abs(found.after[index].probability - probability) < 1e-3);
  });
  assert.match(found.wrong, /can't be saved to “cloud:/);
});

camera.test("what is wrong with a model is said in a sentence", { ...empty({ "/a/model.json": "{}", "/b/model.json": "<!doctype html>" }), expected: /404/ }, async ({ tab }) => {
  const errors = await tab.evaluate(() => {
    const { tmImage } = /** @type {Globals} */ (/** @type {unknown} */ (globalThis));
    return Promise.all(["model.json", "nowhere/model.json", "/b/model.json"].map((address) => tmImage.load(address).catch((/** @type {Error} */ error) => error.message)));
  });
  assert.match(errors[0], /The model is damaged: missing field `modelTopology`/);
  assert.match(errors[1], /nowhere\/model.json could not be fetched \(404\)/);
  assert.match(errors[2], /The model is damaged: expected value at line 1/);
});

camera.test("a sketch with the p5 of today, which takes a removed picture's pixels away", opening(errorFirst(tags("p5@1.11.10") + OURS), ["p5@1.11.10"]), async (page) => {
  assert.equal((await results(page)).length, 2);
});

/** A page of `mien.test` whose script is this server's as `localhost`. */
const ANOTHER_SITE = {
  host: "mien.test",
  path: "a/page.html",
  elsewhere: /^http:\/\/localhost:/,
  added: {
    "/a/page.html": `<!doctype html><link rel="icon" href="data:,"><script>document.write('<script src="http://localhost:' + location.port + '/teachable.js"><\\/script>')</script>`,
    "/a/picture.jpg": readFileSync(picturePath("astronaut.jpg")),
    ...MODEL,
  },
};

/** The labels that a page gets, or why it gets none. @param {import("./support/page.mjs").MienPage} page */
const labelsIn = ({ tab }) =>
  tab.evaluate(async () => {
    const { tmImage } = /** @type {Globals} */ (/** @type {unknown} */ (globalThis));
    const picture = new Image();
    picture.src = "picture.jpg";
    try {
      const model = await tmImage.load("my_model/model.json", "my_model/metadata.json");
      return (await model.predict(picture)).map((/** @type {{className: string}} */ { className }) => className);
    } catch (error) {
      return String(error);
    }
  });

camera.test("a page of another site uses the script from here", { ...ANOTHER_SITE, headers: { "access-control-allow-origin": "*" } }, async (page) => {
  assert.deepEqual(await labelsIn(page), ["Class 1", "Class 2"]);
});

camera.test("a site that lets no other one have its files is an error, not silence", { ...ANOTHER_SITE, expected: /CORS|Failed to load/ }, async (page) => {
  assert.match(await labelsIn(page), /live\/thread.js/);
});
