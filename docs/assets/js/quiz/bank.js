/* The questions: an index that every page loads, and a file a chapter that is loaded when one of its questions comes.
   The files are scripts, so that they also load from a file opened without a server. */

const waiting = new Map();
const loaded = new Map();

window.handbookQuiz = { deliver: (name, data) => waiting.get(name)?.(data) };

/** The index: one row a question, clauses, chapters, roles. Rejects where the file cannot be had. */
export async function loadIndex(base) {
  const index = await load(base, "index");
  const questions = index.questions.map((row) => question(index, row));
  return { ...index, questions, byId: new Map(questions.map((each) => [each.id, each])) };
}

/** A chapter's clauses and questions in words. */
export function loadChapter(base, id) {
  return load(base, id);
}

function question(index, [id, hash, clause, kind, level, roles, asks, tells, shown]) {
  const about = index.clauses[clause];
  const chapter = about.id.split(".")[0];
  const named = roles.map((role) => index.roles[role].id);
  return { id, hash, clause: about, chapter, kind: index.kinds[kind], level, roles: named, asks, tells, shown };
}

function load(base, name) {
  if (!loaded.has(name)) {
    const promise = fetchScript(base, name);
    loaded.set(name, promise);
    promise.catch(() => loaded.delete(name)); // the next try asks again
  }
  return loaded.get(name);
}

function fetchScript(base, name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    waiting.set(name, resolve);
    script.src = `${base}assets/quiz/${name}.js`;
    script.onerror = () => {
      script.remove();
      reject(new Error(name));
    };
    document.head.append(script);
  });
}
