/* What the device keeps of one site: two handbooks on one host, and a copy for trial below another path, keep apart. */

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} KeptTexts */

const ROOM = "handbook.quiz";
const MOST_ASIDE = 99;
/** Names of what is kept beside progress: marks of what was read, and right answers of how many. */
export const READ = ".read";
export const LAST_MUST = ".must";

/** The device's storage; null where the browser forbids even to ask for it. */
export function deviceStorage(/** @type {"localStorage" | "sessionStorage"} */ name) {
  try {
    return window[name];
  } catch {
    return null;
  }
}

export class Device {
  /**
   * `root` is the path of the site on its host, with a slash at both ends.
   * @param {KeptTexts | null} storage
   * @param {string} root
   */
  constructor(storage, root) {
    this.storage = storage;
    this.key = `${root}.${ROOM}`;
    this.isForbidden = storage === null;
  }

  /**
   * The text under a name; null where there is none. What was kept before sites kept apart counts for each of them.
   * @param {string} [name]
   */
  read(name = "") {
    const own = this.get(`${this.key}${name}`);
    return own === null && !name ? this.get(ROOM) : own;
  }

  /**
   * Whether the device has kept it.
   * @param {string} text
   * @param {string} [name]
   */
  write(text, name = "") {
    try {
      this.storage?.setItem(`${this.key}${name}`, text);
    } catch {
      this.isForbidden = true;
    }
    return !this.isForbidden;
  }

  /** @param {string} name */
  remove(name) {
    try {
      this.storage?.removeItem(`${this.key}${name}`);
    } catch {
      this.isForbidden = true;
    }
  }

  /**
   * Puts a text aside that cannot be read, each under a name of its own.
   * @param {string} text
   */
  putAside(text) {
    for (let number = 1; number <= MOST_ASIDE; number++) {
      const kept = this.read(`.unreadable.${number}`);
      if (kept === null) this.write(text, `.unreadable.${number}`);
      if (kept === null || kept === text) return;
    }
  }

  /** @param {string} key */
  get(key) {
    try {
      return this.storage?.getItem(key) ?? null;
    } catch {
      this.isForbidden = true;
      return null;
    }
  }
}
