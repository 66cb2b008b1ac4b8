/* An exam of a paper, on the trainers' page: a page for everybody, and with a staff list seats, codes and slips. */

import { loadHeavy, loadOwnPage, loadSignoff } from "../quiz/bank.js";
import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { saveFile } from "../shared/saving.js";
import { rowsOfFile, sayProblem } from "../signoff/files.js";
import { readStaff, readStaffText } from "../signoff/staff.js";

/** @import { Headings, SignoffData, StaffList } from "../signoff/types.js" */
/** @import { ExamMaking, ExamTemplate } from "./lines.js" */
/** @import { FrozenFile } from "./types.js" */
/** @typedef {SignoffData & { making: ExamMaking, base: string }} Parts */

const MOST_PROBLEMS = 10; // that are shown
const ADDRESS = /^https?:\/\/[^\s/#]+[^\s#]*$/;

/**
 * A part of the page that is filled when somebody opens it.
 * @param {FrozenFile} file
 * @param {{ ui: Record<string, string>, base: string }} data
 */
export function examPart(file, { ui, base }) {
  const place = make("div");
  const part = make("details", { class: "hb-paper__exam" }, make("summary", {}, ui.trainer_exam), place);
  const fill = async () => {
    place.replaceChildren(make("p", { role: "status" }, ui.trainer_wait));
    try {
      const [making, template, signoff] = await Promise.all([
        loadHeavy(base, "exam_making"),
        loadOwnPage(base, "exam"),
        loadSignoff(base),
      ]);
      const parts = { ...signoff, making: /** @type {ExamMaking} */ (making), base };
      place.replaceChildren(examForm(file, /** @type {ExamTemplate} */ (template), parts));
    } catch {
      const again = make("button", { type: "button", click: fill }, ui.trainer_retry);
      place.replaceChildren(make("p", { role: "alert" }, ui.trainer_not_loaded, " ", again));
    }
  };
  part.addEventListener("toggle", () => {
    if (part.open && !place.childElementCount) fill();
  });
  return part;
}

/**
 * @param {FrozenFile} file
 * @param {ExamTemplate} template
 * @param {Parts} parts
 */
function examForm(file, template, { making, words: staffWords, headings, base }) {
  const words = template.making;
  const list = make("textarea", { rows: 4, spellcheck: "false" });
  const sheet = make("input", { type: "file", accept: ".xlsx,.csv,.txt" });
  const address = make("input", { type: "url", autocomplete: "off", spellcheck: "false" });
  const said = make("div", { role: "status" });
  const tell = (/** @type {string[]} */ ...texts) => said.replaceChildren(...texts.map((text) => make("p", {}, text)));
  const save = async () => {
    tell();
    const where = address.value.trim();
    if (where && !ADDRESS.test(where)) return tell(words.bad_address);
    const { people, problems } = await peopleOf(list.value, sheet.files?.[0], base, headings);
    if (problems.length) return tell(...problems.slice(0, MOST_PROBLEMS).map((each) => sayProblem(each, staffWords)));
    const files = making.examFiles(template, file, people, where);
    if (!files) return tell(words.too_long);
    if (people.length) saveFile(`exam-${file.paper.number}.zip`, making.zipped(files), "application/zip");
    else saveFile("exam.html", files[0][1], "text/html");
    return tell(fillWords(people.length ? words.saved_seats : words.saved, { count: people.length }));
  };
  return make(
    "div",
    {},
    make("p", {}, words.about),
    make("label", {}, make("span", {}, words.list), list),
    make("label", {}, make("span", {}, words.sheet), sheet),
    make("label", {}, make("span", {}, words.address), address),
    make("p", {}, make("button", { type: "button", click: save }, words.save)),
    said,
  );
}

/**
 * Who is on the list, pasted or as a file; nobody where there is none.
 * @param {string} text
 * @param {File | undefined} sheet
 * @param {string} base
 * @param {Headings} headings
 * @returns {Promise<StaffList>}
 */
async function peopleOf(text, sheet, base, headings) {
  if (!sheet) return text.trim() ? readStaffText(text, headings) : { people: [], problems: [] };
  const { rows, problems } = await rowsOfFile(sheet, base);
  return problems.length ? { people: [], problems } : readStaff(rows, headings);
}
