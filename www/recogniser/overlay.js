import { byId } from "../shared/dom.js";
import { Drawing } from "../shared/drawing.js";

/** The drawing over the picture. */
export const overlay = new Drawing(byId("overlay", HTMLCanvasElement));
