// createRecognizer: the program's own interface, without an element; in a page and in a worker.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { embedding } from "../../support/embedding.mjs";
import { FACES } from "../../support/heads.mjs";
import { picturePath, videoPath } from "../../support/pictures.mjs";

const { test } = embedding(import.meta.url);

const FILES = { "/photo.jpg": readFileSync(picturePath("astronaut.jpg")), "/film.webm": readFileSync(videoPath("walking.webm")), "/head.json": FACES };

/** @typedef {typeof import("../../../../www/package/index.js")} Package */

test("pictures of every kind, one after the other", { added: FILES }, async ({ tab }, mien) => {
  const found = await tab.evaluate(async (host) => {
    /** @type {Package} */
    const { createRecognizer } = await import(`${host}/package/index.js`);
    /** @type {[number, number][]} */
    const progress = [];
    const recognizer = await createRecognizer({ onProgress: (loaded, total) => progress.push([loaded, total]) });
    const photo = /** @type {HTMLImageElement} */ (document.querySelector("#photo"));
    await photo.decode();
    const canvas = new OffscreenCanvas(photo.naturalWidth, photo.naturalHeight);
    const brush = canvas.getContext("2d");
    brush?.drawImage(photo, 0, 0);
    const kinds = {
      image: photo,
      canvas,
      bitmap: await createImageBitmap(photo),
      pixels: /** @type {OffscreenCanvasRenderingContext2D} */ (brush).getImageData(0, 0, canvas.width, canvas.height),
      blob: await (await fetch("photo.jpg")).blob(),
    };
    const labels = [];
    for (const picture of Object.values(kinds)) labels.push(...(await recognizer.recognize(picture)).map(({ label }) => label));
    const [face] = await recognizer.recognize(kinds.bitmap);
    const { classes, threshold } = recognizer;
    recognizer.close();
    const after = await recognizer.recognize(photo).catch((error) => [error.name, error.code]);
    return { labels, face, classes, threshold, after, progress };
  }, `http://127.0.0.1:${mien.port}`);
  assert.deepEqual(found.labels, Array(5).fill("Happiness"));
  assert.ok(found.face && found.face.probability > 0.9 && found.face.box.width > 50 && found.face.landmarks?.length === 5);
  assert.equal(found.classes.length, 7);
  assert.equal(found.threshold, 0.4);
  assert.deepEqual(found.after, ["MienError", "aborted"]);
  const [loaded, total] = found.progress.at(-1) ?? [];
  assert.ok(loaded && loaded === total, `${loaded} of ${total}`);
  await tab.waitForFunction(() => true);
});

test("a video: faces keep their ids; ended by its function and by a signal", { added: FILES }, async ({ tab }, mien) => {
  const { ids, more } = await tab.evaluate(async (host) => {
    /** @type {Package} */
    const { createRecognizer } = await import(`${host}/package/index.js`);
    const recognizer = await createRecognizer({ src: "head.json" });
    const film = /** @type {HTMLVideoElement} */ (document.querySelector("#film"));
    await film.play();
    /** @type {number[]} */
    const ids = [];
    await new Promise((resolve) => {
      const stop = recognizer.forVideo(film, (faces) => {
        ids.push(...faces.map(({ id }) => id));
        if (ids.length < 8) return;
        stop();
        resolve(undefined);
      });
    });
    const calledOff = new AbortController();
    let more = 0;
    recognizer.forVideo(film, () => (more += 1), { signal: calledOff.signal });
    await new Promise((resolve) => setTimeout(resolve, 500));
    calledOff.abort();
    const then = more;
    await new Promise((resolve) => setTimeout(resolve, 500));
    recognizer.close();
    return { ids, more: more - then };
  }, `http://127.0.0.1:${mien.port}`);
  assert.equal(new Set(ids).size, 1);
  assert.equal(more, 0);
});

test("errors have a code, a message and a hint; a signal calls loading off", { added: FILES, more: ["worker-src 'self'"], tamper: { "/model/expression.bpk": (whole) => new Promise((resolve) => setTimeout(resolve, 700, whole)) }, expected: /404/ }, async ({ tab }, mien) => {
  const errors = await tab.evaluate(async (host) => {
    /** @type {Package} */
    const { createRecognizer } = await import(`${host}/package/index.js`);
    const failing = (/** @type {Parameters<Package["createRecognizer"]>[0]} */ options) =>
      createRecognizer(options).then(
        () => ({ code: "none", message: "", hint: "" }),
        ({ code, message, hint }) => ({ code, message, hint }),
      );
    const calledOff = new AbortController();
    setTimeout(() => calledOff.abort(), 100);
    return [
      await failing({ signal: calledOff.signal }),
      await failing({ signal: AbortSignal.abort() }),
      await failing({ src: "none.json" }),
      await failing({ base: "/nowhere/" }),
      await failing({ base: "/nowhere/", language: "de" }),
    ];
  }, `http://127.0.0.1:${mien.port}`);
  assert.deepEqual(errors.map(({ code }) => code), ["aborted", "aborted", "load", "load", "load"]);
  assert.match(errors[2]?.message ?? "", /none\.json could not be fetched \(404\)/);
  assert.match(errors[3]?.message ?? "", /^worker\/recognizer\.js could not be fetched \(404\)$/);
  assert.notEqual(errors[4]?.message, errors[3]?.message, "in the language that was asked for");
});

test("in a worker, with a picture that never was in a page", { more: ["worker-src 'self'"], added: { ...FILES, "/worker.js": readFileSync(new URL("worker.js", import.meta.url)) } }, async ({ tab }, mien) => {
  const label = await tab.evaluate(
    (host) =>
      new Promise((resolve, reject) => {
        const policy = /** @type {any} */ (globalThis).trustedTypes.createPolicy("mien", { createScriptURL: (/** @type {string} */ same) => same });
        const worker = new Worker(policy.createScriptURL("worker.js"), { type: "module" });
        worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.label));
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(host);
      }),
    `http://127.0.0.1:${mien.port}`,
  );
  assert.equal(label, "Happiness");
});
