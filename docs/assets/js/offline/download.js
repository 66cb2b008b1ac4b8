/* Stores the files of a version. Each is held against the hash that the build wrote down: what a host sends of another
   version, or has changed, is refused. What is stored stays for the next try, and no version before is touched. */

import { readNotes } from "./notes.js";
import { dropStore, openStore, root, storedVersions, worker } from "./store.js";

const AT_A_TIME = 4;
const HASH = "handbook-hash"; // the header under which a stored file says its hash
const NOT_STORED = ["content-encoding", "content-length"]; // of the way here, not of the file

/** Rejects where a file is not to be had as it should be, or where there is no room. */
export async function download() {
  const { version, files } = worker.handbook;
  await seeRoom();
  const store = await openStore(version);
  const others = await Promise.all((await storedVersions()).filter((each) => each !== version).map(openStore));
  const left = Object.entries(files);
  const fill = async () => {
    for (let next = left.pop(); next; next = left.pop()) await bring(store, others, root + next[0], next[1]);
  };
  try {
    await Promise.all(Array.from({ length: AT_A_TIME }, fill));
  } catch (error) {
    left.length = 0; // the others end, too
    if (error instanceof DOMException && error.name === "QuotaExceededError") await dropStore(version);
    throw error;
  }
  await dropUnfinished(version);
  if (!(await isWhole())) throw new Error(version);
}

/** Whether every file of this version is there. */
export async function isWhole() {
  const { version, files } = worker.handbook;
  return (await (await openStore(version)).keys()).length >= Object.keys(files).length;
}

/** Nothing is asked for where it would not fit. */
async function seeRoom() {
  const { storage } = /** @type {{ storage?: StorageManager }} */ (navigator); // iOS has it from 15.2 on
  const { quota, usage } = storage?.estimate ? await storage.estimate() : {};
  if (quota !== undefined && quota - (usage || 0) < worker.handbook.bytes) throw new Error("no room");
}

/** Versions that never came into force are of no use any more. @param {string} version */
async function dropUnfinished(version) {
  const { active, windows } = await readNotes();
  const needed = [version, active, ...Object.values(windows)];
  await Promise.all((await storedVersions()).filter((each) => !needed.includes(each)).map(dropStore));
}

/**
 * @param {Cache} store
 * @param {Cache[]} others of other versions
 * @param {string} address
 * @param {string} hash
 */
async function bring(store, others, address, hash) {
  if (await store.match(address, { ignoreVary: true })) return;
  for (const other of others) {
    const found = await other.match(address, { ignoreVary: true });
    if (found && found.headers.get(HASH) === hash) {
      await store.put(address, found);
      return;
    }
  }
  await store.put(address, await fetched(address, hash));
}

/**
 * @param {string} address
 * @param {string} hash
 */
async function fetched(address, hash) {
  // Hosts tell files apart by the second: what the browser holds may be another one that they call unchanged.
  return (await fetchedBy("no-cache", address, hash)) || (await fetchedBy("reload", address, hash)) || refuse(address);
}

/**
 * @param {string} address
 * @returns {never}
 */
function refuse(address) {
  throw new Error(`not of this version: ${address}`);
}

/**
 * @param {RequestCache} cache
 * @param {string} address
 * @param {string} hash
 * @returns {Promise<Response | null>} null where it is not the file that was meant
 */
async function fetchedBy(cache, address, hash) {
  const response = await fetch(address, { cache, credentials: "same-origin" });
  const body = await response.arrayBuffer();
  if (!response.ok || (await hashOf(body)) !== hash) return null;
  const headers = new Headers(response.headers);
  for (const name of NOT_STORED) headers.delete(name);
  headers.set(HASH, hash);
  return new Response(body, { headers });
}

/** @param {ArrayBuffer} bytes */
async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
