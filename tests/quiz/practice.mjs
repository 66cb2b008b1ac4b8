// What practice does with days, tabs and texts: cases on standard input, what came of them on standard output.
import { readFileSync } from "node:fs";
import { entriesAsCode } from "../../docs/assets/js/quiz/carried.js";
import { dayPlan } from "../../docs/assets/js/quiz/choose.js";
import { Device } from "../../docs/assets/js/quiz/device.js";
import { Progress } from "../../docs/assets/js/quiz/progress.js";
import { classRun, modeOf } from "../../docs/assets/js/quiz/request.js";
import { dayOfRuns, Runs } from "../../docs/assets/js/quiz/runs.js";

const { questions, answers, codes, damaged, links, moments } = JSON.parse(readFileSync(0, "utf8"));

class Shelf {
  kept = new Map();
  getItem = (key) => this.kept.get(key) ?? null;
  setItem = (key, text) => void this.kept.set(key, text);
  removeItem = (key) => void this.kept.delete(key);
}

const at = (shelf, root = "/") => new Progress(new Device(shelf, root));

/** Answers `[id, right, day]`, each in the tab that it names. */
function tabs() {
  const shelf = new Shelf();
  const [one, other] = [at(shelf), at(shelf)];
  one.answered(questions[0], true, "2026-11-24");
  one.answered(questions[1], true, "2026-11-24");
  other.answered(questions[2], true, "2026-11-24");
  one.answered(questions[3], false, "2026-11-24");
  other.replace({ [questions[0].id]: other.entries[questions[0].id] });
  one.answered(questions[4], true, "2026-11-24");
  return { kept: Object.keys(at(shelf).entries), elsewhere: Object.keys(at(shelf, "/a/b/").entries) };
}

function boxes() {
  return answers.map((given) => {
    const progress = at(new Shelf());
    for (const [right, day] of given) progress.answered(questions[0], right, day);
    return progress.entries[questions[0].id];
  });
}

/** Day after day the set is worked through, with every third answer wrong. */
function days() {
  const progress = at(new Shelf());
  const told = [];
  for (const day of ["2026-11-24", "2026-11-25", "2026-11-26", "2026-12-24"]) {
    const { due, fresh } = dayPlan(questions, progress, day);
    [...due, ...fresh].forEach((question, place) => progress.answered(question, place % 3 !== 0, day));
    const after = dayPlan(questions, progress, day);
    told.push([due.length, fresh.length, after.due.length + after.fresh.length, after.tomorrow]);
  }
  return told;
}

/** The kinds of a day's new questions, of all and of few. */
function kinds() {
  const plan = (some) => dayPlan(some, at(new Shelf()), "2026-11-24").fresh.map(({ kind }) => kind);
  return [plan(questions), plan(questions.slice(0, 6))];
}

function read() {
  const progress = at(new Shelf());
  progress.answered(questions[0], true, "2026-11-24");
  progress.answered(questions[1], false, "2026-11-24");
  const code = entriesAsCode(progress.entries);
  return codes.map(([before, parts, after]) => {
    const sent = parts.map(([from, to]) => code.slice(from, to ?? undefined)).join("");
    try {
      return at(new Shelf()).imported(before + sent + after);
    } catch (error) {
      return error.why ?? String(error);
    }
  });
}

/** Whether what was stored is put aside, and whether there is a day's set all the same. */
function mended() {
  return damaged.map((stored) => {
    const shelf = new Shelf();
    shelf.setItem("/.handbook.quiz", stored);
    const { fresh } = dayPlan(questions, at(shelf), "2026-11-24");
    return [shelf.getItem("/.handbook.quiz.unreadable.1") === stored, fresh.length > 0];
  });
}

function runs() {
  const [tab, device] = [new Shelf(), new Shelf()];
  const of = (here, day = "2026-11-24", version = "v") =>
    new Runs([new Device(here, "/"), new Device(device, "/")], day, { version, byId: new Map([["a"], ["b"]]) });
  const run = { mode: "daily", seed: "s", ids: ["a", "b"], given: [[[0], true]], isNext: true };
  of(tab).keep(run);
  of(new Shelf()).keep({ ...run, mode: "mixed" }); // another tab
  const found = {
    sameTab: of(tab).begun("daily")?.mode,
    otherMode: of(tab).begun("score"),
    closedApp: of(new Shelf()).begun()?.mode,
    nextDay: of(tab, "2026-11-25").begun("daily"),
    otherBank: of(tab, "2026-11-24", "w").begun("daily"),
  };
  of(tab).keep({ ...run, ids: ["a", "gone"] });
  found.otherQuestions = of(tab).begun("daily");
  tab.setItem("/.handbook.quiz.run", "{");
  found.damaged = of(tab).begun("daily");
  of(new Shelf()).keep({ ...run, mode: "mixed" });
  of(tab).end("mixed");
  found.ended = of(new Shelf()).begun();
  return found;
}

process.stdout.write(
  JSON.stringify({
    tabs: tabs(),
    boxes: boxes(),
    days: days(),
    kinds: kinds(),
    read: read(),
    mended: mended(),
    runs: runs(),
    links: links.map((link) => [modeOf(link), classRun(link)?.ids ?? null]),
    nights: moments.map((moment) => dayOfRuns(new Date(moment))),
  }),
);
