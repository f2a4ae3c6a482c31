// The studio's language, and with it that of its live picture: see live/words.js.
import { words as live } from "../live/words.js";
import { words as studio } from "../words/en/studio.js";

export const words = { ...live, ...studio };
