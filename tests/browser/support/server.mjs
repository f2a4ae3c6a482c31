// Serves the built site as a plain web server would, remembers every request, and can be told to serve one file wrongly.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** The built site. */
export const DIST = process.env.MIEN_DIST ?? fileURLToPath(new URL("../../../dist", import.meta.url));

/** The recognizer's module as Chromium and Firefox ask for it: they know relaxed SIMD. */
export const MODULE = "/mien-relaxed_bg.wasm";

/** As other browsers ask for it. */
export const PLAIN_MODULE = "/mien_bg.wasm";

/** @type {Record<string, string>} */
const TYPES = {
  ".bpk": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * What to do to a file before it is sent; `null` sends "404 Not Found" instead.
 * @typedef {(body: Buffer) => Buffer | string | null | Promise<Buffer | string | null>} Tampering
 */

/** A file that one byte in the middle is wrong of. @type {Tampering} */
export function wrongByte(body) {
  const bytes = Buffer.from(body);
  const middle = bytes.length >> 1;
  bytes[middle] = ~(bytes[middle] ?? 0);
  return bytes;
}

/** Lets a browser's workers not know relaxed SIMD. @type {Record<string, Tampering>} */
export const WITHOUT_RELAXED = { "/worker/recognizer.js": (script) => `WebAssembly.validate = () => false;\n${script}` };

/** @param {string} [root] */
export async function serve(root = DIST) {
  const site = {
    port: 0,
    /** Every request so far: "GET /mien.js". @type {string[]} */
    requests: [],
    /** Files to get wrong, by path: "/model/manifest.json". @type {Record<string, Tampering>} */
    tamper: {},
    /** Files beside the built ones, by path. @type {Record<string, string | Buffer>} */
    added: {},
    /** Files whose type is told wrongly, by path. @type {Record<string, string>} */
    types: {},
    /** Headers of every answer. @type {Record<string, string>} */
    headers: {},
    close() {
      server.closeAllConnections();
      server.close();
    },
  };

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://site").pathname);
    site.requests.push(`${request.method} ${path}`);
    const file = join(root, normalize(path.endsWith("/") ? `${path}index.html` : path));
    /** @type {Buffer | string | null} */
    let body = site.added[path] ?? (await readFile(file).catch(() => null));
    if (Buffer.isBuffer(body) && site.tamper[path]) body = await site.tamper[path](body);
    if (body === null) {
      response.writeHead(404, { "content-type": "text/plain", ...site.headers }).end("Not found");
      return;
    }
    const type = site.types[path] ?? TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-length": Buffer.byteLength(body), "cache-control": "no-store", ...site.headers }).end(body);
  });

  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));
  site.port = /** @type {import("node:net").AddressInfo} */ (server.address()).port;
  return site;
}

/** @typedef {Awaited<ReturnType<typeof serve>>} Site */
