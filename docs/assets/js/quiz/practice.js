/* <hb-practice>: the hub, a run of questions, the score. The address says which: `#chapter=pay`, `#daily`, `#score`. */

import { today } from "../shared/clock.js";
import { dataIn, fallbackIn, make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { loadIndex } from "./bank.js";
import { chosen } from "./choose.js";
import { hub, scorePage } from "./hub.js";
import { Progress } from "./progress.js";
import { classRun, modeOf } from "./request.js";
import { Session } from "./session.js";

/** @import { ClassRun, Index, PageData, Question, Result } from "./types.js" */

const FORBIDDEN = {
  getItem() {
    throw new Error("forbidden");
  },
  setItem() {
    throw new Error("forbidden");
  },
};

class Practice {
  /**
   * @param {HTMLElement} view where the parts of the page stand
   * @param {Index} index
   * @param {PageData} data
   */
  constructor(view, index, { ui, base }) {
    this.view = view;
    this.index = index;
    this.ui = ui;
    this.base = base;
    this.progress = new Progress(storage());
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
    else {
      const seed = `${mode}/${Date.now()}`;
      await this.begin(mode, seed, chosen(this.index, this.progress, mode, today(), seed));
    }
  }

  home(notice = "") {
    const { index, progress, ui } = this;
    const troubles = { unreadable: ui.quiz_unreadable, forbidden: ui.quiz_forbidden, "": "" };
    const shown = notice || troubles[progress.trouble];
    const redraw = (/** @type {string} */ text) => this.home(text);
    this.view.replaceChildren(...hub({ index, progress, ui, day: today(), notice: shown, redraw }));
  }

  /** @param {Result[]} [results] of the run that has just ended */
  score(results) {
    const { index, progress, ui, base } = this;
    this.view.replaceChildren(...scorePage({ index, progress, ui, base, results }));
    /** @type {HTMLElement | null} */ (this.view.querySelector("[tabindex='-1']"))?.focus();
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
      this.view.replaceChildren(make("p", { class: "hb-quiz__empty", role: "status" }, text, " ", link));
      return;
    }
    const session = new Session(questions, seed, {
      base,
      ui,
      index,
      progress,
      day: today(),
      paperSeed,
      finished: (results) => this.score(results),
      trouble: (again) => this.retry(session, again),
    });
    this.view.replaceChildren(session.element);
    if (note) this.view.prepend(make("p", { class: "hb-quiz__notice", role: "status" }, note));
    await session.start();
  }

  /**
   * @param {Session} session
   * @param {() => void} again
   */
  retry(session, again) {
    this.offerAgain(() => {
      this.view.replaceChildren(session.element);
      again();
    });
  }

  /** @param {() => unknown} again */
  offerAgain(again) {
    this.view.replaceChildren(notLoaded(this.ui, again));
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

/** The device's storage; a stand-in that refuses where the browser forbids even to ask for it. */
function storage() {
  try {
    return window.localStorage;
  } catch {
    return FORBIDDEN;
  }
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
      practice.view.replaceChildren();
      fallbackIn(this).hidden = false;
      throw error;
    }
  }
}

customElements.define("hb-practice", PracticeElement);
