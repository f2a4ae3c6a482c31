/** Browsers don't tell a page that a worker of its was ended. A lock tells: this worker holds one as long as it lives, and the page waits for it. */
export function holdLock() {
  const name = `mien-worker-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
  const held = () => {
    self.postMessage({ alive: name });
    return new Promise(() => {});
  };
  // On plain http, and in a sandbox without an origin, there are none.
  navigator.locks?.request(name, held).catch(() => {});
}
