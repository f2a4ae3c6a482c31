// Every state of the page, on a laptop and on a phone, in light and in dark: axe-core finds nothing to object to, nothing is wider
// than the screen, what can be pressed is large enough for a finger, and a picture is kept for people to look at in
// artefacts/screenshots/.

import { describe } from "node:test";
import { fits, lookAt } from "./support/look.mjs";
import { withCamera } from "./support/page.mjs";
import { STATES } from "./support/states.mjs";

const SCREENS = { laptop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

// One browser for all states that need the same camera.
const cameras = new Set(STATES.map(({ camera }) => JSON.stringify(camera)));

for (const camera of cameras) {
  const states = STATES.filter((state) => JSON.stringify(state.camera) === camera);
  describe(camera ?? "any camera", () => {
    const browser = withCamera(states[0].camera);
    for (const { name, opening, reach } of states) {
      browser.test(name, { ...opening, context: { viewport: SCREENS.laptop, colorScheme: "light", reducedMotion: "reduce" } }, async (page) => {
        await reach(page);
        await lookAt(page, name, SCREENS);
      });
    }
  });
}

withCamera().test("nothing is wider than the screen, from 320 pixels on", {}, async (page) => {
  for (const width of [320, 360, 640, 768, 1024, 1920]) {
    await page.tab.setViewportSize({ width, height: 700 });
    await fits(page);
  }
});
