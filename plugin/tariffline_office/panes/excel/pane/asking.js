import { runtime } from "../runtime/main.js";

/** @typedef {import("../runtime/kept.js").FullAnswer} FullAnswer */
/** @typedef {import("../runtime/question.js").Cell} Cell */
/** @typedef {{code: string, message: string}} Unknown */

/**
 * Ask one question, outside any cell.
 *
 * @param {string} name
 * @param {Cell[]} given
 * @returns {Promise<FullAnswer | Unknown>}
 */
export async function askOne(name, given) {
  const { results } = await runtime.ask([{ function: name, rows: [given] }], "full");
  const [{ answers, errors }] = results;
  return errors[0] ?? answers[0];
}

/**
 * The edition in use, as an answer names it.
 *
 * @returns {Promise<string>}
 * @throws {Error} with the service's words when none is loaded
 */
export async function editionInUse() {
  const told = await askOne("ASOF", []);
  if ("code" in told) throw new Error(told.message);
  return String(told.value);
}

/** Today as the user's calendar has it, ISO. */
export function today() {
  const now = new Date();
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
