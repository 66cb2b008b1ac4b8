/* <hb-practice>: the hub, a run of questions, the score. The address says which: `#chapter=pay`, `#daily`, `#score`. */

import { make } from "../calculator/dom.js";
import { loadIndex } from "./bank.js";
import { chosen } from "./choose.js";
import { hub, scorePage } from "./hub.js";
import { drawPaper } from "./paper.js";
import { Progress, today } from "./progress.js";
import { requestFromFragment } from "./request.js";
import { Session } from "./session.js";

const FORBIDDEN = {
  getItem() {
    throw new Error("forbidden");
  },
};

class Practice extends HTMLElement {
  connectedCallback() {
    if (this.room) return;
    const { ui, base } = JSON.parse(this.querySelector("script").textContent);
    Object.assign(this, { ui, base, progress: new Progress(storage()) });
    this.querySelector(".hb-quiz__static")?.remove();
    this.room = make("div", {});
    this.append(this.room);
    window.addEventListener("hashchange", () => this.route());
    this.load();
  }

  async load() {
    this.room.replaceChildren(make("p", { role: "status" }, this.ui.quiz_loading));
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
    this.room.replaceChildren(make("p", { role: "alert" }, this.ui.quiz_not_loaded, " ", button));
  }

  route() {
    const mode = decodeURIComponent(location.hash.slice(1));
    if (!mode || mode === "top") this.home();
    else if (mode === "score") this.score();
    else this.begin(mode);
  }

  home(told = "") {
    const trouble = { unreadable: this.ui.quiz_unreadable, forbidden: this.ui.quiz_forbidden }[this.progress.trouble] ?? "";
    const { index, progress, ui } = this;
    this.room.replaceChildren(...hub({ index, progress, ui, day: today(), told: told || trouble, redraw: (text) => this.home(text) }));
  }

  score(results) {
    const { index, progress, ui, base } = this;
    this.room.replaceChildren(...scorePage({ index, progress, ui, base, results }));
    this.room.querySelector("[tabindex='-1']")?.focus();
  }

  /** A class's paper: the questions that the trainer drew. */
  paper() {
    const { index, ui } = this;
    const request = requestFromFragment(location.hash, index);
    const paper = drawPaper(index, request);
    const same = paper.items && paper.id === request.paper && request.version === index.version;
    const note = same ? ui.quiz_paper_is.replace("{id}", paper.id) : paper.items ? ui.quiz_paper_other : ui.quiz_paper_gone;
    return { questions: (paper.items ?? []).map((item) => item.question), note };
  }

  async begin(mode) {
    const { index, progress, ui, base } = this;
    const day = today();
    const isPaper = mode.startsWith("paper=");
    const seed = isPaper ? mode : `${mode}/${Date.now()}`;
    const { questions, note } = isPaper ? this.paper() : { questions: chosen(index, progress, mode, day, seed) };
    if (!questions.length) {
      const link = make("a", { href: "#" }, ui.quiz_leave);
      this.room.replaceChildren(make("p", { class: "hb-quiz__empty", role: "status" }, mode === "daily" ? ui.quiz_daily_done : (note ?? ui.quiz_empty), " ", link));
      return;
    }
    const finished = (results) => this.score(results);
    const session = new Session({ questions, seed, base, ui, index, progress, day, finished, trouble: (again) => this.retry(session, again) });
    this.room.replaceChildren(...[note && make("p", { class: "hb-quiz__notice", role: "status" }, note), session.element].filter(Boolean));
    await session.start();
  }

  retry(session, again) {
    this.fail(() => {
      this.room.replaceChildren(session.element);
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
