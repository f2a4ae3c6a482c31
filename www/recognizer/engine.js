// The page's first script: the worker starts while the others are still on their way.
import { prepare } from "../live/engine.js";

prepare();
