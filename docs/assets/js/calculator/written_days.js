/* Days, months and moments as people write them, made ISO texts; the same as in Python (`days.py`). */

import { Day, twoDigits } from "./days.js";

const DAY_FORMS = String.raw`^(\d{4})(?:([-/.])(\d\d?)\2(\d\d?)| ?年 ?(\d\d?) ?月 ?(\d\d?) ?[日号]?|(\d\d)(\d\d))`;
const WRITTEN_DAY = new RegExp(`${DAY_FORMS}([T ] *0?0:00(:00)?)?$`);
const WRITTEN_MONTH = /^(\d{4})(?:[-/](\d\d?)|\.(\d\d)| ?年 ?(\d\d?) ?月份?|(\d\d))$/;
const WRITTEN_MOMENT = new RegExp(
  String.raw`${DAY_FORMS}(?:T| +| *(?=[上下]))(?:[上下]午)? ?(\d\d?)(?::(\d\d)(?::00)?| ?[点时](?:(\d\d?)分?|(半))?)(?: ?[AaPp][Mm])?$`,
);

/**
 * The ISO text of a day. Throws what `Day.parse` throws for what is none.
 * @param {string} text
 */
export function readDay(text) {
  return isoOf(WRITTEN_DAY.exec(text));
}

/**
 * The ISO text of the first day of a month.
 * @param {string} text
 */
export function readMonth(text) {
  return isoOf(WRITTEN_MONTH.exec(text), "1");
}

/**
 * The ISO text of a moment. Twelve in the morning may be midnight or noon, and is none.
 * @param {string} text
 */
export function readMoment(text) {
  const found = WRITTEN_MOMENT.exec(text.replace(/[日号]/, "$& "));
  const [hour, minute, more, half] = found?.slice(9) ?? [];
  const [hours, minutes] = [hourOf(text, Number(hour)), Number(minute ?? more ?? (half ? 30 : 0))];
  if (!(hours < 24 && minutes < 60)) throw new RangeError(text);
  return `${isoOf(found)}T${twoDigits(hours)}:${twoDigits(minutes)}`;
}

/**
 * @param {string} text
 * @param {number} hour as it stands there
 */
function hourOf(text, hour) {
  const late = /下|pm/i.test(text);
  if (/上|am/i.test(text)) return late || hour > 11 ? NaN : hour;
  if (late && hour < 12) return hour ? hour + 12 : NaN;
  return hour;
}

/**
 * The first digits that were found, and more of them.
 * @param {(string | undefined)[] | null} found
 * @param {string} [more]
 */
function isoOf(found, more) {
  const parts = [...(found ?? []).slice(1), more].filter((part) => /^\d+$/.test(part ?? ""));
  return Day.parse(`${parts[0]}-${twoDigits(Number(parts[1]))}-${twoDigits(Number(parts[2]))}`).toString();
}
