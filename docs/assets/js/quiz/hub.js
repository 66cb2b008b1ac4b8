/* The hub: what can be practised, how far one is, and the device's progress to take along. */

import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { clauseAddress } from "./bank.js";
import { chosen } from "./choose.js";

/** The page before a run. */
export function hub({ index, progress, ui, day, told, redraw }) {
  const count = (mode) => chosen(index, progress, mode, day, "count").length;
  const door = (mode, title, note, number) =>
    make(
      "li",
      {},
      make(
        "a",
        { href: `#${mode}`, "aria-disabled": number ? null : "true" },
        make("b", {}, title),
        make("span", {}, note),
      ),
    );
  const right = (questions) => questions.filter((each) => progress.state(each) === "right").length;
  const bar = (title, mode, questions) => {
    const known = right(questions);
    const note = fillWords(ui.quiz_known, { known, count: questions.length });
    return make(
      "li",
      {},
      make(
        "a",
        { href: `#${mode}` },
        make("b", {}, title),
        make("progress", { max: questions.length, value: known, "aria-label": note }),
        make("span", {}, note),
      ),
    );
  };
  const bars = (groups, mode, has) =>
    groups
      .map((group) => [group, index.questions.filter((each) => has(group, each))])
      .filter(([, own]) => own.length)
      .map(([group, own]) => bar(group.title, `${mode}=${group.id}`, own));
  const daily = count("daily");
  const mistakes = count("mistakes");
  const changed = count("changed");
  const many = (number) => (number ? fillWords(ui.quiz_count, { count: number }) : ui.quiz_nothing_here);
  return [
    told ? make("p", { class: "hb-quiz__notice", role: "status" }, told) : null,
    make(
      "ul",
      { class: "hb-quiz__doors" },
      door("daily", ui.quiz_daily, many(daily), daily),
      door("mixed", ui.quiz_mixed, ui.quiz_mixed_note, 1),
      door("mistakes", ui.quiz_mistakes, many(mistakes), mistakes),
      door("changed", ui.quiz_changed, many(changed), changed),
      door("score", ui.quiz_score, ui.quiz_score_note, 1),
    ),
    make("h2", {}, ui.quiz_by_chapter),
    make(
      "ul",
      { class: "hb-quiz__doors" },
      bars(index.chapters, "chapter", (chapter, each) => each.chapter === chapter.id),
    ),
    make("h2", {}, ui.quiz_by_role),
    make(
      "ul",
      { class: "hb-quiz__doors" },
      bars(index.roles, "role", (role, each) => each.roles.includes(role.id)),
    ),
    make("h2", {}, ui.quiz_take_along),
    luggage({ progress, ui, redraw }),
  ].filter(Boolean);
}

/** By chapter, and the clauses that went wrong most, to read. */
export function scorePage({ index, progress, ui, base, results }) {
  const tried = (question) => ["right", "wrong"].includes(progress.state(question));
  const rows = index.chapters
    .filter((chapter) => index.questions.some((each) => each.chapter === chapter.id))
    .map((chapter) => {
      const own = index.questions.filter((each) => each.chapter === chapter.id && tried(each));
      const known = own.filter((each) => progress.state(each) === "right").length;
      const note = own.length ? fillWords(ui.quiz_right_of, { known, count: own.length }) : ui.quiz_not_tried;
      return make(
        "li",
        {},
        make(
          "a",
          { href: `#chapter=${chapter.id}` },
          make("b", {}, chapter.title),
          make("progress", { max: own.length || 1, value: known, "aria-label": note }),
          make("span", {}, note),
        ),
      );
    });
  const wrong = new Map();
  for (const question of index.questions.filter((each) => progress.state(each) === "wrong")) {
    wrong.set(question.clause, (wrong.get(question.clause) ?? 0) + 1);
  }
  const weak = [...wrong].sort((a, b) => b[1] - a[1]).slice(0, 10);
  const link = (clause) => make("a", { href: clauseAddress(base, clause) }, `${clause.number} ${clause.title}`);
  const again = (clause) => make("a", { href: `#clause=${clause.id}` }, ui.quiz_again);
  const head =
    results &&
    make(
      "p",
      { class: "hb-quiz__sum", tabindex: "-1" },
      fillWords(ui.quiz_sum, { right: results.filter((each) => each.right).length, count: results.length }),
    );
  return [
    head,
    weak.length ? make("h2", {}, ui.quiz_weak) : null,
    weak.length
      ? make(
          "ul",
          {},
          weak.map(([clause]) => make("li", {}, link(clause), " · ", again(clause))),
        )
      : make("p", {}, ui.quiz_no_weak),
    make("h2", {}, ui.quiz_by_chapter),
    make("ul", { class: "hb-quiz__doors" }, rows),
    make(
      "p",
      { class: "hb-quiz__links" },
      weak.length ? make("a", { href: "#mistakes", class: "hb-quiz__main" }, ui.quiz_mistakes) : null,
      make("a", { href: "#" }, ui.quiz_leave),
    ),
  ].filter(Boolean);
}

/** Export, import, reset with undo. */
function luggage({ progress, ui, redraw }) {
  const field = make("textarea", { rows: 3, "aria-label": ui.quiz_code, class: "hb-quiz__code" });
  const said = make("p", { role: "status" });
  const take = (text) => {
    try {
      redraw(fillWords(ui.quiz_imported, { count: progress.imported(text) }));
    } catch {
      said.textContent = ui.quiz_not_imported;
    }
  };
  const file = make("input", {
    type: "file",
    accept: ".json,application/json",
    "aria-label": ui.quiz_import_file,
    change: async () => file.files[0] && take(await file.files[0].text()),
  });
  const button = (text, click) => make("button", { type: "button", click }, text);
  const save = () => {
    const address = URL.createObjectURL(new Blob([progress.exported()], { type: "application/json" }));
    make("a", { href: address, download: "handbook-progress.json" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };
  const show = () => {
    field.value = progress.code();
    field.focus();
    field.select();
  };
  const reset = () => {
    const before = progress.entries;
    progress.replace({});
    redraw(ui.quiz_was_reset);
    const undo = button(ui.quiz_undo, () => {
      progress.replace(before);
      redraw("");
    });
    document.querySelector(".hb-quiz__notice")?.append(" ", undo);
    undo.focus();
  };
  return make(
    "div",
    { class: "hb-quiz__luggage" },
    make("p", {}, ui.quiz_on_device),
    make(
      "p",
      { class: "hb-quiz__links" },
      button(ui.quiz_export_file, save),
      button(ui.quiz_show_code, show),
      button(ui.quiz_import_code, () => take(field.value)),
      button(ui.quiz_reset, reset),
    ),
    field,
    make("label", {}, make("span", {}, ui.quiz_import_file), " ", file),
    said,
  );
}
