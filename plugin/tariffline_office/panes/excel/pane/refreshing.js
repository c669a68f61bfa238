import { runtime } from "../runtime/main.js";
import { editionInUse, today } from "./asking.js";
import { make, onPress, part, terms } from "../../shared/dom.js";
import { changesSince } from "./feed.js";
import { lastPosition, remember } from "./position.js";
import { numbersOf, touching } from "./reasons.js";
import { refresh } from "./refresh.js";
import { say, saying } from "../../shared/saying.js";
import { caughtUp } from "./settling.js";
import { shownReason, shownValue } from "./shown.js";

/** @typedef {import("./cells.js").Where} Where */
/** @typedef {import("./refresh.js").Moved} Moved */

const MOST_SHOWN = 200;
const MOST_REASONS = 3;

let running = new AbortController();

/** The part of the pane that refreshes. */
export function useRefreshing() {
  onPress(part("refresh-now", HTMLButtonElement), () => refreshWithWords(chosen()));
  part("cancel", HTMLButtonElement).addEventListener("click", () => running.abort());
}

/** @returns {Where} what is chosen under “Where” */
export function chosen() {
  const checked = document.querySelector("input[name=where]:checked");
  const { value } = /** @type {HTMLInputElement} */ (checked);
  return /** @type {Where} */ (value);
}

/**
 * Refresh, show how far it is, and say what came of it.
 *
 * @param {Where} where
 */
export async function refreshWithWords(where) {
  running.abort(); // a command of the ribbon may come while the pane is at it
  const mine = (running = new AbortController());
  part("running", HTMLDivElement).hidden = false;
  part("moved", HTMLDivElement).replaceChildren();
  say("");
  await saying(() => refreshed(where, mine.signal));
  if (running === mine) part("running", HTMLDivElement).hidden = true;
}

/**
 * @param {Where} where
 * @param {AbortSignal} signal
 */
async function refreshed(where, signal) {
  try {
    showProgress("Reading the feed of changes…");
    await caughtUp(signal);
    const { feed } = runtime.status();
    const { cells, moved } = await refresh(where, showCells, signal);
    await showMoved(moved, signal);
    if (where === "workbook" && feed) await rememberAs(feed);
    return inWords(cells, moved.length);
  } catch (problem) {
    if (signal.aborted) return "Cancelled. What was recalculated before stays.";
    throw problem;
  }
}

/**
 * @param {import("../runtime/cache.js").Position} feed
 */
async function rememberAs(feed) {
  const edition = await editionInUse().catch(() => ""); // the service may be away again
  await remember({ ...feed, edition, refreshed: today() });
}

/**
 * @param {number} cells
 * @param {number} moved
 */
function inWords(cells, moved) {
  if (cells === 0) return "No Tariffline formulas here.";
  const offline = runtime.status().offline ? " The service is away: last known answers stand." : "";
  const changed = moved === 0 ? "nothing changed" : `${moved.toLocaleString("en-US")} changed`;
  const formulas = cells === 1 ? "1 formula" : `${cells.toLocaleString("en-US")} formulas`;
  return `Refreshed: ${formulas}, ${changed}.${offline}`;
}

/**
 * @param {number} done
 * @param {number} all
 */
function showCells(done, all) {
  const [some, whole] = [done.toLocaleString("en-US"), all.toLocaleString("en-US")];
  showProgress(`${some} of ${whole} formulas`, all > 0 ? done / all : undefined);
}

/**
 * @param {string} words
 * @param {number} [share] undefined: not known
 */
function showProgress(words, share) {
  part("progress-words", HTMLLabelElement).textContent = words;
  const bar = part("progress", HTMLProgressElement);
  if (share === undefined) bar.removeAttribute("value");
  else bar.value = share;
}

/**
 * @param {Moved[]} moved
 * @param {AbortSignal} signal
 */
async function showMoved(moved, signal) {
  if (moved.length === 0) return;
  const shown = moved.slice(0, MOST_SHOWN);
  const reasons = await reasonsFor(shown, signal);
  const lines = shown.map((one, index) => {
    const where = make("span", { class: "number" }, `${one.sheet}!${one.cell}`);
    const change = terms([
      ["Before", make("del", {}, shownValue(one.before))],
      ["After", make("ins", {}, shownValue(one.after))],
      ["Reason", reasons[index]],
    ]);
    return make("li", {}, where, change);
  });
  const rest = moved.length - shown.length;
  if (rest > 0) lines.push(make("li", {}, `and ${rest.toLocaleString("en-US")} more cells`));
  const heading = make("h2", {}, "Cells that changed");
  part("moved", HTMLDivElement).replaceChildren(heading, make("ul", { class: "lines" }, ...lines));
}

/**
 * @param {Moved[]} moved
 * @param {AbortSignal} signal
 * @returns {Promise<(string | Node)[]>}
 */
async function reasonsFor(moved, signal) {
  const position = await lastPosition();
  if (position === null) return moved.map(() => "not known: the first refresh of this workbook");
  const known = await changesSince(position, signal).catch(() => null);
  if (known === null) return moved.map(() => "not known: the changes since can’t be read");
  const numbers = await numbersOf(moved);
  return numbers.map((digits) => {
    const found = digits ? touching(known.entries, digits).slice(0, MOST_REASONS) : [];
    if (found.length === 0) return "no change of law on record: an input, or the day";
    return make("ul", { class: "reasons" }, ...found.map((one) => make("li", {}, shownReason(one))));
  });
}
