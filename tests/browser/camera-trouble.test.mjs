// Whatever keeps the camera from working, a sentence says what to do, and a photo works all the same.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";

/**
 * @typedef {object} Trouble
 * @property {string} what
 * @property {Parameters<typeof withCamera>[0]} [camera]
 * @property {import("./support/page.mjs").Opening} [opening]
 * @property {string} state
 * @property {RegExp} says
 */

/** @type {Trouble[]} */
const TROUBLES = [
  { what: "the person says no", camera: { answer: "deny" }, state: "denied", says: /allow the camera/i },
  { what: "there is no camera", camera: { count: 0 }, state: "absent", says: /connect a camera/i },
  { what: "the page came over plain http", opening: { host: "mien.test" }, state: "insecure", says: /https/ },
  {
    what: "the page is open inside another app, which has no camera to give",
    opening: {
      context: { userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/21A329 Instagram 300.0" },
      before: [() => Object.defineProperty(navigator, "mediaDevices", { value: undefined })],
    },
    state: "absent",
    says: /open in browser/i,
  },
  // Chromium's fake camera can't be taken by another program, so what the browser would say is said in its place.
  { what: "another program has the camera", opening: { before: [cameraFails("NotReadableError")] }, state: "busy", says: /close the program/i },
  { what: "the browser fails in a new way", opening: { before: [cameraFails("TypeError")] }, state: "absent", says: /try again/i },
];

for (const { what, camera, opening = {}, state, says } of TROUBLES) {
  withCamera(camera).test(`${what}: "${state}", and a photo works`, opening, async (page) => {
    await page.element("start").click();
    await page.waitForState(state);
    assert.match(await page.message(), says);
    assert.deepEqual(await page.states(), ["start", "asking", state]);
    await photoWorks(page);
  });
}

/** Cameras that show one colour. Each runs in the page, where nothing from here is in reach. */
const cameraOf = {
  "#040404": () => {
    const canvas = document.createElement("canvas");
    const brush = canvas.getContext("2d");
    setInterval(() => {
      if (brush) brush.fillStyle = "#040404";
      brush?.fillRect(0, 0, canvas.width, canvas.height);
    }, 40);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(25);
  },
  "#445566": () => {
    const canvas = document.createElement("canvas");
    const brush = canvas.getContext("2d");
    setInterval(() => {
      if (brush) brush.fillStyle = "#445566";
      brush?.fillRect(0, 0, canvas.width, canvas.height);
    }, 40);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(25);
  },
};

const plugged = withCamera({ shows: ["frame-1.jpg"], answer: "ask" });

plugged.test("the camera goes away: a sentence, and Start works again", { context: { permissions: ["camera"] } }, async (page) => {
  await page.start();
  // Chromium takes the camera away from a page when its permission is withdrawn: the track ends as if a cable had been pulled.
  await page.tab.context().clearPermissions();
  await page.waitForState("absent");
  assert.match(await page.message(), /connect it again/i);
  assert.deepEqual(await page.tracks(), ["ended"]);

  await page.tab.context().grantPermissions(["camera"]);
  const [{ faces }] = await page.start();
  assert.equal(faces.length, 1);
});

plugged.test("denied, then allowed: Try again starts the camera", {}, async (page) => {
  await page.element("start").click();
  await page.waitForState("denied");
  await page.tab.context().grantPermissions(["camera"]);
  const [{ faces }] = await page.start();
  assert.equal(faces.length, 1);
});

withCamera({ shows: ["frame-1.jpg"] }).test("while the browser asks: a sentence, and a photo instead is fine", { before: [cameraNeverAnswers] }, async (page) => {
  await page.element("start").click();
  await page.waitForState("asking");
  assert.match(await page.message(), /asking whether this page may use the camera/);
  await photoWorks(page);
});

for (const [what, colour, says] of /** @type {const} */ ([
  ["a closed shutter", "#040404", "open the camera’s shutter or the lid"],
  ["a room without anybody", "#445566", "come closer"],
])) {
  withCamera().test(`${what}: what may help`, { before: [cameraOf[colour]] }, async (page) => {
    await page.element("start").click();
    await page.waitForState("no-face");
    await page.element("hint").filter({ hasText: says }).waitFor();
  });
}

/** @param {import("./support/page.mjs").MienPage} page */
async function photoWorks(page) {
  const predictions = page.nextPredictions(1);
  await page.choose(picturePath("astronaut.jpg"));
  const [{ faces }] = await predictions;
  assert.equal(faces.length, 1);
  await page.waitForState("file");
}

/**
 * The camera fails as a browser would say it.
 * @param {"NotReadableError" | "TypeError"} error
 */
function cameraFails(error) {
  // Each of these runs in the page, where `error` is out of reach.
  return {
    NotReadableError: () => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("Could not start video source", "NotReadableError"));
    },
    TypeError: () => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new TypeError("no such thing"));
    },
  }[error];
}

function cameraNeverAnswers() {
  navigator.mediaDevices.getUserMedia = () => new Promise(() => {});
}
