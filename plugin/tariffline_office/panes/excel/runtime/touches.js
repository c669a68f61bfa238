/**
 * What a change bears on, or what an answer rests on. `hts`: digits, "" the whole schedule;
 * `origin`: ISO code, "" any; `case`, `message`: an AD/CVD case, a CBP message. null: none of that.
 *
 * @typedef {{hts: string | null, origin: string, case: string | null, message: string | null}} Scope
 */

/**
 * Whether a change within the one scope makes an answer that rests on the other stale.
 *
 * The service and the command line have the same test: all are held to tests/vectors/touches.json.
 *
 * @param {Scope} change
 * @param {Scope} question
 * @returns {boolean}
 */
export function touches(change, question) {
  if (change.hts !== null && question.hts !== null && meet(change.hts, question.hts)) {
    const anywhere = change.origin === "" || question.origin === "";
    if (anywhere || change.origin === question.origin) return true;
  }
  if (change.case !== null && change.case === question.case) return true;
  return change.message !== null && change.message === question.message;
}

/**
 * A heading's answer rests on its lines, and a line's on its heading.
 *
 * @param {string} one
 * @param {string} other
 */
function meet(one, other) {
  return one.startsWith(other) || other.startsWith(one);
}
