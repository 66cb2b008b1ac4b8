/* The exam page: it knows the paper as learners see it, and no key. */

import { make } from "../shared/dom.js";
import { BEGUN, writeLine } from "../exam/frame.js";
import { NOBODY } from "../exam/line.js";
import { handedIn, post } from "./handing.js";
import { Keeper } from "./keeping.js";
import { Run } from "./run.js";
import { Screen, screenButton } from "./screen.js";
import { Sitting } from "./sitting.js";
import { welcome } from "./welcome.js";

/** @import { ExamData, Kept } from "./types.js" */

const SECOND = 1000;
const SAVING = 5000; // milliseconds between two savings of the time

/**
 * @param {ExamData} data
 * @param {Element} place
 */
async function open(data, place) {
  const { paper, words } = data;
  const keeper = new Keeper(paper.number);
  await keeper.open();
  const screen = new Screen();
  /** @type {Sitting | null} */
  let sitting = null;
  /** @type {Run | null} */
  let run = null;

  const done = () => {
    if (sitting) screen.show(paper.title, handedIn(sitting, words));
  };
  const taken = () => {
    run = null;
    const again = screenButton(words.go_on_here, () => location.reload());
    screen.show(paper.title, make("h1", {}, words.other_window), make("p", {}, again));
  };
  const handIn = () => {
    run = null;
    sitting?.handIn();
    if (sitting && !sitting.isOver) done();
  };
  const begin = (/** @type {Kept} */ kept) => {
    sitting = new Sitting(paper, keeper, kept, taken);
    sitting.save();
    if (kept.line) done();
    else {
      tellBegun(kept, paper.number);
      run = new Run(sitting, words, screen, handIn);
      run.show();
    }
  };

  setInterval(() => run?.tick(), SECOND);
  setInterval(() => run && sitting?.save(), SAVING);
  window.addEventListener("storage", () => sitting?.isTaken());
  window.addEventListener("pagehide", () => sitting?.save());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) sitting?.leave();
  });
  screen.show(paper.title, welcome(data, keeper, begin));
  place.replaceWith(screen.main, screen.said); // only now that everything has worked
}

/**
 * Tells the trainer's computer, if that is where the page came from, that somebody has begun.
 * @param {Kept} kept
 * @param {string} paper
 */
function tellBegun({ seat, code, name, staff_number, start }, paper) {
  if (!location.protocol.startsWith("http")) return;
  post(writeLine(paper, { ...NOBODY, kind: BEGUN, seat, name, staff_number, start }, [], code));
}

const holder = document.querySelector("#page-data");
const fallback = document.querySelector(".hb-static");
if (holder && fallback) open(JSON.parse(holder.textContent || ""), fallback);
