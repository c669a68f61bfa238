import { runtime } from "../runtime/main.js";
import { editionInUse } from "./asking.js";
import { ourCells } from "./cells.js";
import { make, onPress, part, terms } from "../../shared/dom.js";
import { changesSince } from "./feed.js";
import { lastPosition } from "./position.js";
import { numbersOf, touching } from "./reasons.js";
import { reason, saying } from "../../shared/saying.js";
import { dotted, shownReason, shownValue } from "./shown.js";

/** @typedef {import("../runtime/main.js").Status} Status */
/** @typedef {import("./feed.js").Entry} Entry */
/** @typedef {import("./position.js").Position} Position */

const MOST_SHOWN = 100;

let edition = "";

/** The head of the pane and the part that tells how things stand. */
export function useStanding() {
  runtime.onStatus(showStatus);
  onPress(part("look", HTMLButtonElement), () => saying(showWorkbook));
  void editionInUse()
    .catch(reason)
    .then((words) => {
      edition = words;
      showStatus(runtime.status());
    });
}

/**
 * @param {Status} status
 */
function showStatus(status) {
  part("edition", HTMLParagraphElement).textContent = edition || "…";
  const link = part("link", HTMLParagraphElement);
  link.textContent = inShort(status);
  link.dataset.tone = status.offline ? "bad" : status.feed ? "good" : "plain";
  part("standing", HTMLDivElement).replaceChildren(
    terms([
      ["Edition", edition || "not known yet"],
      ["Feed", status.feed ? `read to change ${status.feed.seq}, ${ago(status.age)}` : "not read yet"],
      ["Pending", questions(status.pending)],
      ["Errors", questions(status.errors)],
      ["Overtaken", questions(status.stale)],
      ["Watched", questions(status.watches)],
    ]),
  );
}

/**
 * @param {Status} status
 */
function inShort({ offline, pending, feed }) {
  if (offline) return "offline";
  if (pending > 0) return `${pending.toLocaleString("en-US")} pending`;
  return feed ? "up to date" : "connecting";
}

/**
 * @param {number | null} milliseconds
 */
function ago(milliseconds) {
  if (milliseconds === null) return "when is not known";
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return "just now";
  return minutes < 120 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} hours ago`;
}

/**
 * @param {number} number
 */
function questions(number) {
  return number === 1 ? "1 question" : `${number.toLocaleString("en-US")} questions`;
}

/** What the workbook remembers, and what changed for it since. */
export async function showWorkbook() {
  const position = await lastPosition();
  part("workbook", HTMLDivElement).replaceChildren(
    position === null
      ? make("p", { class: "hint" }, "It was never refreshed as a whole.")
      : terms([
          ["Refreshed", position.refreshed],
          ["Edition", position.edition || "not known"],
          ["Change", String(position.seq)],
        ]),
  );
  part("changed", HTMLDivElement).replaceChildren(await changed(position));
}

/**
 * @param {Position | null} position
 * @returns {Promise<Node>}
 */
async function changed(position) {
  if (position === null) return hint("Refresh the workbook once; from then on it is told here.");
  const known = await changesSince(position, new AbortController().signal);
  if (known === null) return hint("The service has another feed since: refresh the workbook.");
  const numbers = await ownNumbers();
  const own = new Set(numbers.flatMap((digits) => touching(known.entries, digits)));
  const entries = known.entries.filter((entry) => own.has(entry));
  const total = known.entries.length.toLocaleString("en-US");
  if (entries.length === 0) {
    return hint(`Nothing that this workbook asks about (${total} changes in all).`);
  }
  const shown = entries.slice(0, MOST_SHOWN).map(line);
  const more = entries.length - shown.length + (known.isAll ? 0 : 1);
  if (more > 0) shown.push(make("li", {}, "There are more; refresh to see each cell’s."));
  return make("ul", { class: "lines" }, ...shown);
}

/** @returns {Promise<string[]>} digits of the numbers that formulas ask about, each once */
async function ownNumbers() {
  const cells = await Excel.run(async (context) => {
    const runs = await ourCells(context, "workbook");
    return runs.flatMap(({ sheet, formulas }) => formulas.map((formula) => ({ sheet, formula })));
  });
  const numbers = await numbersOf(cells);
  return [...new Set(numbers)].filter((digits) => digits !== null);
}

/**
 * @param {Entry} entry
 */
function line(entry) {
  const number = dotted(entry.scope.hts ?? "");
  const page = { href: `/hts/${number}`, target: "_blank", rel: "noopener", class: "number" };
  return make(
    "li",
    {},
    make("a", page, number),
    " ",
    make("span", { class: "tag" }, entry.field),
    terms([
      ["Before", make("del", {}, shownValue(entry.before))],
      ["After", make("ins", {}, shownValue(entry.after))],
      ["Reason", shownReason(entry)],
    ]),
  );
}

/**
 * @param {string} words
 */
function hint(words) {
  return make("p", { class: "hint" }, words);
}
