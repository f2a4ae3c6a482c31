// Keeps the whole site in the browser, so that it works without a network. Building writes `self.FILES`, a table of all files and their checksums,
// before this. A page never gets some files of one version and some of another: the next version waits until it is asked for. Pages that embed
// the widget are not in its reach.

/** What is global here; the types of pages don't know it. @type {any} */
const scope = self;

/** The recognizer's module that this browser does not take: worker/load.js asks as this does. */
const OTHER_MODULE = WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 0, 253, 133, 2, 26, 11]))
  ? "mien_bg.wasm"
  : "mien-relaxed_bg.wasm";

/** Every file's checksum by its path from here. @type {Map<string, string>} */
const FILES = new Map(Object.entries(scope.FILES));
FILES.delete(OTHER_MODULE);
const PREFIX = "mien-";
const VERSION = PREFIX + [...FILES.values()].reduce((hash, sum) => (hash * 31 + parseInt(sum, 16)) >>> 0, 7).toString(16);

/** Where a file's checksum is noted beside it. */
const SUM = "x-mien-checksum";

const root = new URL(scope.registration.scope);

/** Files that are fetched at a time. */
const AT_ONCE = 4;

/**
 * A file of this version: out of the cache of the version before, where it is the same, else anew.
 * @param {string} path
 * @param {string} sum
 * @param {Cache[]} older
 */
async function copyOf(path, sum, older) {
  const address = new URL(path, root);
  for (const cache of older) {
    const kept = await cache.match(address);
    if (kept?.headers.get(SUM) === sum) return kept;
  }
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const headers = new Headers(response.headers);
  headers.set(SUM, sum);
  // What is kept is not compressed any more.
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(await response.blob(), { headers });
}

async function install() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== VERSION);
  const older = await Promise.all(names.map((name) => caches.open(name)));
  const cache = await caches.open(VERSION);
  const waiting = [...FILES];
  const take = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [path, sum] = next;
      await cache.put(new URL(path, root), await copyOf(path, sum, older));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
}

/** @param {Request} request */
async function answer(request) {
  const url = new URL(request.url);
  url.search = url.hash = "";
  if (url.href === root.href) url.pathname += "index.html";
  const cache = await caches.open(VERSION);
  return (await cache.match(url)) ?? fetch(request);
}

scope.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));

scope.addEventListener("activate", (/** @type {any} */ event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(PREFIX) && name !== VERSION) await caches.delete(name);
      }
      await scope.clients.claim();
    })(),
  ),
);

scope.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(root.href)) event.respondWith(answer(request));
});

// A page says so when its person wants the next version.
scope.addEventListener("message", (/** @type {MessageEvent} */ { data }) => {
  if (data === "use") void scope.skipWaiting();
});
