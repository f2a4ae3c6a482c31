// Two tabs must not work on one project: the second waits, or takes it over and the first lets go.

/** @type {(() => void) | undefined} */
let letGo;
/** @type {BroadcastChannel | undefined} */
let channel;

/**
 * Claims a project for this tab.
 * @param {string} project
 * @param {{wait: boolean, onTaken: () => Promise<void>}} options `wait`: asks the other tab to let go
 * @returns {Promise<boolean>} false where another tab has it
 */
export async function claim(project, { wait, onTaken }) {
  release();
  // Browsers without locks (before 2022) get none.
  if (!navigator.locks) return true;
  const name = `mien-project-${project}`;
  const voice = new BroadcastChannel(name);
  if (wait) voice.postMessage("let go");
  const got = await new Promise((resolve) => {
    navigator.locks
      .request(name, wait ? {} : { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(false);
        resolve(true);
        return new Promise((/** @type {(value?: unknown) => void} */ done) => (letGo = done));
      })
      .catch(() => resolve(true));
  });
  if (!got) {
    voice.close();
    return false;
  }
  channel = voice;
  // Asked to let go: first everything is written, then the other tab may read.
  voice.addEventListener("message", () => void onTaken().finally(release));
  return true;
}

/** Lets another tab have the project. */
export function release() {
  letGo?.();
  letGo = undefined;
  channel?.close();
  channel = undefined;
}
