/* Keeps sittings on the device. A crash loses what localStorage took in the last seconds, which a browser writes late;
   IndexedDB is on the disk at once, but may never answer. So both are written, both are read, and the newer counts.
   Where a browser lets a page keep nothing, the address's fragment holds it: that outlasts a reload. */

/** @import { Kept, KeptWhere } from "./types.js" */

const DATABASE = "handbook-exam";
const STORE = "sittings";
const PATIENCE = 1500; // milliseconds: in Safari 14 the first database may never open
const IN_FRAGMENT = /[#&]s=([^&]*)/;

export class Keeper {
  /** @param {string} paper */
  constructor(paper) {
    this.prefix = `${DATABASE}/${paper}/`;
    this.storage = workingStorage(this.prefix);
    /** @type {IDBDatabase | null} */
    this.database = null;
    /** @type {Map<string, Kept>} */
    this.fromDisk = new Map();
    this.inAddress = true;
  }

  /** @returns {KeptWhere} */
  get where() {
    if (this.storage || this.database) return "device";
    return this.inAddress ? "address" : "none";
  }

  /** Reads what the database has; settles soon, whatever it does. */
  open() {
    return new Promise((resolve) => {
      setTimeout(resolve, PATIENCE);
      try {
        const request = indexedDB.open(DATABASE, 1);
        request.onupgradeneeded = () => request.result.createObjectStore(STORE);
        request.onerror = resolve;
        request.onsuccess = () => this.readAll(request.result, resolve);
      } catch {
        resolve(null);
      }
    });
  }

  /**
   * @param {IDBDatabase} database
   * @param {(value: unknown) => void} resolve
   */
  readAll(database, resolve) {
    const cursor = database.transaction(STORE).objectStore(STORE).openCursor();
    cursor.onerror = resolve;
    cursor.onsuccess = () => {
      const entry = cursor.result;
      if (!entry) {
        this.database = database;
        resolve(null);
        return;
      }
      const key = String(entry.key);
      const kept = key.startsWith(this.prefix) ? readKept(entry.value) : null;
      if (kept) this.fromDisk.set(kept.key, kept);
      entry.continue();
    };
  }

  /** Every sitting of this paper, the newer of its two copies. */
  all() {
    const newest = new Map(this.fromDisk);
    for (const kept of [...this.inStorage(), ...keptInFragment()]) {
      if (kept.count >= (newest.get(kept.key)?.count ?? 0)) newest.set(kept.key, kept);
    }
    return [...newest.values()];
  }

  /** @returns {Kept[]} */
  inStorage() {
    if (!this.storage) return [];
    const found = [];
    for (let at = 0; at < this.storage.length; at++) {
      const key = this.storage.key(at) ?? "";
      const kept = key.startsWith(this.prefix) ? readKept(this.storage.getItem(key)) : null;
      if (kept) found.push(kept);
    }
    return found;
  }

  /**
   * What another window may have saved meanwhile.
   * @param {string} key
   */
  latest(key) {
    return this.storage ? readKept(this.storage.getItem(this.prefix + key)) : null;
  }

  /**
   * Saves wherever it can be saved.
   * @param {Kept} kept
   */
  save(kept) {
    const text = JSON.stringify(kept);
    const isKept = [this.toDisk(kept.key, text), this.toStorage(kept.key, text)].includes(true);
    if (!isKept) this.inAddress = toFragment(text);
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  toDisk(key, text) {
    try {
      this.database
        ?.transaction(STORE, "readwrite")
        .objectStore(STORE)
        .put(text, this.prefix + key);
      return Boolean(this.database);
    } catch {
      return false;
    }
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  toStorage(key, text) {
    try {
      this.storage?.setItem(this.prefix + key, text);
      return Boolean(this.storage);
    } catch {
      return false; // it is full
    }
  }
}

/**
 * localStorage where it takes something; null where a browser has it and refuses.
 * @param {string} prefix
 */
function workingStorage(prefix) {
  try {
    window.localStorage.setItem(prefix, "");
    window.localStorage.removeItem(prefix);
    return window.localStorage;
  } catch {
    return null;
  }
}

/**
 * @param {unknown} text
 * @returns {Kept | null}
 */
function readKept(text) {
  try {
    const kept = JSON.parse(String(text));
    return Array.isArray(kept.answers) ? kept : null;
  } catch {
    return null;
  }
}

function keptInFragment() {
  const found = IN_FRAGMENT.exec(location.hash);
  const kept = found && readKept(decodeURIComponent(found[1]));
  return kept ? [kept] : [];
}

/** @param {string} text */
function toFragment(text) {
  const fragment = `#s=${encodeURIComponent(text)}`;
  try {
    history.replaceState(null, "", fragment);
  } catch {
    location.replace(fragment); // a browser counts how often the other is called
  }
  return location.hash === fragment;
}
