/* <hb-signoff>: from a pasted list of names a trainer makes sheets to sign, and sees who has not signed. */

import { readPaper } from "../exam/frozen.js";
import { PasteTooLong } from "../exam/pasted.js";
import { loadFiles } from "../quiz/bank.js";
import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { Latest } from "../shared/latest.js";
import { saveFile } from "../shared/saving.js";
import { compareWithStaff, comparisonWorkbook, gatheredInSheet, gatheredInText, summaryOf } from "./checking.js";
import { asWorkbook, attendanceList, roleOf, signoffSheet } from "./documents.js";
import { labelled, listed, part, signButton, textField } from "./fields.js";
import { rowsOfFile, sayProblem } from "./files.js";
import { mount } from "./mounting.js";
import { printSigned, saveForWord } from "./printing.js";
import { textOfBytes } from "../archive/delimited.js";
import { readStaff, readStaffText } from "./staff.js";

/** @import { PageData } from "../quiz/types.js" */
/** @import { Comparison, Gathered, ListProblem, Person, SignedDocument, SignoffData, StaffList, Training } from "./types.js" */

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const MOST_TOLD = 20; // problems of a list

class TrainersPage {
  /**
   * @param {SignoffData} data
   * @param {PageData} page
   */
  constructor({ version, words, headings }, { base }) {
    this.version = version;
    this.words = words;
    this.headings = headings;
    this.base = base;
    this.lists = new Latest();
    this.trainings = new Latest();
    this.comparisons = new Latest();
    /** @type {Person[]} */
    this.people = [];
    /** @type {Training["papers"]} */
    this.papers = [];
    this.staffText = make("textarea", { rows: 6, spellcheck: "false", input: () => this.readText() });
    this.staffFile = make("input", { type: "file", accept: ".xlsx,.csv,.txt", change: () => this.readFile() });
    this.staffSaid = make("div", { role: "status", class: "hb-sign__said" });
    this.sheetSaid = make("div", { role: "status", class: "hb-sign__said" });
    this.training = make("div", { class: "hb-sign__row" }, this.trainingFields());
    this.lines = make("textarea", { rows: 6, spellcheck: "false" });
    this.returned = make("input", { type: "file", multiple: true, accept: ".xlsx,.csv,.txt" });
    this.result = make("div", { role: "status", class: "hb-sign__said" });
  }

  parts() {
    const { words } = this;
    return [
      part(
        words.page_list,
        make("p", {}, words.page_private),
        labelled(words.page_paste, this.staffText, words.page_paste_hint),
        labelled(words.page_file, this.staffFile),
        this.staffSaid,
      ),
      part(
        words.sheet_people,
        make("p", {}, words.page_sheet),
        make(
          "p",
          { class: "hb-sign__bar" },
          this.buttons(() => this.sheet(), words.sheet_people),
        ),
        this.sheetSaid,
      ),
      part(
        words.page_attendance,
        this.training,
        make(
          "p",
          { class: "hb-sign__bar" },
          this.buttons(() => this.attendance(), words.page_attendance),
        ),
      ),
      part(
        words.page_check,
        make("p", {}, words.page_check_about),
        labelled(words.page_lines, this.lines, words.page_lines_hint),
        labelled(words.page_returned, this.returned, words.page_returned_hint),
        make(
          "p",
          { class: "hb-sign__bar" },
          signButton(words.page_compare, () => this.compare(), true),
        ),
        this.result,
      ),
    ];
  }

  trainingFields() {
    const { words } = this;
    const papers = make("input", { type: "file", multiple: true, accept: ".json" });
    papers.addEventListener("change", () => this.readPapers(papers.files));
    this.papersSaid = make("div", { role: "status" });
    return [
      textField(words.page_training, "training"),
      textField(words.sheet_date, "day", { type: "date" }),
      textField(words.page_place, "place"),
      textField(words.sheet_trainer, "trainer"),
      labelled(words.page_papers, papers, words.page_papers_hint),
      this.papersSaid,
    ];
  }

  // The staff list

  readText() {
    this.lists.begin();
    const text = this.staffText.value;
    this.show(text.trim() ? readStaffText(text, this.headings) : { people: [], problems: [] });
  }

  async readFile() {
    const file = this.staffFile.files?.[0];
    if (!file) return;
    const isLast = this.lists.begin();
    await this.trying(this.staffSaid, async () => {
      const { rows, problems } = await rowsOfFile(file, this.base);
      if (isLast()) this.show(problems.length ? { people: [], problems } : readStaff(rows, this.headings));
    });
  }

  /** @param {StaffList} list */
  show({ people, problems }) {
    const { words, version } = this;
    this.people = problems.length ? [] : people;
    if (problems.length) return this.refuse(this.staffSaid, problems);
    if (!people.length) return this.staffSaid.replaceChildren();
    const unknown = [...new Set(people.map(({ role }) => role).filter((role) => role && !roleOf(version, role)))];
    this.staffSaid.replaceChildren(
      make("p", {}, make("b", {}, fillWords(words.sheet_count, { n: people.length }))),
      unknown.length
        ? make("p", {}, fillWords(words.command_unknown_roles, { roles: unknown.join(words.between) }))
        : "",
    );
    return undefined;
  }

  /**
   * @param {HTMLElement} where
   * @param {ListProblem[]} problems
   * @param {string} name
   */
  refuse(where, problems, name = "") {
    const told = problems.slice(0, MOST_TOLD).map((problem) => sayProblem(problem, this.words));
    const more = problems.length - told.length;
    if (more) told.push(fillWords(this.words.page_more, { n: more }));
    where.replaceChildren(listed(told, [this.words.page_wrong, name].filter(Boolean).join(" ")) ?? "");
  }

