/* Where the files of a version are kept: a cache of its own, named after the handbook's address, so that two handbooks on
   one host never see each other's. */

/** @import { WorkerScope } from "./types.js" */

export const worker = /** @type {WorkerScope} */ (/** @type {unknown} */ (self));
export const root = new URL(worker.registration.scope).pathname;

const PREFIX = `handbook ${root} `; // an address has no space
const VERSION = /^[0-9a-f]{16}$/;

/** @param {string} version */
export function openStore(version) {
  return caches.open(PREFIX + version);
}

/** @param {string} version */
export function dropStore(version) {
  return caches.delete(PREFIX + version);
}

/** The versions of which there is anything. */
export async function storedVersions() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  return names.map((name) => name.slice(PREFIX.length)).filter((rest) => VERSION.test(rest));
}

export function openNotes() {
  return caches.open(`${PREFIX}notes`);
}

/** Everything that this handbook keeps here. */
export async function dropAll() {
  await Promise.all([...(await storedVersions()), "notes"].map(dropStore));
}
