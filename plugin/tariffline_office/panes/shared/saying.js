import { part } from "./dom.js";

/** @typedef {"good" | "bad" | "plain"} Tone */

/**
 * Say something at the foot of the pane; screen readers read it out.
 *
 * @param {string} words
 * @param {Tone} [tone]
 */
export function say(words, tone = "plain") {
  const line = part("said", HTMLParagraphElement);
  line.textContent = words;
  line.dataset.tone = tone;
}

/**
 * Do something and say how it ended, or why it failed.
 *
 * @param {() => Promise<string | void>} act gives the words to say, if any
 */
export async function saying(act) {
  try {
    const words = await act();
    if (words) say(words, "good");
  } catch (problem) {
    say(reason(problem), "bad");
  }
}

/**
 * What went wrong, as a person would say it.
 *
 * @param {unknown} problem
 */
export function reason(problem) {
  const code = problem instanceof Error && "code" in problem ? problem.code : "";
  if (code === "InvalidOperationInCellEditMode") {
    return "Excel is editing a cell. Finish with Enter or Esc, then try again.";
  }
  if (code === "AccessDenied") {
    return "The sheet is protected. Unprotect it on the Review tab, then try again.";
  }
  return problem instanceof Error ? problem.message : String(problem);
}
