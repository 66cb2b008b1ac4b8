/* <hb-practice>: the hub, a run of questions, the score. The address says which: `#chapter=pay`, `#daily`, `#score`. */

import { today } from "../shared/clock.js";
import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { loadDrawing, loadIndex } from "./bank.js";
import { chosen } from "./choose.js";
import { modeOf } from "./request.js";
import { hub, scorePage } from "./hub.js";
import { Progress } from "./progress.js";
import { Session } from "./session.js";

const FORBIDDEN = {
  getItem() {
    throw new Error("forbidden");
  },
};

class Practice extends HTMLElement {
  connectedCallback() {
    if (this.view) return;
    const { ui, base } = JSON.parse(this.querySelector("script").textContent);
    Object.assign(this, { ui, base, progress: new Progress(storage()) });
    this.fallback = this.querySelector(".hb-quiz__static");
    this.view = make("div", {});
    this.append(this.view);
    window.addEventListener("hashchange", () => this.route());
    this.load();
  }

  async load() {
    this.fallback.hidden = true;
    this.view.replaceChildren(make("p", { role: "status" }, this.ui.quiz_loading));
    try {
      this.index = await loadIndex(this.base);
    } catch {
      this.fail(() => this.load());
      return;
    }
    this.route();
  }

  fail(again) {
    const button = make("button", { type: "button", click: again }, this.ui.quiz_retry);
    this.view.replaceChildren(make("p", { role: "alert" }, this.ui.quiz_not_loaded, " ", button));
  }

  /** Shows what the address asks for. Where that fails, what the build wrote comes back. */
  async route() {
    try {
      await this.show(modeOf(location.hash));
      this.fallback.hidden = true;
    } catch (error) {
      this.view.replaceChildren();
      this.fallback.hidden = false;
      throw error;
    }
  }

  async show(mode) {
    if (!mode || mode === "top") this.home();
    else if (mode === "score") this.score();
    else if (mode.startsWith("paper=")) await this.paper(mode);
    else {
      const seed = `${mode}/${Date.now()}`;
      await this.begin({ mode, seed, questions: chosen(this.index, this.progress, mode, today(), seed) });
    }
  }

  home(notice = "") {
    const trouble =
      { unreadable: this.ui.quiz_unreadable, forbidden: this.ui.quiz_forbidden }[this.progress.trouble] ?? "";
    const { index, progress, ui } = this;
    this.view.replaceChildren(
      ...hub({ index, progress, ui, day: today(), notice: notice || trouble, redraw: (text) => this.home(text) }),
    );
  }

  score(results) {
    const { index, progress, ui, base } = this;
    this.view.replaceChildren(...scorePage({ index, progress, ui, base, results }));
    this.view.querySelector("[tabindex='-1']")?.focus();
  }

  /** A class's paper: the questions that the trainer drew. */
  async paper(mode) {
    const { index, ui, base } = this;
    const fragment = location.hash;
    let drawing;
    try {
      drawing = await loadDrawing(base);
    } catch {
      this.fail(() => this.route());
      return;
    }
    if (location.hash !== fragment) return; // somebody has gone on meanwhile
    const request = drawing.requestFromFragment(fragment, index);
    const paper = drawing.drawPaper(index, request);
    const same = paper.items && paper.id === request.paper && request.version === index.version;
    const note = same
      ? fillWords(ui.quiz_paper_is, { id: paper.id })
      : paper.items
        ? ui.quiz_paper_other
        : ui.quiz_paper_gone;
    await this.begin({ mode, seed: mode, questions: (paper.items ?? []).map((item) => item.question), note });
  }

  /** A run; `note` stands above its questions. */
  async begin({ mode, seed, questions, note }) {
    const { index, progress, ui, base } = this;
    const day = today();
    if (!questions.length) {
      const link = make("a", { href: "#" }, ui.quiz_leave);
      this.view.replaceChildren(
        make(
          "p",
          { class: "hb-quiz__empty", role: "status" },
          mode === "daily" ? ui.quiz_daily_done : (note ?? ui.quiz_empty),
          " ",
          link,
        ),
      );
      return;
    }
    const finished = (results) => this.score(results);
    const session = new Session({
      questions,
      seed,
      base,
      ui,
      index,
      progress,
      day,
      finished,
      trouble: (again) => this.retry(session, again),
    });
    this.view.replaceChildren(
      ...[note && make("p", { class: "hb-quiz__notice", role: "status" }, note), session.element].filter(Boolean),
    );
    await session.start();
  }

  retry(session, again) {
    this.fail(() => {
      this.view.replaceChildren(session.element);
      again();
    });
  }
}

/** The device's storage; a stand-in that refuses where the browser forbids even to ask for it. */
function storage() {
  try {
    return window.localStorage;
  } catch {
    return FORBIDDEN;
  }
}

customElements.define("hb-practice", Practice);
