// Two tabs must not work on one project: the second waits, or takes it over and the first lets go.

/** A tab that does not answer by then is frozen, ms: the project is taken from it. */
const PATIENCE = 3000;

/** @type {(() => void) | undefined} */
let letGo;
/** @type {BroadcastChannel | undefined} */
let channel;

/**
 * Claims a project for this tab.
 * @param {string} project
 * @param {{wait: boolean, onAsked: () => Promise<void>, onTaken: () => Promise<void>}} options `wait`: asks the other tab to let go. Later
 *   another tab may ask for it: first everything is written, then that tab may read. Or it was taken while this one was frozen
 * @returns {Promise<boolean>} false where another tab has it
 */
export async function claim(project, { wait, onAsked, onTaken }) {
  release();
  // Browsers without locks (before 2022) get none.
  if (!navigator.locks) return true;
  const name = `mien-project-${project}`;
  const voice = new BroadcastChannel(name);

  /** @param {LockOptions} options @returns {Promise<boolean>} */
  const lock = (options) =>
    new Promise((resolve, reject) => {
      let mine = false;
      navigator.locks
        .request(name, options, (lock) => {
          mine = lock !== null;
          resolve(mine);
          return mine ? new Promise((/** @type {(value?: unknown) => void} */ done) => (letGo = done)) : undefined;
        })
        .catch((error) => (mine ? void onTaken() : reject(error)));
    });

  const ask = async () => {
    const waiting = new AbortController();
    const silence = setTimeout(() => waiting.abort(), PATIENCE);
    voice.addEventListener("message", () => clearTimeout(silence), { once: true });
    voice.postMessage("let go");
    return lock({ signal: waiting.signal }).catch(() => lock({ steal: true })).finally(() => clearTimeout(silence));
  };

  const got = await (wait ? ask() : lock({ ifAvailable: true })).catch(() => true);
  if (!got) {
    voice.close();
    return false;
  }
  channel = voice;
  voice.addEventListener("message", ({ data }) => {
    if (data !== "let go") return;
    voice.postMessage("letting go");
    void onAsked().finally(release);
  });
  return true;
}

/** Lets another tab have the project. */
export function release() {
  letGo?.();
  letGo = undefined;
  channel?.close();
  channel = undefined;
}
