// A static file server on localhost that remembers what it sent: "bytes to first use" are counted here, where nothing can be missed.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * @param {Record<string, string>} mounts URL prefix -> folder; the longest prefix that fits wins
 * @param {Record<string, string>} [beginnings] what files begin with, beside what they are, by path
 * @returns {Promise<{origin: string, sent: string[], missing: string[], close: () => void}>}
 *   `sent`: the file behind every answer, in order; the caller empties it before what it wants to count.
 *   `missing`: paths that were asked for in vain.
 */
export async function serve(mounts, beginnings = {}) {
  const prefixes = Object.keys(mounts).sort((a, b) => b.length - a.length);
  const sent = [];
  const missing = [];
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    const prefix = prefixes.find((p) => path.startsWith(p));
    let file = join(mounts[prefix ?? "/"], path.slice((prefix ?? "/").length));
    let info = await stat(file).catch(() => null);
    if (info?.isDirectory()) {
      file = join(file, "index.html");
      info = await stat(file).catch(() => null);
    }
    if (!info) {
      if (path !== "/favicon.ico") missing.push(path);
      response.writeHead(404).end();
      return;
    }
    sent.push(file);
    const beginning = beginnings[path] ?? "";
    response.writeHead(200, {
      // As a site would: what a page has fetched once it need not fetch again. A cold start is a fresh browser context.
      "cache-control": "max-age=3600",
      "content-length": beginning.length + info.size,
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
    });
    response.write(beginning);
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { origin: `http://localhost:${address.port}`, sent, missing, close: () => server.close() };
}
