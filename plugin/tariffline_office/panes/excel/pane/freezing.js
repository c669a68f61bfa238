import { editionInUse, today } from "./asking.js";
import { make, onPress, part } from "../../shared/dom.js";
import { freeze } from "./freeze.js";
import { chosen } from "./refreshing.js";
import { saying } from "../../shared/saying.js";
import { thaw } from "./thaw.js";

/** @typedef {import("./cells.js").Where} Where */

/** The part of the pane that freezes and thaws. */
export function useFreezing() {
  onPress(part("freeze-now", HTMLButtonElement), () => freezeWithWords(chosen()));
  onPress(part("thaw-now", HTMLButtonElement), () => thawWithWords(chosen()));
}

/**
 * @param {Where} where
 */
export function freezeWithWords(where) {
  part("edited", HTMLDivElement).replaceChildren();
  return saying(async () => {
    const edition = await editionInUse();
    const { frozen, errors } = await freeze(where, { edition, day: today() });
    const done = frozen > 0 ? `Frozen: ${cells(frozen)}, at ${edition}.` : "";
    const live = errors > 0 ? `Left as formulas, for they show an error: ${cells(errors)}.` : "";
    return `${done} ${live}`.trim() || "No Tariffline formulas here.";
  });
}

/**
 * @param {Where} where
 */
export function thawWithWords(where) {
  part("edited", HTMLDivElement).replaceChildren();
  return saying(async () => {
    const { thawed, edited } = await thaw(where);
    showEdited(edited);
    if (thawed === 0 && edited.length === 0) return "Nothing is frozen here.";
    const left = edited.length > 0 ? ` Left, for edited or moved since: ${cells(edited.length)}.` : "";
    return `Formulas again: ${cells(thawed)}.${left}`;
  });
}

/**
 * @param {import("./frozen.js").Frozen[]} edited
 */
function showEdited(edited) {
  if (edited.length === 0) return;
  const lines = edited.map((one) =>
    make(
      "li",
      {},
      make("span", { class: "number" }, `${one.sheet}!${one.cell}`),
      make("span", { class: "under" }, "was frozen from ", make("code", {}, one.formula)),
    ),
  );
  part("edited", HTMLDivElement).replaceChildren(
    make("p", { class: "hint" }, "Left as they are, for they no longer hold the frozen value:"),
    make("ul", { class: "lines" }, ...lines),
  );
}

/**
 * @param {number} count
 */
function cells(count) {
  return count === 1 ? "1 cell" : `${count.toLocaleString("en-US")} cells`;
}
