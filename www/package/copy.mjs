#!/usr/bin/env node
// `npx mien public/mien`: puts Mien's files where a site serves them from. Bundlers carry code; the worker, WebAssembly and weights stay files.
import { cpSync, existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const from = fileURLToPath(new URL("..", import.meta.url));
const target = process.argv[2];

if (!target || target.startsWith("-")) {
  console.error("Say where to: npx mien public/mien");
  process.exit(1);
}
const to = resolve(target);
const manifest = join(to, "model", "manifest.json");
if (existsSync(to) && !existsSync(manifest)) {
  console.error(`${to} is there already and is not Mien's: name another folder`);
  process.exit(1);
}
try {
  cpSync(from, to, { recursive: true, filter: (path) => !/\.d\.ts$|[/\\](package\.json|README\.md|copy\.mjs|node_modules)$/.test(path.slice(from.length - 1)) });
} catch (error) {
  console.error(`The files could not be copied: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
const { version } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
console.log(`Mien ${version} is in ${to}. Say where it is served: createRecognizer({ base: "/mien/" }) or <mien-camera base="/mien/">`);
