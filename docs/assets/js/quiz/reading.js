/* The page of a new hire: what has been read is remembered on the device, chapter by chapter, and how practice went. */

import { dataIn, make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { Device, deviceStorage, LAST_MUST, READ } from "./device.js";

/** @import { PageData } from "./types.js" */

class Path {
  /** @param {HTMLElement} host */
  constructor(host) {
    const { ui, root } = /** @type {PageData} */ (dataIn(host));
    this.ui = ui;
    this.device = new Device(deviceStorage("localStorage"), new URL(root, location.href).pathname);
    this.folds = [...host.querySelectorAll("details")];
    this.sum = make("p", { class: "hb-path__sum" });
    this.meter = make("progress", { max: this.count(this.folds), value: 0, "aria-label": "" });
    this.next = make("button", { type: "button", class: "hb-path__go hb-screen", click: () => this.open() });
    host.prepend(this.meter, this.sum, this.next);
    const near = new IntersectionObserver((seen) =>
      seen.forEach(({ isIntersecting, target }) => isIntersecting && this.wasRead(target.closest("details"))),
    );
    this.folds.forEach((fold) => near.observe(/** @type {Element} */ (fold.lastElementChild)));
    this.show();
  }

  /** The folds that were read as they stand now: what changed since is to be read again.
   * @returns {string[]} */
  get read() {
    try {
      const kept = /** @type {unknown} */ (JSON.parse(this.device.read(READ) ?? "[]"));
      return Array.isArray(kept) ? kept.map(String) : [];
    } catch {
      return [];
    }
  }

  /** @param {HTMLDetailsElement | null} fold */
  wasRead(fold) {
    const { read } = this;
    const mark = fold?.dataset.mark;
    if (!fold?.open || !mark || read.includes(mark)) return;
    const all = this.folds.map(({ dataset }) => dataset.mark);
    this.device.write(JSON.stringify([...read.filter((each) => all.includes(each)), mark]), READ);
    this.show();
  }

  /** @param {HTMLDetailsElement[]} folds */
  count(folds) {
    return folds.reduce((sum, { dataset }) => sum + Number(dataset.count), 0);
  }

  show() {
    const { read, ui, folds } = this;
    const done = folds.filter(({ dataset }) => read.includes(dataset.mark ?? ""));
    const facts = { n: this.count(done), count: this.count(folds) };
    this.sum.textContent = fillWords(ui.path_sum, facts);
    this.meter.value = facts.n;
    this.meter.setAttribute("aria-label", this.sum.textContent);
    this.next.textContent = facts.n ? ui.path_go_on : ui.path_start;
    this.next.hidden = facts.n === facts.count;
    done.forEach((fold) => {
      const note = fold.querySelector("summary small");
      if (note) note.textContent = ui.path_was_read;
    });
  }

  /** Opens what is to be read next. */
  open() {
    const { read } = this;
    const next = this.folds.find(({ dataset }) => !read.includes(dataset.mark ?? ""));
    if (!next) return;
    next.open = true;
    next.scrollIntoView();
    next.querySelector("summary")?.focus({ preventScroll: true });
  }
}

/**
 * How the last run of these clauses went, beside the way into practice.
 * @param {Path} path
 */
function sayPractised({ device, ui }) {
  const place = document.querySelector(".hb-path__practised");
  const [right, count] = (device.read(LAST_MUST) ?? "").split("/").map(Number);
  if (place && count > 0) place.textContent = fillWords(ui.path_practised, { right, count });
}

const host = /** @type {HTMLElement | null} */ (document.querySelector(".hb-path__read"));
if (host) sayPractised(new Path(host));
