import { Bars } from "../shared/bars.js";
import { byId } from "../shared/dom.js";

/** The main face's values. */
export const bars = new Bars(byId("bars", HTMLElement), byId("values", HTMLTableSectionElement));
