// Nothing leaves the browser: after the page has loaded, it makes no request, and its policy would allow none.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";
import { picturePath, videoPath } from "./support/pictures.mjs";
import { MODULE } from "./support/server.mjs";

const camera = withCamera({ shows: ["frame-6.jpg"] });

camera.test("no request after the first frame, whatever is used", {}, async (page) => {
  await page.start();
  const loaded = [...page.site.requests];
  assert.ok(loaded.includes(`GET ${MODULE}`));

  await page.nextPredictions(10);
  for (const id of ["emoji", "mirror", "pause", "pause"]) await page.element(id).click();
  await page.element("threshold").fill("0.9");
  await Promise.all([page.tab.waitForEvent("download"), page.element("snapshot").click()]);
  await page.element("stop").click();
  await page.choose(picturePath("astronaut.jpg"));
  await page.reportWhere(({ width }) => width === 512);
  await page.choose(videoPath("walking.webm"));
  await page.reportWhere(({ width }) => width === 480);
  await page.element("about-open").click();
  await page.tab.keyboard.press("Escape");
  await page.element("stop").click();
  await page.start();

  assert.deepEqual(page.site.requests.slice(loaded.length), []);
});

camera.test("every file of the app is fetched once", {}, async (page) => {
  const before = page.site.requests.length;
  await page.start();
  const here = page.site.requests.slice(page.site.requests.lastIndexOf("GET /", before));
  assert.deepEqual(here.filter((request, index) => here.indexOf(request) !== index), []);
});

camera.test("the policy: scripts, styles and connections from here alone", { expected: /Content Security Policy|Failed to load resource|Fetch API cannot load|Refused/ }, async (page) => {
  const policy = await page.tab.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  for (const rule of ["default-src 'none'", "connect-src 'self'", "worker-src 'self'", "base-uri 'none'"]) assert.ok(policy?.includes(rule), rule);
  assert.doesNotMatch(policy ?? "", /unsafe-inline|'unsafe-eval'|https?:|\*/);

  const outcome = await page.tab.evaluate(async () => {
    const fetched = await fetch("https://example.com/").then(() => "fetched", () => "refused");
    const beaconed = await new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", () => resolve("refused"), { once: true });
      navigator.sendBeacon("https://example.com/", "a face");
      setTimeout(resolve, 5000, "sent");
    });
    return { fetched, beaconed };
  });
  assert.deepEqual(outcome, { fetched: "refused", beaconed: "refused" });
});

// README's words for servers that send a policy of their own; with it nothing that stands in the page itself is allowed.
const OF_SERVER =
  "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; default-src 'none'; manifest-src 'self'";

camera.test(
  "a server's own policy, which allows no script and no style in the page: it looks and works the same",
  { headers: { "content-security-policy": OF_SERVER }, expected: /Content Security Policy|Refused/ },
  async (page) => {
    await page.start();
    const { radius, sheets } = await page.tab.evaluate(() => ({
      radius: getComputedStyle(document.getElementById("stage") ?? document.body).borderRadius,
      sheets: [...document.styleSheets].map(({ href }) => href && new URL(href).pathname),
    }));
    assert.deepEqual(sheets, ["/index.css"]);
    assert.notEqual(radius, "0px");
  },
);

camera.test("nothing is kept: no cookie, no storage", {}, async (page) => {
  await page.start();
  const kept = await page.tab.evaluate(async () => ({
    cookies: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }));
  assert.deepEqual(kept, { cookies: "", local: 0, session: 0, databases: 0, caches: 0 });
});
