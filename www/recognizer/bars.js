import { Bars } from "../live/bars.js";
import { byId } from "../live/dom.js";

/** The main face's values. */
export const bars = new Bars(byId("bars", HTMLElement), byId("values", HTMLTableSectionElement));
