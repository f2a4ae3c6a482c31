// A browser with a profile that stays, for what happens to a whole browser: it is killed, its disk is full, its tabs are frozen.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProcess } from "./chromium.mjs";
import { MienPage, PATIENCE, listen } from "./page.mjs";
import { serve } from "./server.mjs";

/** @typedef {Parameters<typeof startProcess>[1]} Camera */

/**
 * Runs something with a site, and with browsers that all have the same profile, one after the other; what is left running is ended.
 * @param {{camera?: Camera, disk?: string, added?: Record<string, string | Buffer>}} options `disk`: the profile's disk is no larger than this, as `mount` takes it;
 *   `added`: files that the site has beside the built ones
 * @param {(start: () => Promise<{kill: () => Promise<void>, open: (address: string, before?: (() => void)[]) => Promise<MienPage>}>, place: {origin: string, profile: string}) => Promise<void>} run
 */
export async function withProfile({ camera = { count: 0 }, disk, added = {} }, run) {
  const profile = mkdtempSync(join(tmpdir(), "mien-profile-"));
  const site = await serve();
  site.added = added;
  const origin = `http://localhost:${site.port}`;
  /** @type {Set<() => Promise<void>>} */
  const running = new Set();
  if (disk) execFileSync("mount", ["-t", "tmpfs", "-o", `size=${disk}`, "tmpfs", profile]);
  const start = async () => {
    const { context, kill: end } = await startProcess(profile, camera);
    const kill = async () => {
      running.delete(kill);
      await end();
    };
    running.add(kill);
    return {
      kill,
      async open(/** @type {string} */ address, /** @type {(() => void)[]} */ before = []) {
        const tab = await context.newPage();
        tab.setDefaultTimeout(PATIENCE);
        for (const script of [listen, ...before]) await tab.addInitScript(script);
        await tab.goto(address);
        return new MienPage(tab, site, origin);
      },
    };
  };
  try {
    await run(start, { origin, profile });
  } finally {
    for (const kill of running) await kill();
    if (disk) execFileSync("umount", ["--lazy", profile]);
    rmSync(profile, { recursive: true, force: true });
    site.close();
  }
}

/** Whether this machine lets a small disk be made; a sentence where it doesn't. @returns {string | false} */
export function noSmallDisk() {
  const folder = mkdtempSync(join(tmpdir(), "mien-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "pipe" });
    execFileSync("umount", [folder], { stdio: "pipe" });
    return false;
  } catch (error) {
    return `a small disk can't be mounted here: ${error instanceof Error ? error.message.trim().split("\n").at(-1) : error}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
