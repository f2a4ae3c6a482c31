// Chromium as every measurement here uses it: headless, no GPU, no threads for the page (it is not cross-origin isolated).

import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/**
 * @param {string} [video] a motion-JPEG file that the fake camera plays
 * @param {string[]} [flags] more for its command line
 */
export function launch(video, flags = []) {
  const camera = video
    ? ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${video}`]
    : [];
  return chromium.launch({
    executablePath: process.env.MIEN_CHROMIUM ?? "/usr/bin/chromium",
    args: [...ARGUMENTS, ...camera, ...flags],
  });
}
