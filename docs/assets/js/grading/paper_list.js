/* The papers that were typed: looked at, changed, taken back, kept as a sheet that can be read again. */

import { workbook } from "../archive/workbook.js";
import { make } from "../shared/dom.js";
import { saveFile } from "../shared/saving.js";
import { answersSheet } from "./answers_sheet.js";
import { sayIn } from "./tables.js";

/** @import { FrozenPaper } from "../exam/types.js" */
/** @import { Facts, Words } from "../shared/types.js" */
/** @import { TypedPaper } from "./types.js" */

const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export class PaperList {
  /**
   * @param {Words} words
   * @param {{ changed: () => void, change: (typed: TypedPaper) => void }} told
   */
  constructor(words, told) {
    this.told = told;
    this.words = words;
    this.say = (/** @type {string} */ key, /** @type {Facts} */ facts = {}) => sayIn(words, `grade_page.${key}`, facts);
    /** @type {TypedPaper[]} */
    this.papers = [];
    /** @type {TypedPaper[][]} */
    this.before = [];
    this.isUnsaved = false;
    /** @type {FrozenPaper | null} */
    this.paper = null;
    this.element = make("div", { class: "hb-grade__papers" });
  }

  /** Another paper: what was typed belongs to the one before.
   * @param {FrozenPaper} paper */
  open(paper) {
    this.paper = paper;
    this.papers = [];
    this.before = [];
    this.isUnsaved = false;
    this.show();
  }

  /** How many there are, with this one.
   * @param {TypedPaper} typed */
  add(typed) {
    this.set([...this.papers, typed]);
    return this.papers.length;
  }

  /** Papers of a sheet, which is kept anyway.
   * @param {readonly TypedPaper[]} papers */
  addAll(papers) {
    const isUnsaved = this.isUnsaved;
    this.set([...this.papers, ...papers]);
    this.isUnsaved = isUnsaved;
  }

  /** @param {TypedPaper[]} papers */
  set(papers) {
    this.before.push(this.papers);
    this.papers = papers;
    this.isUnsaved = true;
    this.show();
    this.told.changed();
  }

  undo() {
    this.papers = this.before.pop() ?? this.papers;
    this.show();
    this.told.changed();
  }

  show() {
    const { papers, say } = this;
    const rows = papers.map((typed, place) => {
      const who = `${typed.number} ${typed.name}`.trim();
      const without = () => this.set(papers.filter((_, at) => at !== place));
      return make(
        "li",
        {},
        make("span", {}, `${who} ${typed.version}`),
        quiet(say("change", { who }), () => {
          without();
          this.told.change(typed);
        }),
        quiet(say("delete", { who }), without),
      );
    });
    const list = make(
      "details",
      {},
      make("summary", {}, say("typed_list", { count: papers.length })),
      make("ol", {}, rows),
    );
    this.element.replaceChildren();
    if (papers.length)
      this.element.append(
        list,
        quiet(say("typed_sheet"), () => this.saveSheet(papers)),
      );
    if (this.before.length) this.element.append(quiet(say("undo"), () => this.undo()));
  }

  /** Papers as a sheet; with none it is one to fill in.
   * @param {readonly TypedPaper[]} papers */
  saveSheet(papers) {
    if (!this.paper) return;
    const { name, rows, widths } = answersSheet(this.paper, papers, this.words);
    saveFile(`${name}.xlsx`, workbook([[name, rows]], widths, 1), XLSX_TYPE);
    if (papers === this.papers) this.isUnsaved = false;
  }
}

/**
 * @param {string} text
 * @param {() => unknown} click
 */
function quiet(text, click) {
  return make("button", { type: "button", class: "hb-grade__quiet", click }, text);
}
