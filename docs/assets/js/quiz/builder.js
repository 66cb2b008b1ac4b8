/* <hb-paper>: a trainer makes a paper or opens one that was kept, and does with it what there is to do. */

import { dataIn, fallbackIn, make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { Latest } from "../shared/latest.js";
import { Asking } from "./asking.js";
import { loadChapter, loadHeavy, loadIndex } from "./bank.js";
import { offered } from "./offering.js";

/** @import { FrozenFile } from "../exam/types.js" */
/** @import { BuilderData, ChapterWords, DrawRequest, Index, Papers, Question } from "./types.js" */

const LARGEST = 2 * 1024 * 1024; // bytes of a file
/** What is said of a file that is no paper. */
const REFUSED = {
  json: "trainer_refused_json",
  other: "trainer_refused_other",
  schema: "trainer_refused_schema",
  text: "trainer_refused_text",
  shape: "trainer_refused_shape",
  misfit: "trainer_refused_misfit",
  number: "trainer_refused_number",
};

class Builder {
  /**
   * @param {Index} index
   * @param {BuilderData} data
   */
  constructor(index, data) {
    this.index = index;
    this.data = data;
    this.asked = new Latest(); // papers that are to be shown
    const does = { make: () => this.make(), openFiles: (/** @type {File[]} */ files) => this.leaveOut(files) };
    this.asking = new Asking(index, data.ui, data.paper, does);
    this.said = make("p", { role: "status", class: "hb-paper__said" });
    this.made = make("div");
    this.element = make("div", {}, this.opening(), this.asking.form, this.said, this.made);
    this.element.addEventListener("dragover", (event) => event.preventDefault());
    this.element.addEventListener("drop", (event) => this.dropped(event));
  }

  opening() {
    const { ui } = this.data;
    const change = () => {
      if (input.files?.length) this.open(input.files[0]);
      input.value = ""; // the same file may be picked again
    };
    const input = make("input", { type: "file", accept: ".json", change });
    const label = make("label", {}, make("span", {}, ui.trainer_open), input);
    return make("p", { class: "hb-paper__opening" }, label, " ", ui.trainer_or_drop);
  }

  /** @param {DragEvent} event */
  dropped(event) {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    this.open(file);
  }

  /** What makes and reads papers; null where it cannot be had, which is said. */
  async papers() {
    try {
      return /** @type {Papers} */ (await loadHeavy(this.data.base, "papers"));
    } catch {
      this.said.textContent = this.data.ui.trainer_not_loaded;
      return null;
    }
  }

  async make() {
    const { asking, index, data } = this;
    const { fault, request } = asking;
    asking.say(fault);
    if (fault) return;
    const isLast = this.asked.begin();
    this.said.textContent = data.ui.trainer_wait;
    const papers = await this.papers();
    if (!papers || !isLast()) return;
    request.seed ||= papers.newSeed();
    const drawn = papers.drawQuestions(index, request);
    if (!drawn.questions) {
      this.offerLess(drawn.possible);
      return;
    }
    const chapters = await this.chaptersOf(drawn.questions);
    if (chapters && isLast()) this.freeze(papers, drawn.questions, chapters, request);
  }

  /**
   * @param {Papers} papers
   * @param {Question[]} questions
   * @param {Record<string, ChapterWords>} chapters
   * @param {DrawRequest} request
   */
  freeze(papers, questions, chapters, request) {
    try {
      const file = papers.freezePaper(questions, this.index, chapters, request, this.asking.aboveQuestions);
      this.show(papers, file, true);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.said.textContent = "";
      this.asking.say(this.data.ui.trainer_bad_text);
    }
  }

  /**
   * The words of the chapters that questions are of; null where they cannot be had, which is said.
   * @param {Question[]} questions
   * @returns {Promise<Record<string, ChapterWords> | null>}
   */
  async chaptersOf(questions) {
    const ids = [...new Set(questions.map((question) => question.chapter))];
    try {
      const words = await Promise.all(ids.map((id) => loadChapter(this.data.base, id)));
      return Object.fromEntries(ids.map((id, place) => [id, words[place]]));
    } catch {
      this.said.textContent = this.data.ui.trainer_not_loaded;
      return null;
    }
  }

  /**
   * There are not so many: say how many there are, and take that on request.
   * @param {number} possible
   */
  offerLess(possible) {
    const { ui } = this.data;
    const take = () => {
      this.asking.take(possible);
      this.make();
    };
    const cure = make("button", { type: "button", click: take }, fillWords(ui.trainer_take, { possible }));
    this.said.textContent = "";
    this.asking.say(fillWords(ui.trainer_impossible, { possible }), possible ? cure : null);
  }

  /**
   * @param {Papers} papers
   * @param {FrozenFile} file
   * @param {boolean} made
   */
  show(papers, file, made) {
    this.said.textContent = "";
    this.made.replaceChildren(offered(file, this.index, this.data, papers, made));
    /** @type {HTMLElement} */ (this.made.querySelector("h2")).focus();
  }

  /** @param {File} picked */
  async open(picked) {
    const isLast = this.asked.begin();
    const papers = await this.papers();
    const file = papers && (await this.read(papers, picked));
    if (papers && file && isLast()) this.show(papers, file, false);
  }

  /** @param {File[]} picked */
  async leaveOut(picked) {
    const papers = await this.papers();
    if (!papers) return;
    const files = await Promise.all(picked.map((each) => this.read(papers, each)));
    this.asking.leaveOut(files.flatMap((file) => (file ? [file] : [])));
  }

  /**
   * The paper of a file; null where it is none, which is said.
   * @param {Papers} papers
   * @param {File} picked
   */
  async read(papers, picked) {
    const { ui } = this.data;
    this.said.textContent = "";
    let text = "";
    try {
      if (picked.size <= LARGEST) text = await picked.text();
    } catch {
      // as with a file that is no paper
    }
    const { file, refused } = papers.readPaper(text);
    if (file) return file;
    this.said.textContent = fillWords(ui[REFUSED[refused]], { name: picked.name });
    return null;
  }
}

class BuilderElement extends HTMLElement {
  connectedCallback() {
    if (this.begun) return;
    this.begun = true;
    this.load(/** @type {BuilderData} */ (dataIn(this)));
  }

  /** @param {BuilderData} data */
  async load(data) {
    let index;
    try {
      index = await loadIndex(data.base);
    } catch {
      this.offerAgain(data);
      return;
    }
    this.append(new Builder(index, data).element);
    fallbackIn(this).hidden = true; // only now that everything has worked
  }

  /** @param {BuilderData} data */
  offerAgain(data) {
    const { ui } = data;
    const again = () => {
      status.remove();
      this.load(data);
    };
    const button = make("button", { type: "button", click: again }, ui.trainer_retry);
    const status = make("p", { role: "alert", class: "hb-paper__said" }, ui.trainer_not_loaded, " ", button);
    fallbackIn(this).hidden = true;
    this.append(status);
  }
}

customElements.define("hb-paper", BuilderElement);
