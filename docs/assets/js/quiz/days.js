/* Days by the calendar, as `2026-11-24`. */

/**
 * A day some days later, or earlier.
 * @param {string} day
 * @param {number} days
 */
export function later(day, days) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
