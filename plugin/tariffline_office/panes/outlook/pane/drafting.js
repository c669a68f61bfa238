import { pause } from "../../shared/patience.js";
import { reason, say } from "../../shared/saying.js";
import { Unreachable } from "../../shared/service.js";
import { body } from "./item.js";
import { read } from "./reading.js";
import { showLink, showWords } from "./view.js";

/** @typedef {import("./item.js").Opened} Opened */
/** @typedef {import("./following.js").Following} Following */
/** @typedef {import("../../shared/service.js").Service} Service */

const LOOK = 4_000; // ms between two looks at a draft

/**
 * Check a draft now, and again whenever it has changed and then rested from one look to the next.
 *
 * @param {Opened & {mode: "compose"}} open
 * @param {Service} service
 * @param {Following} following shows what is found
 * @param {AbortSignal} signal ends with the draft
 */
export async function watchDraft(open, service, following, signal) {
  let checked = await check(open, service, following, signal);
  let seen = checked;
  while (!signal.aborted) {
    await pause(LOOK, signal);
    if (signal.aborted || document.hidden) continue;
    const now = await textOf(open);
    if (now !== checked && now === seen) checked = await check(open, service, following, signal);
    seen = now;
  }
}

/**
 * @param {Opened & {mode: "compose"}} open
 * @param {Service} service
 * @param {Following} following
 * @param {AbortSignal} signal
 * @returns {Promise<string | null>} the text that was checked; null when it could not be
 */
async function check(open, service, following, signal) {
  try {
    const text = await textOf(open);
    const view = await read(open, service, signal);
    signal.throwIfAborted();
    showLink("there");
    following.show({ ...view, isWhole: true }, signal);
    return text;
  } catch (problem) {
    if (signal.aborted) return null;
    showLink(problem instanceof Unreachable ? "away" : "there");
    const words = `Your draft is not checked: ${reason(problem)}.`;
    if (following.view) say(words, "bad");
    else showWords(words, { canRetry: true, subject: "Your draft" });
    return null;
  }
}

/**
 * @param {Opened} open
 */
async function textOf(open) {
  return body(open, Office.CoercionType.Text).catch(() => "");
}
