/* How progress is taken to another device: a file or a code, read in here as well; and reset with undo. */

import { copyFrom } from "../shared/copy.js";
import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { saveFile } from "../shared/saving.js";
import { entriesAsCode, entriesAsText, Unreadable } from "./carried.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Progress } from "./progress.js" */
/** @import { Runs } from "./runs.js" */
/** @typedef {(notice: string) => void} Redraw shows the page again, with a notice above it */

/**
 * Folded, below what can be practised. `redraw` shows the counts of the page again and leaves this as it is.
 * @param {Progress} progress
 * @param {Runs} runs
 * @param {Words} ui
 * @param {Redraw} redraw
 * @param {() => void} counts
 */
export function takeAlong(progress, runs, ui, redraw, counts) {
  const field = make("textarea", { rows: 3, "aria-label": ui.quiz_code, class: "hb-quiz__code" });
  const status = make("p", { role: "status", class: "hb-quiz__carried" });
  const say = (/** @type {string} */ text) => {
    status.textContent = text;
    status.scrollIntoView({ block: "nearest" });
  };
  const take = (/** @type {string} */ text) => {
    try {
      say(fillWords(ui.quiz_imported, { count: progress.imported(text) }));
      field.value = "";
      counts();
    } catch (error) {
      say(error instanceof Unreadable && error.why === "cut" ? ui.quiz_cut : ui.quiz_not_imported);
    }
  };
  const show = async () => {
    field.value = entriesAsCode(progress.entries);
    say((await copyFrom(field)) ? ui.quiz_copied : ui.quiz_copy_yourself);
  };
  const save = () => saveFile("handbook-progress.json", entriesAsText(progress.entries), "application/json");
  return make(
    "details",
    { class: "hb-quiz__take-along" },
    make("summary", {}, ui.quiz_take_along),
    make("p", {}, ui.quiz_on_device),
    field,
    status,
    make(
      "p",
      { class: "hb-quiz__links" },
      button(ui.quiz_show_code, show),
      button(ui.quiz_import_code, () => take(field.value)),
      button(ui.quiz_export_file, save),
      button(ui.quiz_reset, () => reset(progress, runs, ui, redraw)),
    ),
    make("label", {}, make("span", {}, ui.quiz_import_file), " ", fileField(ui, take)),
  );
}

/**
 * @param {Words} ui
 * @param {(text: string) => void} take
 */
function fileField(ui, take) {
  const change = async () => {
    const file = field.files?.[0];
    if (file) take(await file.text());
    field.value = ""; // the same file may be picked again
  };
  const field = make("input", {
    type: "file",
    accept: ".json,application/json",
    "aria-label": ui.quiz_import_file,
    change,
  });
  return field;
}

/**
 * @param {string} text
 * @param {() => unknown} click
 */
function button(text, click) {
  return make("button", { type: "button", click }, text);
}

/**
 * @param {Progress} progress
 * @param {Runs} runs
 * @param {Words} ui
 * @param {Redraw} redraw
 */
function reset(progress, runs, ui, redraw) {
  const before = progress.entries;
  const goOn = runs.forget();
  progress.replace({});
  redraw(ui.quiz_was_reset);
  const undo = button(ui.quiz_undo, () => {
    progress.replace(before);
    goOn();
    redraw("");
  });
  const notice = document.querySelector(".hb-quiz__notice");
  notice?.append(" ", undo);
  notice?.scrollIntoView({ block: "nearest" });
  undo.focus();
}
