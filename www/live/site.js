// Where Mien lies: the one script that knows its own place. Bundling leaves it in this folder.

// Scripts of the page may have a `URL` of their own, as Teachable Machine's snippet does.
const { URL } = globalThis;

const here = import.meta.url;

/** The folder that holds the workers, the modules and `model/`. */
export const SITE = new URL("..", here).href;
