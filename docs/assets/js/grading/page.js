/* The page for grading: a trainer chooses the paper's file, gives what came in, and has the results. Nothing leaves the page. */

import { canonical } from "../exam/canonical.js";
import { PasteTooLong } from "../exam/pasted.js";
import { shownNumber } from "../exam/signs.js";
import { make } from "../shared/dom.js";
import { saveFile } from "../shared/saving.js";
import { CorrectionForm } from "./correction_form.js";
import { Entry } from "./entry.js";
import { readBrought } from "./files.js";
import { PaperList } from "./paper_list.js";
import { grade } from "./results.js";
import { shownResults } from "./shown.js";
import { sayIn } from "./tables.js";
import { resultsCsv, resultsJson, resultsXlsx } from "./writing.js";

/** @import { FrozenFile } from "../exam/types.js" */
/** @import { Facts } from "../shared/types.js" */
/** @import { Brought, GradingData, LoadHandouts, Results, SeatsFile } from "./types.js" */

const WAIT = 300; // milliseconds after the last key of a paste
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export class GradePage {
  /**
   * @param {GradingData} data
   * @param {LoadHandouts} loadHandouts
   */
  constructor(data, loadHandouts) {
    this.data = data;
    this.loadHandouts = loadHandouts;
    this.say = (/** @type {string} */ key, /** @type {Facts} */ facts = {}) =>
      sayIn(data.words, `grade_page.${key}`, facts);
    /** @type {FrozenFile | null} */
    this.file = null;
    /** @type {SeatsFile | null} */
    this.seats = null;
    /** @type {Map<string, string>} */
    this.texts = new Map();
    /** @type {Set<string>} */
    this.counted = new Set();
    /** @type {Results | null} */
    this.results = null;
    this.waiting = 0; // not 0 while a paste is still to be marked
    this.offered = ""; // for which results the buttons stand there
    /** @type {Promise<unknown>} */
    this.brought = Promise.resolve();
    this.papers = new PaperList(data.words, {
      changed: () => this.mark(),
      change: (typed) => this.entry?.change(typed),
    });
    const { say } = this;
    this.loaded = make("ul", { class: "hb-grade__loaded", role: "status" });
    this.paste = make("textarea", { id: "hb-grade-paste", rows: 6, input: () => this.later() });
    this.pasteSaid = make("p", { class: "hb-grade__said", role: "status" });
    this.typing = make("div", { hidden: true });
    this.actions = make("div", { class: "hb-grade__actions" });
    this.handed = make("p", { class: "hb-grade__wrong", role: "alert" });
    this.site = make("input", { type: "text", inputmode: "url", value: data.site, autocomplete: "off" });
    this.view = make("div", {}, make("p", { class: "hb-grade__empty" }, say("no_paper")));
    this.correcting = make("div", { hidden: true });
    this.element = make(
      "div",
      { class: "hb-grade__page" },
      this.filePart(),
      part(
        say("paste"),
        make("label", { for: "hb-grade-paste", class: "hb-grade__hint" }, say("paste_label")),
        this.paste,
        this.pasteSaid,
      ),
      this.typing,
      this.resultPart(),
      this.correcting,
    );
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      this.bring(event.dataTransfer?.files);
    });
  }

  resultPart() {
    const label = make("label", {}, make("span", {}, this.say("site")), this.site);
    const hint = make("p", { class: "hb-grade__hint" }, this.say("site_hint"));
    this.where = make("details", { hidden: true }, make("summary", {}, this.say("site_title")), hint, label);
    const results = part(this.say("results"), this.actions, this.handed, this.where, this.view);
    results.classList.add("hb-grade__results");
    return results;
  }

  filePart() {
    const { say } = this;
    const input = make("input", {
      type: "file",
      multiple: true,
      change: async () => {
        await this.bring(input.files);
        input.value = "";
      },
    });
    this.chooser = make("label", { class: "hb-grade__file" }, say("choose"), input);
    const hint = make("p", { class: "hb-grade__hint" }, say("files_hint"));
    return part(
      say("files"),
      hint,
      make("p", {}, this.chooser, " ", make("span", { class: "hb-grade__hint" }, say("drop"))),
      this.loaded,
    );
  }

  /** Papers first: what else there is is read by them, and by those that were brought before.
   * @param {FileList | null | undefined} files */
  bring(files) {
    const all = [...(files ?? [])].sort(
      (one, other) => Number(isPaperName(other.name)) - Number(isPaperName(one.name)),
    );
    this.brought = this.brought.catch(Boolean).then(() => this.takeAll(all));
    return this.brought;
  }

  /** @param {File[]} files */
  async takeAll(files) {
    for (const file of files) {
      let brought;
      try {
        brought = await readBrought(file, this.file, this.data.headings);
      } catch {
        brought = { refused: "refused_other" };
      }
      this.take(file.name, brought);
    }
    this.mark();
  }

  /**
   * @param {string} name
   * @param {Brought} brought
   */
  take(name, brought) {
    const { refused, file, seats, text, papers = [], problems = [], formulas = [] } = brought;
    if (refused) this.tell(this.say(refused, { name }), true);
    else if (file) this.open(file);
    else if (seats) this.openSeats(seats);
    else if (text !== undefined) this.addText(name, text);
    else {
      const words = this.data.words;
      for (const { kind, facts } of problems)
        this.tell(`${name}: ${sayIn(words, `grading.typed.${kind}`, facts)}`, true);
      if (formulas.length) this.tell(sayIn(words, "grading.typed.formula", { cells: formulas.join(" ") }), true);
      if (problems.length || formulas.length) return;
      this.papers.addAll(papers);
      this.tell(this.say("read_sheet", { name, count: papers.length }));
    }
  }

  /** @param {FrozenFile} file */
  open(file) {
    const isOther = this.file?.paper.number !== file.paper.number;
    this.file = file;
    if (isOther) {
      this.counted.clear();
      this.papers.open(file.paper);
      if (this.seats?.paper !== file.paper.number) this.seats = null;
    }
    this.showLoaded();
    this.prepare(file);
  }

  /** @param {SeatsFile} seats */
  openSeats(seats) {
    this.seats = seats;
    this.showLoaded();
    if (this.entry) this.entry.seats = seats.seats;
  }

  /** What a paper is typed with, and corrected.
   * @param {FrozenFile} file */
  prepare(file) {
    const { say, data } = this;
    this.entry = new Entry(file.paper, this.seats?.seats ?? [], data.words, (typed) => {
      const count = this.papers.add(typed);
      this.entry?.say("entered", { who: typed.name || typed.number, count });
    });
    const hint = make("p", { class: "hb-grade__hint" }, say("typed_hint"));
    const sheet = button(say("blank_sheet"), () => this.papers.saveSheet([]), "quiet");
    this.typing.replaceChildren(part(say("typed"), hint, this.entry.element, this.papers.element, sheet));
    const correction = new CorrectionForm(file, data.words, (corrected, told) => {
      this.open(corrected);
      this.mark();
      this.tell(told);
      this.saveLater(corrected);
    });
    this.correcting.replaceChildren(correction.element);
    this.chooser?.classList.add("hb-grade__file--quiet");
    this.typing.hidden = this.correcting.hidden = false;
  }

  showLoaded() {
    const { say, file, seats } = this;
    const lines = [];
    if (file) {
      const { title, number, questions, pass } = file.paper;
      const facts = { title, number: shownNumber(number), questions: questions.length, points: pass };
      lines.push(say("paper_is", facts));
      if (file.key.revision > 1) lines.push(say("revision_is", { revision: file.key.revision }));
    }
    if (seats) lines.push(say("seats_are", { count: seats.seats.length }));
    this.loaded.replaceChildren(...lines.map((line) => make("li", {}, line)));
  }

  /** A corrected file is to be kept: the button stays until it was pressed.
   * @param {FrozenFile} file */
  saveLater(file) {
    const name = `${shownNumber(file.paper.number)}-${file.key.revision}.paper.json`;
    const save = button(this.say("correct_save"), () => {
      saveFile(name, canonical(file), "application/json");
      item.remove();
    });
    const item = make("li", {}, save);
    this.loaded.append(item);
    save.focus();
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  addText(name, text) {
    this.texts.set(name, text);
    const remove = button(
      this.say("remove", { name }),
      () => {
        this.texts.delete(name);
        item.remove();
        this.mark();
      },
      "quiet",
    );
    const item = make("li", {}, this.say("read_text", { name }), " ", remove);
    this.loaded.append(item);
  }

  /** @param {string} text */
  tell(text, isWrong = false) {
    this.loaded.append(make("li", { class: isWrong && "hb-grade__wrong" }, text));
  }

  later() {
    clearTimeout(this.waiting);
    this.pasteSaid.textContent = this.say("reading");
    this.waiting = window.setTimeout(() => this.mark(), WAIT);
  }

  mark() {
    clearTimeout(this.waiting);
    this.waiting = 0;
    const { file, say } = this;
    if (!file) return;
    const text = [this.paste.value, ...this.texts.values()].join("\n");
    try {
      const typed = this.papers.papers;
      this.results = grade(file, { text, typed, seats: this.seats?.seats ?? null, counted: this.counted });
      this.pasteSaid.textContent = text.trim()
        ? say("came", { count: this.results.people.filter((each) => !each.typed).length })
        : "";
    } catch (error) {
      if (!(error instanceof PasteTooLong)) throw error;
      this.results = null;
      this.pasteSaid.textContent = say("paste_too_long");
    }
    this.show();
  }

  show() {
    const { results, say } = this;
    this.handed.textContent = "";
    if (!results || (!results.people.length && !results.told.length)) {
      this.offer(null);
      this.view.replaceChildren(make("p", { class: "hb-grade__empty" }, say("nothing_yet")));
      return;
    }
    this.offer(results);
    if (this.where) this.where.hidden = false;
    const parts = shownResults(results, this.data.words, (texts, chosen) => this.choose(texts, chosen));
    this.view.replaceChildren();
    for (const each of parts) if (each) this.view.append(each);
  }

  /**
   * @param {string[]} texts
   * @param {string} chosen
   */
  choose(texts, chosen) {
    for (const text of texts) this.counted.delete(text);
    this.counted.add(chosen);
    this.mark();
  }

  /** What can be done with results. Buttons that fit stay, so that a press is not lost while they are marked anew.
   * @param {Results | null} results */
  offer(results) {
    const failed = Boolean(results?.people.some((each) => !each.passed));
    const offered = results ? `${results.paper} ${failed}` : "";
    if (offered === this.offered) return;
    this.offered = offered;
    this.actions.replaceChildren();
    for (const each of results ? this.downloads(results.paper, failed) : []) if (each) this.actions.append(each);
  }

  /** The results of all that is there, also of what was pasted a moment ago. */
  settled() {
    if (this.waiting) this.mark();
    return this.results;
  }

  /**
   * @param {string} paper
   * @param {boolean} failed
   */
  downloads(paper, failed) {
    const { say, data } = this;
    const { words } = data;
    const number = shownNumber(paper);
    const name = sayIn(words, "grading.file.results", { number });
    const personal = sayIn(words, "grading.file.personal", { number });
    /** @type {(as: string, type: string, write: (results: Results) => string | Uint8Array) => () => unknown} */
    const saved = (as, type, write) => () => this.hand(as, type, write);
    /** @type {(what: "personalHtml" | "allFiles", as: string, type: string) => () => unknown} */
    const handed = (what, as, type) => () => this.hand(as, type, (results) => this.handout(what, results));
    return [
      button(
        say("download_xlsx"),
        saved(`${name}.xlsx`, XLSX, (results) => resultsXlsx(results, words)),
        "first",
      ),
      failed && button(say("personal"), handed("personalHtml", `${personal}.html`, "text/html")),
      button(say("all_files"), handed("allFiles", `${name}.zip`, "application/zip")),
      button(say("print"), () => (this.settled(), window.print()), "quiet"),
      button(
        say("download_csv"),
        saved(`${name}.csv`, "text/csv", (results) => resultsCsv(results, words)),
        "quiet",
      ),
      button(
        say("download_json"),
        saved(`${name}.json`, "application/json", (results) => resultsJson(results)),
        "quiet",
      ),
    ];
  }

  /**
   * Has a file saved that is made now; below its button it says where nothing came of it.
   * @param {string} name
   * @param {string} type
   * @param {(results: Results) => string | Uint8Array | Promise<string | Uint8Array | null>} write null where its script cannot be had
   */
  async hand(name, type, write) {
    const results = this.settled();
    if (!results) return;
    this.handed.textContent = "";
    try {
      const made = await write(results);
      if (made === null) this.handed.textContent = this.say("not_loaded");
      else saveFile(name, made, type);
    } catch (error) {
      this.handed.textContent = this.say("not_made", { name });
      throw error; // the console says where
    }
  }

  /**
   * @param {"personalHtml" | "allFiles"} what
   * @param {Results} results
   */
  async handout(what, results) {
    const loaded = await this.loadHandouts().catch(() => null);
    if (!loaded || !this.file) return null;
    return loaded.handouts[what](loaded.template, this.data.words, this.file, results, this.site.value.trim());
  }
}

/** @param {string} name */
function isPaperName(name) {
  return name.endsWith(".paper.json");
}

/**
 * @param {string} title
 * @param {(import("../shared/types.js").Child)[]} parts
 */
function part(title, ...parts) {
  return make("section", { class: "hb-grade__part" }, make("h2", {}, title), parts);
}

/**
 * @param {string} text
 * @param {() => unknown} click
 * @param {"first" | "second" | "quiet"} look
 */
function button(text, click, look = "second") {
  return make("button", { type: "button", class: `hb-grade__${look}`, click }, text);
}
