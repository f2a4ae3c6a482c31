// Two tabs on one project do not destroy each other's work.

import assert from "node:assert/strict";
import { withCamera } from "./support/page.mjs";
import { picturePath } from "./support/pictures.mjs";
import { Studio, studioTests } from "./support/studio.mjs";
import { MienPage } from "./support/page.mjs";

const test = studioTests(withCamera({ count: 0 }));

test("the second tab waits, takes the project over with all that was done, and the first lets go", {}, async (studio) => {
  await studio.create("empty");
  await studio.upload("Class 1", picturePath("angry.jpg"));
  const address = studio.tab.url();

  const tab = await studio.tab.context().newPage();
  await tab.goto(address);
  const second = new Studio(new MienPage(tab, studio.page.site, studio.page.origin));
  await second.waitForScreen("blocked");

  // What the first tab does meanwhile, down to the last moment, is not lost.
  await studio.element("intake-close").click();
  await studio.upload("Class 2", picturePath("neutral.jpg"));
  await second.element("take-over").click();
  await second.waitForScreen("work");
  assert.deepEqual(await second.counts(), { "Class 1": 1, "Class 2": 1 });
  await studio.waitForScreen("blocked");
  assert.match((await studio.element("blocked-title").textContent()) ?? "", /another tab/);

  await second.upload("Class 2", picturePath("surprised.jpg"));
  await second.saved();
  await tab.close();
  await studio.element("take-over").click();
  await studio.waitForScreen("work");
  assert.deepEqual(await studio.counts(), { "Class 1": 1, "Class 2": 2 });
});
