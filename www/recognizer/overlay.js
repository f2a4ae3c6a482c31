import { byId } from "../live/dom.js";
import { Drawing } from "../live/drawing.js";

/** The drawing over the picture. */
export const overlay = new Drawing(byId("overlay", HTMLCanvasElement));
