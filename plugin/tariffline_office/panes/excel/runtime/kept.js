import { ALWAYS, hold, meet } from "./days.js";
import { touches } from "./touches.js";

/** @typedef {import("./days.js").Days} Days */
/** @typedef {import("./touches.js").Scope} Scope */
/** @typedef {import("./question.js").Cell} Cell */
/** @typedef {import("./question.js").Question} Question */
/** @typedef {import("./question.js").Declared} Declared */
/** @typedef {{source: string, place: string, text: string, url: string}} Cite */
/** @typedef {Cell | Cell[][]} Value */
/** @typedef {{code: string, message: string}} Failure */

/**
 * One entry of the feed: on `days`, answers within `scope` are no longer what they were.
 *
 * @typedef {{seq: number, scope: Scope, effective: string, until: string | null}} Change
 */

/**
 * An answer as it was given, with what it rests on.
 *
 * `days` are those it speaks of: a change on none of them leaves it as it is. `good` are those on
 * which it may be given. It already holds all changes up to `feed`; `askedAt` is in UTC.
 *
 * @typedef {object} Kept
 * @property {Value} value null where `failure` says why
 * @property {Failure | null} failure
 * @property {string} edition
 * @property {string | null} validUntil the last day it is known to hold
 * @property {Cite | null} cite
 * @property {string[]} notes
 * @property {Scope} scope
 * @property {Days} days
 * @property {Days} good
 * @property {number} feed
 * @property {string} askedAt
 */

/** @typedef {{edition: string, feed: number, askedAt: string, today: string}} Circumstances */

/**
 * An answer of the service in full detail.
 *
 * @typedef {object} FullAnswer
 * @property {Value} value
 * @property {Cite[]} cites
 * @property {Scope} scope
 * @property {string | null} valid_until
 * @property {string} edition
 * @property {string[]} notes
 */

const NOTHING = Object.freeze({ hts: null, origin: "", case: null, message: null });
const ISO = /^\d{4}-\d{2}-\d{2}$/;

/**
 * An answer with the rules for keeping it: for a date it holds for ever, for today up to its
 * `valid_until`.
 *
 * @param {Declared} declared
 * @param {Question} question
 * @param {FullAnswer} said
 * @param {Circumstances} when
 * @returns {Kept}
 */
export function keep(declared, question, said, when) {
  const written = told(declared, question, "date");
  const dated = declared.parameters.some((parameter) => parameter.name === "date");
  return {
    value: said.value,
    failure: null,
    edition: said.edition,
    validUntil: said.valid_until,
    cite: said.cites[0] ?? null,
    notes: said.notes,
    scope: said.scope,
    days: written !== null ? spokenOf(written) : { first: dated ? when.today : null, last: null },
    good: written !== null ? ALWAYS : { first: when.today, last: said.valid_until },
    feed: when.feed,
    askedAt: when.askedAt,
  };
}

/**
 * An error with the rules for keeping it. It tells neither what it rests on nor until when, so it
 * is taken to rest on the whole heading, and holds for this day if its date is today or to come.
 *
 * @param {Declared} declared
 * @param {Question} question
 * @param {Failure} failure
 * @param {Circumstances} when
 * @returns {Kept}
 */
export function keepFailure(declared, question, failure, when) {
  const written = told(declared, question, "date");
  const isPast = typeof written === "string" && ISO.test(written) && written <= when.today;
  return {
    value: null,
    failure: { code: failure.code, message: failure.message },
    edition: when.edition,
    validUntil: null,
    cite: null,
    notes: [],
    scope: heading(declared, question),
    days: ALWAYS,
    good: isPast ? ALWAYS : { first: when.today, last: when.today },
    feed: when.feed,
    askedAt: when.askedAt,
  };
}

/**
 * That the service can't answer now, which is never kept.
 *
 * @param {string} message
 * @param {string} askedAt
 * @returns {Kept}
 */
export function unavailable(message, askedAt) {
  return {
    value: null,
    failure: { code: "UNAVAILABLE", message },
    edition: "",
    validUntil: null,
    cite: null,
    notes: [],
    scope: NOTHING,
    days: ALWAYS,
    good: ALWAYS,
    feed: 0,
    askedAt,
  };
}

/**
 * Whether the feed would tell when it goes stale; “can't answer now” is for now only.
 *
 * @param {Kept} kept
 */
export function isKeepable(kept) {
  const { hts, message } = kept.scope;
  const watched = hts !== null || kept.scope.case !== null || message !== null;
  return watched && kept.failure?.code !== "UNAVAILABLE";
}

/**
 * @param {Kept} kept
 * @param {string} day
 */
export function isGood(kept, day) {
  return hold(kept.good, day);
}

/**
 * Whether a change makes it stale.
 *
 * @param {Kept} kept
 * @param {Change} change
 */
export function isTouched(kept, change) {
  const days = { first: change.effective, last: change.until };
  return change.seq > kept.feed && meet(days, kept.days) && touches(change.scope, kept.scope);
}

/**
 * An argument by its name; null when it is left out. Only `date` is the day that an answer speaks
 * of: another argument may be a date as well.
 *
 * @param {Declared} declared
 * @param {Question} question
 * @param {string} name
 */
function told(declared, question, name) {
  const at = declared.parameters.findIndex((parameter) => parameter.name === name);
  return question.arguments[at] ?? null;
}

/**
 * The service reads more ways to write a date than are read here: then it may be any.
 *
 * @param {Cell} written
 * @returns {Days}
 */
function spokenOf(written) {
  const isIso = typeof written === "string" && ISO.test(written);
  return isIso ? { first: written, last: written } : ALWAYS;
}

/**
 * @param {Declared} declared
 * @param {Question} question
 * @returns {Scope}
 */
function heading(declared, question) {
  const asked = declared.parameters.some((parameter) => parameter.name === "hts");
  if (!asked) return NOTHING;
  const digits = String(told(declared, question, "hts") ?? "").replace(/[\s.-]+/g, "");
  const whole = digits.length % 2 ? `0${digits}` : digits; // a number cell drops a leading zero
  return { ...NOTHING, hts: /^\d+$/.test(whole) ? whole.slice(0, 4) : "" };
}
