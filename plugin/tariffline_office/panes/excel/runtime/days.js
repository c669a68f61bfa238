/**
 * Days from `first` to `last`, both included, as ISO dates; null: no such bound is known.
 *
 * @typedef {{first: string | null, last: string | null}} Days
 */

/** @type {Days} */
export const ALWAYS = Object.freeze({ first: null, last: null });

/**
 * @param {Days} days
 * @param {string} day an ISO date
 */
export function hold(days, day) {
  return (days.first === null || days.first <= day) && (days.last === null || day <= days.last);
}

/**
 * @param {Days} one
 * @param {Days} other
 */
export function meet(one, other) {
  return notAfter(one.first, other.last) && notAfter(other.first, one.last);
}

/**
 * @param {string | null} first
 * @param {string | null} last
 */
function notAfter(first, last) {
  return first === null || last === null || first <= last;
}

const washington = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

const MINUTE = 60_000;
const latest = { minute: Number.NaN, day: "" }; // thousands of cells ask within one minute

/**
 * The date that an entry filed at a moment would bear: that of Washington.
 *
 * @param {Date} moment
 * @returns {string} an ISO date
 */
export function dayOf(moment) {
  const minute = Math.floor(moment.getTime() / MINUTE);
  if (minute !== latest.minute) {
    const told = washington.formatToParts(moment).map(({ type, value }) => [type, value]);
    const { year, month, day } = Object.fromEntries(told);
    latest.day = `${year}-${month}-${day}`;
    latest.minute = minute;
  }
  return latest.day;
}
