/* <hb-practice>: the hub, a run of questions, the score. The address says which: `#chapter=pay`, `#daily`, `#score`. */

import { today } from "../shared/clock.js";
import { dataIn, fallbackIn, make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { loadIndex } from "./bank.js";
import { chosen } from "./choose.js";
import { Device, deviceStorage, LAST_MUST } from "./device.js";
import { countsOf, hub } from "./hub.js";
import { Progress } from "./progress.js";
import { classRun, modeOf } from "./request.js";
import { Runs } from "./runs.js";
import { scorePage } from "./score.js";
import { Session } from "./session.js";

/** @import { ClassRun, Index, PageData, Question, Result } from "./types.js" */

const IN_RUN = "hb-in-run"; // the page's head makes way

class Practice {
  /**
   * @param {HTMLElement} view where the parts of the page stand
   * @param {Index} index
   * @param {PageData} data
   */
  constructor(view, index, { ui, base, root }) {
    this.view = view;
    this.index = index;
    this.ui = ui;
    this.base = base;
    this.root = new URL(root, location.href).pathname;
    this.progress = new Progress(new Device(deviceStorage("localStorage"), this.root));
  }

  get runs() {
    return Runs.here(this.root, this.index);
  }

  /** Shows parts of the page; in a run nothing else stands there. */
  put(/** @type {boolean} */ isRun, /** @type {(Node | string)[]} */ ...parts) {
    document.documentElement.classList.toggle(IN_RUN, isRun);
    this.view.replaceChildren(...parts);
  }

  /**
   * Shows what the address asks for.
   * @param {string} mode
   */
  async show(mode) {
    const run = classRun(location.hash);
    if (!mode || mode === "top") this.home();
    else if (mode === "score") this.score();
    else if (run) await this.together(mode, run);
    else await this.alone(mode);
  }

  home(notice = "") {
    const { progress, ui } = this;
    const troubles = { unreadable: ui.quiz_unreadable, forbidden: ui.quiz_forbidden, "": "" };
    const redraw = (/** @type {string} */ text) => this.home(text);
    const told = notice || troubles[progress.trouble];
    this.put(false, ...hub(() => this.counts, progress, this.runs, ui, told, redraw));
  }

  /** What the hub counts, as it is now. */
  get counts() {
    const { index, progress, ui } = this;
    return countsOf({ index, progress, ui, day: today(), begun: this.runs.begun() });
  }

  /**
   * @param {string} mode
   * @param {Result[]} [results] of the run that has just ended
   */
  score(mode = "", results) {
    const { index, progress, ui, base } = this;
    this.put(false, ...scorePage({ index, progress, ui, base, day: today(), mode, results }));
    window.scrollTo(0, 0);
    /** @type {HTMLElement | null} */ (this.view.querySelector("[tabindex='-1']"))?.focus({ preventScroll: true });
  }

  /** Another tab has kept progress: the counts that this one shows follow. */
  otherTab() {
    this.progress.refresh();
    this.view.querySelector(".hb-quiz__hub")?.replaceChildren(...this.counts);
  }

  /** @param {string} mode */
  async alone(mode) {
    const kept = this.runs.begun(addressOfRun());
    const seed = kept?.seed ?? `${mode}/${Date.now()}`;
    const { index, progress } = this;
    const questions = kept
      ? kept.ids.map((id) => index.byId.get(id)).filter(isThere)
      : chosen(index, progress, mode, today(), seed);
    await this.begin(mode, seed, questions);
  }

  /**
   * Just these questions: those of a class's paper in its order and with its letters, or those of a link from an exam.
   * @param {string} mode
   * @param {ClassRun} run
   */
  async together(mode, { ids, seed, paper, version }) {
    const { index, ui } = this;
    const questions = ids.map((id) => index.byId.get(id)).filter(isThere);
    const same = questions.length === ids.length && version === index.version;
    const note = same
      ? fillWords(ui.quiz_paper_is, { id: paper })
      : questions.length
        ? ui.quiz_paper_other
        : ui.quiz_paper_gone;
    await this.begin(mode, mode, questions, seed === null ? "" : note, seed);
  }

  /**
   * A run; `note` stands above its questions.
   * @param {string} mode
   * @param {string} seed
   * @param {Question[]} questions
   */
  async begin(mode, seed, questions, note = "", /** @type {string | null} */ paperSeed = null) {
    const { index, progress, ui, base } = this;
    if (!questions.length) {
      const text = mode === "daily" ? ui.quiz_daily_done : note || ui.quiz_empty;
      const link = make("a", { href: "#" }, ui.quiz_leave);
      this.put(false, make("p", { class: "hb-quiz__empty", role: "status" }, text, " ", link));
      return;
    }
    const { runs } = this;
    const address = addressOfRun();
    const kept = runs.begun(address);
    const session = new Session(questions, seed, {
      base,
      ui,
      index,
      progress,
      day: today(),
      paperSeed,
      keep: (run) => runs.keep({ mode: address, seed, ...run }),
      finished: (results) => {
        runs.end(address);
        const right = results.filter((each) => each.right).length;
        if (mode === "must") progress.device.write(`${right}/${results.length}`, LAST_MUST);
        this.score(mode, results);
      },
      trouble: (again) => this.retry(session, again),
    });
    const above = note ? [make("p", { class: "hb-quiz__notice", role: "status" }, note)] : [];
    this.put(true, ...above, session.element);
    await session.start(kept?.ids.length === questions.length ? kept : null);
  }

  /**
   * @param {Session} session
   * @param {() => void} again
   */
  retry(session, again) {
    this.offerAgain(() => {
      this.put(true, session.element);
      again();
    });
  }

  /** @param {() => unknown} again */
  offerAgain(again) {
    this.put(false, notLoaded(this.ui, again));
  }
}

/**
 * @template T
 * @param {T | undefined} value
 * @returns {value is T}
 */
function isThere(value) {
  return value !== undefined;
}

/**
 * @param {PageData["ui"]} ui
 * @param {() => unknown} again
 */
function notLoaded(ui, again) {
  const button = make("button", { type: "button", click: again }, ui.quiz_retry);
  return make("p", { role: "alert" }, ui.quiz_not_loaded, " ", button);
}

/** The address of a run, as it stands there. */
function addressOfRun() {
  return location.hash.slice(1);
}

class PracticeElement extends HTMLElement {
  connectedCallback() {
    if (this.view) return;
    const data = /** @type {PageData} */ (dataIn(this));
    this.view = make("div");
    this.append(this.view);
    this.load(this.view, data);
  }

  /**
   * @param {HTMLElement} view
   * @param {PageData} data
   */
  async load(view, data) {
    fallbackIn(this).hidden = true;
    view.replaceChildren(make("p", { role: "status" }, data.ui.quiz_loading));
    let index;
    try {
      index = await loadIndex(data.base);
    } catch {
      view.replaceChildren(notLoaded(data.ui, () => this.load(view, data)));
      return;
    }
    const practice = new Practice(view, index, data);
    window.addEventListener("hashchange", () => this.route(practice));
    window.addEventListener("storage", () => practice.otherTab());
    await this.route(practice);
  }

  /**
   * Where something fails, what the build has written comes back.
   * @param {Practice} practice
   */
  async route(practice) {
    try {
      await practice.show(modeOf(location.hash));
      fallbackIn(this).hidden = true;
    } catch (error) {
      practice.put(false);
      fallbackIn(this).hidden = false;
      throw error;
    }
  }
}

customElements.define("hb-practice", PracticeElement);
