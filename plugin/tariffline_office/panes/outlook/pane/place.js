/**
 * A stretch of a stranger's text around a span, cut to a sentence: before it, the span, after it.
 * `hidden`: how many marks were left out that turn the direction of text, or can't be seen.
 *
 * @typedef {{before: string, marked: string, after: string, hidden: number}} Place
 */

const AROUND = 90; // characters
// What makes 01.03 look like 30.10: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
const HIDDEN = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const ENDS = /[.!?](?=\s)|\n/g;

/**
 * Where a mention stands.
 *
 * @param {string} text
 * @param {{start: number, end: number}} span
 * @returns {Place}
 */
export function place(text, { start, end }) {
  const before = text.slice(Math.max(0, start - AROUND), start);
  const after = text.slice(end, end + AROUND);
  const first = lastEnd(before);
  const last = firstEnd(after);
  const isCutBefore = first === 0 && start > AROUND;
  const isCutAfter = last === after.length && end + AROUND < text.length;
  const parts = [before.slice(first).replace(/^[\s>]+/, ""), text.slice(start, end), after.slice(0, last)];
  const hidden = parts.join("").match(HIDDEN)?.length ?? 0;
  return {
    before: (isCutBefore ? "…" : "") + seen(parts[0]),
    marked: seen(parts[1]),
    after: seen(parts[2]).trimEnd() + (isCutAfter ? "…" : ""),
    hidden,
  };
}

/**
 * A stranger's words on one line, without what can't be seen, and not endless.
 *
 * @param {string} words
 * @param {number} [most] characters
 */
export function oneLine(words, most = 200) {
  const line = seen(words.slice(0, 4 * most)).trim();
  return line.length > most || words.length > 4 * most ? `${line.slice(0, most)}…` : line;
}

/**
 * @param {string} words
 */
function seen(words) {
  // The marks of quoted lines are no part of a sentence.
  return words.replace(HIDDEN, "").replace(CONTROLS, "").replace(/\n[\s>]+/g, " ").replace(/\s+/g, " ");
}

/**
 * @param {string} before
 */
function lastEnd(before) {
  const ends = [...before.matchAll(ENDS)];
  const last = ends.at(-1);
  return last ? last.index + 1 : 0;
}

/**
 * @param {string} after
 */
function firstEnd(after) {
  const [first] = after.matchAll(ENDS);
  return first ? first.index + 1 : after.length;
}
