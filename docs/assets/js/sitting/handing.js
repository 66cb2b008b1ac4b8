/* The last screen: the line, and the ways in which it comes to the trainer. */

import { shownLine } from "../exam/frame.js";
import { shownNumber } from "../exam/signs.js";
import { copyFrom } from "../shared/copy.js";
import { make } from "../shared/dom.js";
import { fillWords } from "../shared/fill.js";
import { qrCode } from "../shared/qr.js";
import { saveFile } from "../shared/saving.js";
import { screenButton } from "./screen.js";

/** @import { Words } from "../shared/types.js" */
/** @import { Sitting } from "./sitting.js" */

const RECEIVED = "\u6536\u5230"; // 收到: so begins the answer of the trainer's computer, and of nothing else
const PATIENCE_OF_SERVER = 10_000; // milliseconds
const MOST_ANSWERED = 300; // characters
const REFUSED = 422; // what the trainer's computer says to a line that is not of its exam; no other server says it
const BUSY = [429, 502, 503, 504]; // what a server says that would take the line later

/**
 * @param {Sitting} sitting
 * @param {Words} words
 */
export function handedIn({ kept, paper }, words) {
  const line = kept.line || "";
  const field = make(
    "textarea",
    { readonly: true, rows: 4, class: "hb-line", "aria-label": words.line },
    shownLine(line),
  );
  const said = make("p", { role: "status" });
  const copy = async () => {
    said.textContent = (await copyFrom(field)) ? words.copied : words.copy_yourself;
  };
  const file = () =>
    saveFile(
      `${paper.number}-${kept.seat || kept.staff_number || kept.name}.txt`,
      `${shownLine(line)}\n`,
      "text/plain",
    );
  return make(
    "div",
    { class: "hb-run__body" },
    make("h1", {}, words.handed_in),
    received(line, words),
    make("p", {}, words.send_line),
    field,
    make("p", { class: "hb-actions" }, screenButton(words.copy, copy), screenButton(words.save_file, file, "second")),
    said,
    make("p", {}, words.or_show),
    qrCode(line, words.qr),
    make("p", { class: "hb-small" }, fillWords(words.number, { number: shownNumber(paper.number) })),
  );
}

/**
 * Hands in to the address that the page came from; where nobody takes it, nothing is said and the line remains.
 * @param {string} line
 * @param {Words} words
 */
function received(line, words) {
  const said = make("div", { role: "status" });
  if (!location.protocol.startsWith("http")) return said;
  const send = async () => {
    const answer = await post(line);
    if (answer === null) {
      const again = screenButton(words.again, send, "second");
      said.replaceChildren(make("p", { class: "hb-notice" }, words.not_reached), again);
    } else if (answer.startsWith(RECEIVED)) {
      const more = answer.slice(RECEIVED.length).replace(/^[\s\p{P}]+/u, "");
      said.replaceChildren(make("p", { class: "hb-notice" }, `${words.received} ${more}`));
    } else if (answer) said.replaceChildren(make("p", { class: "hb-notice" }, answer));
  };
  send();
  return said;
}

/**
 * What the trainer's computer answers; empty where the server is another one, null where it was not reached or is busy.
 * @param {string} line
 */
export async function post(line) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_OF_SERVER);
  try {
    const headers = { "content-type": "text/plain" };
    const response = await fetch("hand-in", { method: "POST", body: line, headers, signal: stop.signal });
    if (BUSY.includes(response.status)) return null;
    const answer = (await response.text()).slice(0, MOST_ANSWERED);
    return response.status === REFUSED || answer.startsWith(RECEIVED) ? answer : "";
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
