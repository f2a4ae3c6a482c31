// The libraries that pages of Teachable Machine's and ml5's users load: their own files, one script each, without what their packages
// depend on (some thousand packages).

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const KEPT = fileURLToPath(new URL("../node_modules/.originals", import.meta.url));

/** What the registry's packages are, and the script that pages load. @type {Record<string, {script: string, sha512: string}>} */
const PACKAGES = {
  "@tensorflow/tfjs@1.3.1": {
    script: "dist/tf.min.js",
    sha512: "eJ8+WYRYYx6o3R4daV3T46ZHI/FN0+wslNnobh6d2Sp/T8PfaFpdR38nRrYtxnz33A80B2pMk4VxzoVivS4/jA==",
  },
  "@tensorflow/tfjs@4.22.0": {
    script: "dist/tf.min.js",
    sha512: "0TrIrXs6/b7FLhLVNmfh8Sah6JgjBPH4mZ8JGb7NU6WW+cx00qK5BcAZxw7NCzxj6N8MRAIfHq+oNbPUNG5VAg==",
  },
  "@tensorflow/tfjs-backend-wasm@4.22.0": {
    script: "dist/tf-backend-wasm.min.js",
    sha512: "/IYhReRIp4jg/wYW0OwbbJZG8ON87mbz0PgkiP3CdcACRSvUN0h8rvC0O3YcDtkTQtFWF/tcXq/KlVDyV49wmA==",
  },
  "@teachablemachine/image@0.8.5": {
    script: "dist/teachablemachine-image.min.js",
    sha512: "u6BLQ8RBn38BKee7mmAl+HS9qWgM/2YmUbQYy21eQfqhb7E8xT5LDp7QqEU31rtgEIMDwB/OG8cjmSiuHpqb7A==",
  },
  "onnxruntime-web@1.30.0": {
    script: "dist/ort.wasm.min.js",
    sha512: "q0y+JrrtukXSzsBWEMccVfqX25LRmosXHF+CaRJmg8pZClzcV7svNc4rKY3jL02Vb7QmRMDs1SigqR4CXAfKYQ==",
  },
  "p5@1.11.10": {
    script: "lib/p5.min.js",
    sha512: "lFe18Af+SUxyZyPkgza0DYhIV+Ymr1oD4w6Y0Bjhbi5TCaIktRys8xu847eH7epL/GZ1jATFekqW71/v4PvNGA==",
  },
  "p5@1.4.0": {
    script: "lib/p5.min.js",
    sha512: "U888W2ChcIzPhRhnv4FkNhaa4f5BDIWZfLhzvx9ZrQ5KtkZr/+o1UPIicV3yWTRy0HEG23NviHyDR3kgjaJ9wA==",
  },
  "ml5@0.12.2": {
    script: "dist/ml5.min.js",
    sha512: "ILp13zoi2mREYJhqSgOW0Aw3wYnnzYlpbDtPjF4N9pCx1WgNeceBQTHeXjwgOUQqld6zD9czLB2gLJMAfGRbow==",
  },
  "ml5@1.2.1": {
    script: "dist/ml5.min.js",
    sha512: "Abl1S3rC66urHO7QxAkO2V1w8/sCxexCvb/GBL3CrsSS7IE17cEXr9Vr0rEKDTtgNuASQhxkrGAUSNF81Umnew==",
  },
};

/** Where a package is kept. @param {string} name with its version */
const folderOf = (name) => name.replaceAll("/", "-");

/** Where its script is, below the folder of all of them. @param {string} name @param {string | undefined} [script] */
export const scriptOf = (name, script = PACKAGES[name]?.script) => `${folderOf(name)}/package/${script}`;

/**
 * The script of a package, fetched the first time.
 * @param {string} name with its version
 */
export const original = (name) => fileOf(name);

/**
 * A file of a package, fetched the first time.
 * @param {string} name with its version
 * @param {string} [file] without it, the script that pages load
 */
export function fileOf(name, file) {
  const described = PACKAGES[name];
  assert.ok(described, `${name} is not in the list`);
  const folder = join(KEPT, folderOf(name));
  if (!existsSync(folder)) {
    const made = `${folder}.new`;
    rmSync(made, { recursive: true, force: true });
    mkdirSync(made, { recursive: true });
    const [{ filename }] = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", made, name], { encoding: "utf8" }));
    const file = join(made, filename);
    assert.equal(createHash("sha512").update(readFileSync(file)).digest("base64"), described.sha512, `${name} is another file than the one that was looked at`);
    execFileSync("tar", ["-xzf", file, "-C", made]);
    renameSync(made, folder);
  }
  return readFileSync(join(folder, "package", file ?? described.script));
}
