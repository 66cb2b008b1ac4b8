/* Who has which seat of an exam, with what code. The same as `quiz/exams/seats.py`. */

import { canonical } from "./canonical.js";
import { isCode, newCode } from "./codes.js";
import { MOST_SEATS } from "./frame.js";

/** @import { Seat, SeatsFile } from "./lines.js" */
/** @import { FrozenPaper } from "./types.js" */

const SEATS_FORMAT = "handbook-seats";

/**
 * Seats for people in the order of their list, with new codes.
 * @param {FrozenPaper} paper
 * @param {{ name: string, number: string }[]} people
 * @returns {SeatsFile}
 */
export function newSeats(paper, people) {
  const seats = people.map(({ name, number }, place) => ({
    seat: place + 1,
    name,
    number,
    code: newCode(paper.number, place + 1),
  }));
  return { format: SEATS_FORMAT, schema: 1, paper: paper.number, seats };
}

/**
 * The seats of a file's text; null where it is none, `other` where they are of another paper.
 * @param {string} text
 * @param {FrozenPaper} paper
 * @returns {{ file: SeatsFile | null, other?: string }}
 */
export function readSeats(text, paper) {
  let data;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ""));
    canonical(data);
  } catch {
    return { file: null };
  }
  if (!isSeatsFile(data)) return { file: null };
  return data.paper === paper.number ? { file: data } : { file: null, other: data.paper };
}

/** @param {SeatsFile} file */
export function codesOf({ seats }) {
  return new Map(seats.map(({ seat, code }) => [seat, code]));
}

/**
 * @param {any} data
 * @returns {data is SeatsFile}
 */
function isSeatsFile(data) {
  const isFile = hasKeys(data, ["format", "paper", "schema", "seats"]) && data.format === SEATS_FORMAT;
  if (!isFile || data.schema !== 1 || typeof data.paper !== "string" || !Array.isArray(data.seats)) return false;
  const sound = data.seats.every((/** @type {any} */ each) => isSeat(each, data.paper));
  return sound && codesOf(data).size === data.seats.length;
}

/**
 * @param {any} data
 * @param {string} paper
 * @returns {data is Seat}
 */
function isSeat(data, paper) {
  if (!hasKeys(data, ["code", "name", "number", "seat"])) return false;
  const { seat, name, number, code } = data;
  const isPlace = Number.isInteger(seat) && seat >= 1 && seat <= MOST_SEATS;
  return isPlace && [name, number, code].every((each) => typeof each === "string") && name && isCode(paper, seat, code);
}

/**
 * @param {unknown} data
 * @param {string[]} keys
 */
function hasKeys(data, keys) {
  return typeof data === "object" && data !== null && Object.keys(data).sort().join() === keys.join();
}
