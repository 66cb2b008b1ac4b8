/* Days and times where the policy is in force, wherever the reader is. */

/** @type {Intl.DateTimeFormatOptions} */
const DAY = { timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit" };
/** @type {Intl.DateTimeFormatOptions} */
const MINUTE = { ...DAY, hour: "2-digit", minute: "2-digit" };

/** The day, as `2026-11-24`. */
export function today(now = new Date()) {
  return written(DAY, now);
}

/** The day and the time, as `2026-11-24 09:30`. */
export function dayAndTime(now = new Date()) {
  return written(MINUTE, now);
}

/**
 * Swedish writes dates as the policy's files do.
 * @param {Intl.DateTimeFormatOptions} parts
 * @param {Date} now
 */
function written(parts, now) {
  return new Intl.DateTimeFormat("sv-SE", parts).format(now);
}
