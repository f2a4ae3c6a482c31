import { createElement } from "react";
// Rendered on the server too: importing is harmless there.
import { createRecognizer } from "mien";
import { Looker } from "./looker.js";

export default () => createElement("main", { "data-server": typeof createRecognizer }, createElement(Looker));
