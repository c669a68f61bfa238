import { make } from "../../shared/dom.js";

/** @typedef {import("./feed.js").Entry} Entry */

/**
 * A value as the pane shows it: what a cell leaves open, as nothing.
 *
 * @param {unknown} value
 */
export function shownValue(value) {
  if (value === "" || value === null || value === undefined) return "nothing";
  return String(value);
}

/**
 * Why something changed: what, from when, and in which document it stands.
 *
 * @param {Entry} entry
 */
export function shownReason(entry) {
  const { source, place, url } = entry.cite;
  const document = [source, place].filter(Boolean).join(", ");
  const cited = url ? make("a", { href: url, target: "_blank", rel: "noopener" }, document) : document;
  return make("span", {}, `${words(entry)}, effective ${entry.effective}: `, cited);
}

/**
 * @param {Entry} entry
 */
function words({ kind, field }) {
  return kind === "rate" ? `${field} rate` : kind;
}

/**
 * An HTS number as the schedule prints it.
 *
 * @param {string} digits
 */
export function dotted(digits) {
  const parts = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8), digits.slice(8, 10)];
  return parts.filter(Boolean).join(".");
}
