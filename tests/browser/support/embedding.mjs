// A page of somebody else's on one origin, with Mien from another one.

import { readFileSync } from "node:fs";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { withCamera } from "./page.mjs";
import { DIST, serve } from "./server.mjs";
import { listenToWidgets } from "./widget.mjs";

/** @typedef {import("./page.mjs").MienPage} MienPage */
/** @typedef {import("./server.mjs").Site} Site */

/**
 * How a test opens the page.
 * @typedef {object} Embedding
 * @property {string} [page] another page than page.html of the folder
 * @property {string[]} [without] words that the page's policy lacks
 * @property {string[]} [more] words that the page's policy has besides
 * @property {(() => void)[]} [before] run in the page before its own scripts
 * @property {Record<string, import("./server.mjs").Tampering>} [tamper] files of Mien's that its server gets wrong
 * @property {Record<string, string>} [types] files of Mien's whose type its server tells wrongly
 * @property {Record<string, string>} [headers] what Mien's server says with every file, beside that other sites may read it
 * @property {Record<string, string | Buffer>} [added] files beside the page
 * @property {RegExp} [expected] errors in the console that belong to what is tested
 * @property {import("playwright-core").BrowserContextOptions} [context]
 * @property {string[]} [frames] other pages of the folder, which are filled in as this one
 * @property {Record<string, string | Buffer>} [files] files beside Mien's
 * @property {string} [query]
 * @property {string} [host] of the page
 */

/**
 * The strictest policy under which Mien works from another site. `HOST` is that site.
 * @type {Record<string, string[]>}
 */
const POLICY = {
  "default-src": ["'none'"],
  "script-src": ["'self'", "HOST", "'wasm-unsafe-eval'"],
  "worker-src": ["blob:", "HOST"],
  "connect-src": ["'self'", "HOST"],
  "style-src": ["'self'", "HOST"],
  "img-src": ["'self'", "blob:", "data:"],
  "media-src": ["'self'", "blob:"],
  "frame-src": ["'self'"],
  "require-trusted-types-for": ["'script'"],
  "trusted-types": ["mien"],
};

/**
 * @param {string} here `import.meta.url` of the test, beside whose file lies `page.html`
 * @param {Parameters<typeof withCamera>[0]} [camera]
 */
export function embedding(here, camera) {
  const folder = fileURLToPath(new URL(".", here));
  const pages = withCamera(camera, folder);
  /** @type {Promise<Site> | undefined} */
  let running;
  after(async () => (await running)?.close());

  return {
    /**
     * @param {string} name
     * @param {Embedding} options
     * @param {(page: MienPage, mien: Site) => Promise<void>} run
     */
    async test(name, { page: file = "page.html", without = [], more = [], before = [], tamper = {}, types = {}, headers = {}, added = {}, expected, context = {}, query = "", host = "localhost", frames = [], files = {} }, run) {
      const mien = await (running ??= serve(DIST));
      const address = `http://127.0.0.1:${mien.port}`;
      const policy = Object.entries(POLICY)
        .map(([directive, words]) => {
          const added = more.filter((word) => word.startsWith(`${directive} `)).map((word) => word.slice(directive.length + 1));
          return [directive, ...words.filter((word) => !without.includes(`${directive} ${word}`)), ...added].join(" ");
        })
        .join("; ");
      const text = (/** @type {string} */ source) => source.replaceAll("HOST", address);
      pages.test(
        name,
        {
          path: file,
          query,
          host,
          context,
          before: [listenToWidgets, ...before],
          added: { ...added, ...Object.fromEntries([file, ...frames].map((one) => [`/${one}`, text(readFileSync(`${folder}/${one}`, "utf8"))])) },
          headers: { "content-security-policy": text(policy) },
          elsewhere: new RegExp(`^${address}/`),
          ...(expected && { expected }),
          prepare() {
            mien.tamper = tamper;
            mien.types = types;
            mien.added = files;
            mien.headers = { "access-control-allow-origin": "*", ...headers };
            mien.requests.length = 0;
          },
        },
        (page) => run(page, mien),
      );
    },
  };
}

/** @param {Pick<MienPage, "tab">} page @param {string} name @param {string} [which] element */
export const button = (page, name, which = "mien-camera") => page.tab.locator(which).getByRole("button", { name });
