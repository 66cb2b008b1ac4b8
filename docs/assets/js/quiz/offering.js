/* What can be done with a paper that was made or opened: keep it, print it, practise it together. */

import { examPart } from "../exam/offering_exam.js";
import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { copyFrom } from "../shared/copy.js";
import { saveFile } from "../shared/saving.js";
import { loadPrinting } from "./bank.js";
import { classFragment } from "./request.js";

/** @import { FrozenFile } from "../exam/types.js" */
/** @import { BuilderData, Index, Papers } from "./types.js" */

/**
 * The part of the page that a paper has. `made` is whether it has just been made here, and is not saved yet.
 * @param {FrozenFile} file
 * @param {Index} index
 * @param {BuilderData} data
 * @param {Papers} papers
 * @param {boolean} made
 */
export function offered(file, index, data, papers, made) {
  const { ui } = data;
  const { paper, key } = file;
  const number = papers.shownNumber(paper.number);
  const facts = { count: paper.questions.length, minutes: paper.minutes, pass: paper.pass, day: paper.day };
  const name = `${number}.paper.json`;
  const save = () => saveFile(name, papers.canonical(file), "application/json");
  const place = make("div");
  printing(place, file, data);
  return make(
    "section",
    { class: "hb-paper__made", "aria-labelledby": "made" },
    make("h2", { id: "made", tabindex: "-1" }, fillWords(ui.trainer_made, { id: number })),
    make("p", {}, make("b", {}, paper.title), ` · ${fillWords(ui.trainer_about, facts)}`),
    key.drawn.reserved ? null : make("p", { class: "hb-paper__open" }, ui.trainer_public),
    make("p", {}, make("button", { type: "button", class: "hb-paper__main", click: save }, ui.trainer_save)),
    make("p", {}, made ? ui.trainer_keep : ui.trainer_opened),
    place,
    examPart(file, data),
    together(file, index, data, number),
    made ? make("p", {}, ui.trainer_command, " ", make("code", {}, command(file, name))) : null,
  );
}

/**
 * What can be printed, as soon as the script is there.
 * @param {HTMLElement} place
 * @param {FrozenFile} file
 * @param {BuilderData} data
 */
async function printing(place, file, data) {
  const { ui, base, paper } = data;
  place.replaceChildren(make("p", { role: "status" }, ui.trainer_wait));
  try {
    const [own, spoken] = await Promise.all([
      loadPrinting(base, file.paper.language),
      loadPrinting(base, paper.language),
    ]);
    place.replaceChildren(own.printing.printingPanel(file, own.template, spoken.template));
  } catch {
    const again = make("button", { type: "button", click: () => printing(place, file, data) }, ui.trainer_retry);
    place.replaceChildren(make("p", { role: "alert" }, ui.trainer_not_loaded, " ", again));
  }
}

/**
 * The link of a class, in the paper's order and with its letters, where the bank has the questions.
 * @param {FrozenFile} file
 * @param {Index} index
 * @param {BuilderData} data
 * @param {string} number
 */
function together({ paper, key }, index, { ui, base }, number) {
  const ids = key.questions.map(({ id }) => id);
  if (!ids.every((id) => index.byId.has(id))) return null;
  const run = { ids, seed: key.drawn.seed, paper: number, version: paper.bank };
  const link = `${new URL(`${base}practice/`, location.href).href}#${classFragment(run)}`;
  const field = make("textarea", { readonly: true, rows: 2, "aria-label": ui.trainer_link }, link);
  const said = make("span", { role: "status" });
  const copy = async () => {
    said.textContent = (await copyFrom(field)) ? ui.trainer_copied : ui.trainer_copy_yourself;
  };
  return make(
    "details",
    { class: "hb-paper__together" },
    make("summary", {}, ui.trainer_together),
    make("p", {}, ui.trainer_together_hint),
    field,
    make("p", {}, make("button", { type: "button", click: copy }, ui.trainer_copy_link), " ", said),
  );
}

/**
 * The command that makes the same file.
 * @param {FrozenFile} file
 * @param {string} name
 */
function command({ paper, key: { drawn } }, name) {
  /** @type {(flag: string, values: readonly string[]) => string[]} */
  const list = (flag, values) => (values.length ? [`--${flag} ${quoted(values.join(","))}`] : []);
  return [
    "quiz paper new",
    `-n ${drawn.count}`,
    `--seed ${quoted(drawn.seed)}`,
    ...list("chapters", drawn.chapters ?? []),
    ...list("roles", drawn.roles ?? []),
    ...list("kinds", drawn.kinds ?? []),
    ...list("mix", (drawn.mix ?? []).map(String)),
    ...(drawn.must_know ? ["--must-know"] : []),
    ...list("changed-since", drawn.changed_since ? [drawn.changed_since] : []),
    ...(drawn.without ?? []).map((each) => `--without ${each.slice(0, 4)}-${each.slice(4)}.paper.json`),
    `--title ${quoted(paper.title)}`,
    `--company ${quoted(paper.company)}`,
    ...(paper.department ? [`--department ${quoted(paper.department)}`] : []),
    `--minutes ${paper.minutes} --pass ${paper.pass} --language ${paper.language}`,
    `--out ${name}`,
  ].join(" ");
}

/** @param {string} text */
function quoted(text) {
  return /^[\w.,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
