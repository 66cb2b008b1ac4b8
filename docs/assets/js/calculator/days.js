/* Days and moments as whole numbers, free of any clock's time zone, and working days by the emitted tables. */

/** @import { Facts } from "../shared/types.js" */
/** @import { CalendarTables } from "./types.js" */

export class Refusal extends Error {
  /**
   * Why a result cannot be worked out: `code` names the reason in the words (`r:…`), `facts` fill it.
   * @param {string} code
   * @param {Facts} facts
   */
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

const DAY_MS = 86400000;
const FIRST_DAY = dayNumber(1, 1, 1);
const LAST_DAY = dayNumber(9999, 12, 31);
const MINUTES_A_DAY = 1440;

/** A date: `day` counts days since 1970-01-01. */
export class Day {
  /** @param {number} day */
  constructor(day) {
    if (!(day >= FIRST_DAY && day <= LAST_DAY)) throw new Refusal("out_of_range"); // NaN is no day, either
    this.day = day;
  }

  /**
   * `2026-03-31`. Throws RangeError or Refusal for what is not a date.
   * @param {string} text
   */
  static parse(text) {
    const [year, month, day] = text.split("-").map(Number);
    const parsed = new Day(dayNumber(year, month, day));
    if (parsed.toString() !== text) throw new RangeError(text);
    return parsed;
  }

  get parts() {
    const date = new Date(this.day * DAY_MS);
    return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  }

  get year() {
    return this.parts[0];
  }

  get month() {
    return this.parts[1];
  }

  /** Monday is 0. */
  get weekday() {
    return (((this.day + 3) % 7) + 7) % 7;
  }

  /** Days in their order. */
  valueOf() {
    return this.day;
  }

  toString() {
    const [year, month, day] = this.parts;
    return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}`;
  }
}

/** A date and a time of day: `minute` counts minutes since 1970-01-01T00:00. */
export class Moment {
  /** @param {number} minute */
  constructor(minute) {
    this.minute = minute;
    this.date = new Day(Math.floor(minute / MINUTES_A_DAY));
  }

  /**
   * `2026-03-31T10:20`. Throws RangeError for what is none.
   * @param {string} text
   */
  static parse(text) {
    const [day, time] = text.split("T");
    const [hours, minutes] = time.split(":").map(Number);
    return new Moment(Day.parse(day).day * MINUTES_A_DAY + hours * 60 + minutes);
  }

  get time() {
    const within = this.minute - this.date.day * MINUTES_A_DAY;
    return `${twoDigits(Math.floor(within / 60))}:${twoDigits(within % 60)}`;
  }

  /** Moments in their order. */
  valueOf() {
    return this.minute;
  }

  toString() {
    return `${this.date}T${this.time}`;
  }
}

/** Which days are working days, by `{year: {off: […], makeUp: […]}}`. A year without a table is refused. */
export class Calendars {
  /** @param {CalendarTables | null} tables */
  constructor(tables) {
    /** @type {Map<number, { off: Set<string>, makeUp: Set<string> }>} */
    this.tables = new Map();
    for (const [year, table] of Object.entries(tables ?? {})) {
      this.tables.set(Number(year), { off: new Set(table.off), makeUp: new Set(table.makeUp) });
    }
    /** @type {Map<number, boolean>} */
    this.known = new Map();
  }

  /** @param {Day} day */
  isWorking(day) {
    const working = this.known.get(day.day) ?? this.lookUp(day);
    this.known.set(day.day, working);
    return working;
  }

  /** @param {Day} day */
  lookUp(day) {
    const table = this.tables.get(day.year);
    if (!table) throw new Refusal("no_calendar", { year: day.year });
    const text = day.toString();
    return table.makeUp.has(text) || (day.weekday < 5 && !table.off.has(text));
  }

  /**
   * The `count`-th working day after `day`, before it for a negative count; the day itself for none.
   * @param {Day} day
   * @param {number} count
   */
  after(day, count) {
    let left = Math.abs(count);
    let at = day;
    while (left > 0) {
      at = new Day(at.day + Math.sign(count));
      if (this.isWorking(at)) left -= 1;
    }
    return at;
  }

  /**
   * Whether no working day lies between two dates.
   * @param {Day} before
   * @param {Day} day
   */
  follows(before, day) {
    for (let at = before.day + 1; at < day.day; at += 1) {
      if (this.isWorking(new Day(at))) return false;
    }
    return true;
  }
}

/**
 * A date's place in the order of days, `months` later; a day that the month lacks stands behind its last one.
 * @param {Day} day
 */
export function monthKey(day, months = 0) {
  const [year, month, date] = day.parts;
  return (year * 12 + month + months) * 32 + date;
}

/**
 * A date's number; months and days beyond their last one, or before their first, count on.
 * @param {number} year
 * @param {number} month
 * @param {number} day
 */
export function dayNumber(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / DAY_MS;
}

/** @param {number} number */
export function twoDigits(number) {
  return String(number).padStart(2, "0");
}