  // Sheets

  /**
   * What can be done with a document.
   * @param {() => SignedDocument | null} made
   * @param {string} name
   */
  buttons(made, name) {
    const { words, base, version } = this;
    const act = (/** @type {(document: SignedDocument) => Promise<void>} */ work) => async () => {
      const document = made();
      if (document) await this.trying(this.sheetSaid, () => work(document));
    };
    const save = act(async (document) => {
      const { workbook } = await loadFiles(base);
      saveFile(`${name} ${version.day}.xlsx`, asWorkbook(document, workbook), XLSX);
    });
    return [
      signButton(
        words.page_print,
        act((document) => printSigned(document, base, version.lang, this.sheetSaid)),
        true,
      ),
      signButton(words.page_save, save),
      signButton(
        words.page_word,
        act((document) => saveForWord(document, base, version.lang)),
      ),
    ];
  }

  /** Says that a list is missing, where it is. */
  hasPeople() {
    if (this.people.length) return true;
    if (!this.staffSaid.textContent) this.staffSaid.replaceChildren(this.words.page_no_list);
    this.staffText.focus();
    return false;
  }

  sheet() {
    return this.hasPeople() ? signoffSheet(this.version, this.people, this.words) : null;
  }

  attendance() {
    if (!this.hasPeople()) return null;
    const value = (/** @type {string} */ name) =>
      /** @type {HTMLInputElement} */ (this.training.querySelector(`[name=${name}]`)).value.trim();
    const [title, day, place, trainer] = ["training", "day", "place", "trainer"].map(value);
    return attendanceList(this.version, this.people, { title, day, place, trainer, papers: this.papers }, this.words);
  }

  /** @param {FileList | null} files */
  async readPapers(files) {
    const isLast = this.trainings.begin();
    this.papers = [];
    const papers = [];
    const wrong = [];
    for (const file of files ?? []) {
      const { file: frozen } = readPaper(textOfBytes(new Uint8Array(await file.arrayBuffer())) ?? "");
      if (frozen) papers.push({ number: frozen.paper.number, title: frozen.paper.title });
      else wrong.push(fillWords(this.words.page_no_paper, { name: file.name }));
    }
    if (!isLast()) return;
    this.papers = papers;
    this.papersSaid?.replaceChildren(listed(wrong, this.words.page_wrong) ?? "");
  }

  // The comparison

  async compare() {
    if (!this.hasPeople()) return;
    const isLast = this.comparisons.begin();
    await this.trying(this.result, async () => {
      const gathered = await this.gather();
      if (gathered && isLast()) this.tell(compareWithStaff(this.version, this.people, gathered));
    });
  }

  /** @returns {Promise<Gathered | null>} */
  async gather() {
    const gathered = gatheredInText(this.lines.value);
    for (const file of this.returned.files ?? []) {
      const found = await this.gatherFile(file);
      if (!found) return null;
      gathered.given.push(...found.given);
      gathered.unclear.push(...found.unclear);
    }
    return gathered;
  }

  /**
   * @param {File} file
   * @returns {Promise<Gathered | null>}
   */
  async gatherFile(file) {
    if (!/\.(xlsx|csv)$/i.test(file.name)) {
      return gatheredInText(new TextDecoder().decode(await file.arrayBuffer()));
    }
    const { rows, problems } = await rowsOfFile(file, this.base);
    const found = problems.length ? null : gatheredInSheet(rows, file.name, this.headings, this.words);
    const wrong = found ? found.problems : problems;
    if (wrong.length) this.refuse(this.result, wrong, file.name);
    return found && !wrong.length ? found.gathered : null;
  }

  /** @param {Comparison} found */
  tell(found) {
    const { words, version } = this;
    const of = (/** @type {string} */ state) => found.people.filter((each) => each.state === state);
    const named = (/** @type {Person} */ { name, number }) => fillWords(words.check_person, { name, number }).trim();
    const old = of("old").map(({ person, given }) =>
      fillWords(words.check_old, { name: person.name, number: person.number, ...dated(given) }),
    );
    const unclear = found.unclear.map(({ why, text, name, number }) =>
      [`${name} ${number}`.trim(), words[`unclear_${why}`], text].filter(Boolean).join(" · "),
    );
    const save = async () => {
      const { workbook } = await loadFiles(this.base);
      saveFile(`${words.check_people} ${version.day}.xlsx`, comparisonWorkbook(version, found, words, workbook), XLSX);
    };
    const missing = of("missing").map(({ person }) => named(person));
    this.result.replaceChildren(
      make("p", {}, make("b", {}, summaryOf(found, words))),
      missing.length ? make("p", {}, make("b", {}, words.check_heading_missing), " ", missing.join(words.between)) : "",
      listed(old, words.check_heading_old) ?? "",
      listed(unclear, words.check_heading_unclear) ?? "",
      make(
        "p",
        { class: "hb-sign__bar" },
        signButton(words.page_save_result, () => this.trying(this.result, save)),
      ),
    );
  }

  /**
   * Does it, or says below what it belongs to that a script did not come or that there is too much.
   * @param {HTMLElement} where
   * @param {() => Promise<void>} work
   */
  async trying(where, work) {
    try {
      await work();
    } catch (error) {
      const text = error instanceof PasteTooLong ? this.words.page_too_long : this.words.page_not_loaded;
      where.append(make("p", { role: "alert" }, text));
    }
  }
}

/** @param {import("./types.js").Acknowledgement | null} given */
function dated(given) {
  return { day: given?.day ?? "", since: given?.since ?? "", digest: given?.digest ?? "" };
}

mount("hb-signoff", (data, page) => new TrainersPage(data, page).parts());
