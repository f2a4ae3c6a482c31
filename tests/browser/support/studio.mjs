// The studio in a browser tab: what a person does there, step by step.

import assert from "node:assert/strict";
import { PATIENCE } from "./page.mjs";
import { variants } from "./pictures.mjs";

/** Six classes and a picture for each: what they show matters less than that they differ. */
export const LESSON = {
  Happiness: "happy-baby.jpg",
  Sadness: "sad-baby.jpg",
  Fear: "grace-hopper.jpg",
  Anger: "angry.jpg",
  Surprise: "surprised.jpg",
  Disgust: "neutral.jpg",
};

export class Studio {
  /** @param {import("./page.mjs").MienPage} page */
  constructor(page) {
    this.page = page;
    this.tab = page.tab;
  }

  /** @param {string} id */
  element(id) {
    return this.page.element(id);
  }

  /** @param {"start" | "work" | "blocked"} screen */
  async waitForScreen(screen) {
    await this.tab.waitForFunction((screen) => document.documentElement.dataset.screen === screen, screen, { timeout: PATIENCE });
  }

  /** @param {string} template */
  async create(template) {
    await this.waitForScreen("start");
    await this.tab.locator(`[data-template=${template}]`).click();
    await this.waitForScreen("work");
  }

  /** The card of a class. @param {string} name */
  card(name) {
    return this.tab.getByRole("article", { name, exact: true });
  }

  /** Names of the classes, in their order. @returns {Promise<string[]>} */
  classes() {
    return this.tab.locator(".class-card .inline-name").evaluateAll((inputs) => inputs.map((input) => /** @type {HTMLInputElement} */ (input).value));
  }

  /** Samples of each class, by its name. @returns {Promise<Record<string, number>>} */
  async counts() {
    return this.tab.locator(".class-card").evaluateAll((cards) =>
      Object.fromEntries(cards.map((card) => [card.querySelector("input")?.value, parseInt((card.querySelector(".count")?.textContent ?? "0").replace(",", ""), 10)])),
    );
  }

  /**
   * Waits for a class to have so many samples.
   * @param {string} name
   * @param {number} count
   */
  async waitForSamples(name, count) {
    const wait = this.tab.waitForFunction(
      ({ name, count }) => {
        const card = [...document.querySelectorAll(".class-card")].find((card) => card.querySelector("input")?.value === name);
        return parseInt((card?.querySelector(".count")?.textContent ?? "0").replace(",", ""), 10) >= count;
      },
      { name, count },
      { timeout: PATIENCE },
    );
    await wait.catch(async (cause) => {
      throw new Error(`waited for ${count} samples of ${name}, but there are ${JSON.stringify(await this.counts())}; ${await this.report()}`, { cause });
    });
  }

  /**
   * Uploads files to a class, as with its button.
   * @param {string} name
   * @param {Parameters<import("playwright-core").Locator["setInputFiles"]>[0]} files
   */
  async upload(name, files) {
    await this.card(name).locator("input[type=file]").setInputFiles(files);
    await this.reported();
  }

  /** Waits until files have been taken, and gives what is said of them. */
  async reported() {
    await this.element("intake-report").waitFor({ state: "visible" });
    return this.report();
  }

  async report() {
    const text = (await this.element("intake-summary").textContent()) ?? "";
    const notes = await this.element("intake-list").locator("li").allTextContents();
    return [text, ...notes].join(" | ");
  }

  /** Six classes with a picture each, and what hardly differs from it. @param {number} [each] samples of a class */
  async fill(each = 3) {
    for (const [name, picture] of Object.entries(LESSON)) {
      await this.upload(name, variants(picture, each));
      await this.waitForSamples(name, each);
    }
  }

  /** Presses Train and waits for the result. */
  async train() {
    await this.element("train").click();
    return this.trained();
  }

  async trained() {
    await this.element("train-result").waitFor({ state: "visible" });
    await this.tab.waitForFunction(() => /** @type {HTMLButtonElement} */ (document.getElementById("use")).disabled === false);
    return (await this.element("train-result").textContent()) ?? "";
  }

  /**
   * A project of whole pictures, taught with a zip that has a folder for each class.
   * @param {Buffer} zip
   */
  async teachPictures(zip) {
    await this.waitForScreen("start");
    await this.element("open-file").setInputFiles({ name: "Hands.zip", mimeType: "application/zip", buffer: zip });
    await this.tab.locator("button[data-kind=pictures]").click();
    await this.waitForScreen("work");
    await this.reported();
    return this.train();
  }

  /** Opens the export dialog at one of its ways. @param {string} way */
  async export(way) {
    await this.element("export-open").click();
    await this.tab.getByRole("tab", { name: way }).click();
  }

  /** Waits until the files that leave have been tried out, and gives what is said of that. */
  async checked() {
    await this.tab.waitForFunction(() => document.getElementById("check-says")?.dataset.state, undefined, { timeout: PATIENCE });
    return { state: await this.element("check-says").getAttribute("data-state"), says: (await this.element("check-says").textContent()) ?? "" };
  }

  /** All that was done is kept. */
  async saved() {
    await this.tab.waitForFunction(() => document.getElementById("saved")?.textContent === "Saved in this browser", undefined, { timeout: PATIENCE });
  }

  /** What the page was told to draw last, with a face in it. */
  async preview() {
    const report = await this.page.reportWhere(({ shown }) => shown.length > 0);
    assert.ok(report.bars.length > 0);
    return report;
  }

  /**
   * A file that the page gives to the person.
   * @param {() => Promise<unknown>} act
   */
  async download(act) {
    const [download] = await Promise.all([this.tab.waitForEvent("download"), act()]);
    return { name: download.suggestedFilename(), path: await download.path() };
  }
}

/**
 * Tests of the studio in one browser.
 * @param {ReturnType<typeof import("./page.mjs").withCamera>} browser
 */
export function studioTests(browser) {
  /**
   * @param {string} name
   * @param {import("./page.mjs").Opening} opening
   * @param {(studio: Studio, t: import("node:test").TestContext) => Promise<void>} run
   */
  return (name, opening, run) => browser.test(name, { path: "studio.html", ...opening }, (page, t) => run(new Studio(page), t));
}
