/* On every page: lets the browser store the handbook, says so once it is stored, and announces a new version. Whatever the
   browser refuses, the page stays as it is. */

import { make } from "../shared/dom.js";
import { loaded } from "../shared/loading.js";

/** @import { OfflineWords, Told } from "./types.js" */

const LATER = "handbook.later"; // in the session's store: the version that the reader does not want now
const WHILE_IDLE_MS = 2000; // where the browser does not say when it is idle
const BETWEEN_LOOKS_MS = 600_000;

class Offline {
  /**
   * @param {ServiceWorkerRegistration} registration
   * @param {string} root
   * @param {string} version of this page
   */
  constructor(registration, root, version) {
    this.registration = registration;
    this.root = root;
    this.version = version;
    this.looked = Date.now();
    /** @type {HTMLElement | null} */
    this.bar = null;
    registration.addEventListener("updatefound", () => this.follow());
    document.addEventListener("visibilitychange", () => document.hidden || this.again());
    window.addEventListener("pageshow", (event) => event.persisted && this.look());
    this.follow();
    this.look();
  }

  /** A version on its way. */
  follow() {
    this.registration.installing?.addEventListener("statechange", () => this.look());
  }

  /** A page left open asks for a new version when it is returned to. */
  again() {
    this.look();
    if (Date.now() - this.looked < BETWEEN_LOOKS_MS) return;
    this.looked = Date.now();
    this.registration.update().catch(() => {});
  }

  async look() {
    const { active } = this.registration;
    if (!active || active.state !== "activated") return;
    const { version, isStored, words } = await ask(active, this.version);
    if (isStored) sayStored(words);
    if (this.registration.waiting || version !== this.version) await this.announce(words);
  }

  /** @param {OfflineWords} words */
  async announce(words) {
    if (this.bar || wasPutOff(this.version)) return;
    const told = make("p", {});
    this.bar = make("div", { class: "hb-newer md-typeset hb-screen", role: "status" }, told);
    await loaded(make("link", { rel: "stylesheet", href: `${this.root}assets/css/offline.css` })).catch(() => {});
    document.body.append(this.bar);
    told.append(words.newer); // into a region that is there already, so that it is announced
    this.bar.append(
      make(
        "button",
        { type: "button", class: "md-button md-button--primary", click: () => this.update() },
        words.update,
      ),
      make("button", { type: "button", class: "md-button", click: () => this.putOff() }, words.later),
    );
  }

  /** The new version, for this page now; other windows have it when they are used next. */
  update() {
    const { waiting } = this.registration;
    if (!waiting) {
      location.reload();
      return;
    }
    waiting.addEventListener("statechange", () => waiting.state === "activated" && location.reload());
    waiting.postMessage({ take: true });
  }

  putOff() {
    this.bar?.remove();
    try {
      sessionStorage.setItem(LATER, this.version);
    } catch {
      // then it is announced again on the next page
    }
  }
}

/** @param {string} version */
function wasPutOff(version) {
  try {
    return sessionStorage.getItem(LATER) === version;
  } catch {
    return false;
  }
}

/**
 * @param {ServiceWorker} worker
 * @param {string} version of the page
 * @returns {Promise<Told>}
 */
function ask(worker, version) {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ version }, [channel.port2]);
  });
}

/** @param {OfflineWords} words */
function sayStored(words) {
  const foot = document.querySelector(".md-copyright");
  if (!foot || foot.querySelector(".hb-stored")) return;
  const told = make("div", { class: "hb-stored", role: "status" });
  foot.append(told);
  told.append(words.stored);
}

/** When the browser has nothing else to do. */
function idle() {
  return new Promise((resolve) => {
    if (window.requestIdleCallback) window.requestIdleCallback(resolve, { timeout: WHILE_IDLE_MS });
    else setTimeout(resolve, WHILE_IDLE_MS);
  });
}

/** Whether the reader has asked for few bytes, and the handbook is not stored yet. */
function isSaving() {
  const { connection } = /** @type {Navigator & { connection?: { saveData?: boolean } }} */ (navigator);
  return Boolean(connection?.saveData) && !navigator.serviceWorker.controller;
}

async function begin() {
  const manifest = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=manifest]"));
  if (!manifest || isSaving()) return;
  await idle();
  const root = new URL(".", manifest.href).href;
  const registration = await navigator.serviceWorker.register(`${root}sw.js`);
  if (registration) new Offline(registration, root, manifest.dataset.version || "");
}

begin().catch(() => {}); // plain HTTP, a private window, a host that does not have the file: all works as before
