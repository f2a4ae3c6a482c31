// The page's first script: the worker starts, and the camera of a link with `autostart` is asked for, while the others are still on their way. Building
// puts it into the page, so that it is a script of its own: begun.js hands on what it began.
import { beginCamera, beginThread, waitForScripts } from "../live/begun.js";
import { ask, videoOf } from "../live/ask-camera.js";
import { FILE, startThread } from "../live/thread.js";
import { unsupported } from "../live/support.js";
import { readChoices } from "./settings.js";

if (!unsupported()) {
  // The page lies in the folder that holds Mien.
  const base = new URL(".", document.baseURI).href;
  beginThread(base, startThread(base, FILE));
  const { autostart, camera } = readChoices(location.search);
  if (autostart && "mediaDevices" in navigator) {
    beginCamera(camera, ask(camera), videoOf);
    // Laying out and painting the page twice is a tenth of the time until the first face is named.
    waitForScripts();
  }
}
