// What the soak's fake camera plays.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launch } from "../browser.js";

/** The pictures, by how many faces they show. */
const PICTURES = new Map([[1, "frame-1.jpg"], [6, "frame-6.jpg"], [15, "frame-15.jpg"]]);

/** The numbers of faces that the camera shows in turn. */
export const FACES = [...PICTURES.keys(), 0];

/** A picture in which there is nobody, of the camera's size: a frame in one colour, made by the browser. */
async function nobody() {
  const browser = await launch();
  const tab = await browser.newPage({ viewport: { width: 640, height: 480 } });
  await tab.setContent("<body style='margin:0;background:linear-gradient(#678,#345);height:480px'>");
  const picture = await tab.screenshot({ type: "jpeg", quality: 90 });
  await browser.close();
  return picture;
}

/**
 * Writes a film in which each number of faces stays as long as the others.
 * @param {string} pictures their folder
 * @param {string} path of the film
 * @param {{faces?: number[], frames: number}} options `frames` of each in a row: the fake camera plays 30 a second
 */
export async function film(pictures, path, { faces = FACES, frames }) {
  const each = await Promise.all(
    faces.map((count) => {
      const name = PICTURES.get(count);
      return name ? readFile(join(pictures, name)) : nobody();
    }),
  );
  await writeFile(path, Buffer.concat(each.flatMap((picture) => Array.from({ length: frames }, () => picture))));
  return path;
}
