/* A paper as a course: begun, answered as on the exam page, marked here, told to the learning platform. */

import { markAnswers } from "../grading/marking.js";
import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { Run } from "../sitting/run.js";
import { Screen, screenButton } from "../sitting/screen.js";
import { Sitting } from "../sitting/sitting.js";
import { given } from "./given.js";
import { LmsKeeper } from "./keeping.js";
import { Lms, findApi } from "./lms.js";
import { reasons } from "./reasons.js";

/** @import { Given } from "../exam/lines.js" */
/** @import { Kept } from "../sitting/types.js" */
/** @import { CourseData } from "./types.js" */

const SECOND = 1000;

class Course {
  /**
   * @param {CourseData} data
   * @param {Lms} lms
   */
  constructor(data, lms) {
    this.data = data;
    this.lms = lms;
    this.keeper = new LmsKeeper(lms, data.paper);
    this.screen = new Screen();
    /** @type {Run | null} */
    this.run = null;
  }

  /** What came of it, where somebody was, or the beginning; practice can begin once more. */
  open() {
    const kept = this.lms.isDone ? null : this.keeper.restore();
    if (this.lms.isDone && this.data.exam) this.result(this.lms.points, null);
    else if (kept) this.sit(kept);
    else this.welcome();
  }

  welcome() {
    const { paper, words, about, exam } = this.data;
    const facts = { count: paper.questions.length, pass: paper.pass, minutes: paper.minutes };
    this.screen.show(
      paper.title,
      make(
        "div",
        { class: "hb-run__body" },
        make("h1", {}, paper.title),
        make("p", {}, fillWords(exam ? words.exam_rules : words.practice_rules, facts)),
        this.lms.isDone ? make("p", {}, fillWords(words.best_points, { points: this.lms.points })) : null,
        this.records() ? null : make("p", { class: "hb-notice" }, this.recorded()),
        make(
          "p",
          { class: "hb-actions" },
          screenButton(words.begin, () => this.sit(this.keeper.begin())),
        ),
        make("p", { class: "hb-small" }, about),
        make("p", { class: "hb-small" }, words.disclaimer),
      ),
    );
  }

  /** Whether the platform takes the score. */
  records() {
    return this.lms.isThere && !this.lms.isLookedAt;
  }

  recorded() {
    const { words } = this.data;
    if (this.records()) return words.is_told;
    return this.lms.isThere ? words.only_looked : words.no_platform;
  }

  /** @param {Kept} kept */
  sit(kept) {
    const { paper, words } = this.data;
    const sitting = new Sitting(paper, this.keeper, kept, () => {});
    sitting.save();
    this.run = new Run(sitting, words, this.screen, () => this.handIn(sitting), this.data.exam);
    this.run.show();
  }

  /** @param {Sitting} sitting */
  handIn(sitting) {
    const { paper, keys, exam } = this.data;
    this.run = null;
    sitting.handIn();
    const { answers } = sitting.kept; // by the paper's own places, as a course shows its own order
    const { points, passed, wrong } = markAnswers(paper, keys, answers);
    const status = exam ? (passed ? "passed" : "failed") : "completed";
    const best = exam ? points : Math.max(points, this.lms.points);
    this.lms.report(status, best, given(paper, keys, answers, wrong));
    this.result(points, answers);
  }

  /**
   * @param {number} points
   * @param {readonly Given[] | null} answers of this visit
   */
  result(points, answers) {
    const { paper, keys, words, exam } = this.data;
    const facts = { points, pass: paper.pass };
    const again = screenButton(words.once_more, () => this.sit(this.keeper.begin()), "second");
    this.screen.show(
      paper.title,
      make(
        "div",
        { class: "hb-run__body" },
        make("h1", {}, fillWords(words.your_points, facts)),
        exam ? make("p", {}, fillWords(points >= paper.pass ? words.has_passed : words.has_failed, facts)) : null,
        make("p", {}, this.recorded()),
        exam ? null : make("p", {}, again),
        exam || !answers ? null : reasons(paper, keys, answers, words),
        make("p", { class: "hb-small" }, words.disclaimer),
      ),
    );
  }
}

/**
 * @param {CourseData} data
 * @param {Element} place
 */
function openCourse(data, place) {
  const lms = new Lms(findApi(window));
  const course = new Course(data, lms);
  setInterval(() => course.run?.tick(), SECOND);
  window.addEventListener("pagehide", () => lms.finish());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload(); // the visit was ended when the page was left
  });
  course.open();
  place.replaceWith(course.screen.main, course.screen.said); // only now that everything has worked
}

const courseData = document.querySelector("#page-data");
const courseFallback = document.querySelector(".hb-static");
if (courseData && courseFallback) openCourse(JSON.parse(courseData.textContent || ""), courseFallback);
