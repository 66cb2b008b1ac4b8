/* The questions: an index that every page loads, and a file a chapter that is loaded when one of its questions comes.
   The files are scripts, so that they also load from a file opened without a server. */

import { rowsOf } from "./columns.js";

const waiting = new Map();
const loaded = new Map();

window.handbookQuiz = { deliver: (name, data) => waiting.get(name)?.(data) };

/** The index: questions without their words, clauses, chapters, roles. Rejects where the file cannot be had. */
export async function loadIndex(base) {
  return rowsOf(await load("index", fileOf(base, "index")));
}

/** A chapter's clauses and questions in words, both by id. */
export function loadChapter(base, id) {
  return load(id, fileOf(base, id));
}

/** `drawPaper` and `requestFromFragment`, for the link of a class. Rejects where the script cannot be had. */
export function loadDrawing(base) {
  return load("drawing", `${base}assets/js/drawing.js`);
}

/** Where a clause stands in the handbook. */
export function clauseAddress(base, { id }) {
  return `${base}chapters/${id.split(".")[0]}/#${id}`;
}

function fileOf(base, name) {
  return `${base}assets/quiz/${name}.js`;
}

function load(name, address) {
  if (!loaded.has(name)) {
    const promise = fetchScript(name, address);
    loaded.set(name, promise);
    promise.catch(() => loaded.delete(name)); // the next try asks again
  }
  return loaded.get(name);
}

function fetchScript(name, address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    waiting.set(name, resolve);
    script.src = address;
    script.onerror = () => {
      script.remove();
      reject(new Error(name));
    };
    document.head.append(script);
  });
}
