import { make } from "../../shared/dom.js";
import { oneLine } from "./place.js";
import { countryName, shown } from "./words.js";

/** @typedef {import("./wire.js").Line} Line */
/** @typedef {import("./wire.js").Total} Total */

const MOST_ROWS = 200;
const HEADINGS = ["Item", "Value", "Base duty"];

/**
 * The line items of a text as a table with its totals; null where no line says more than a number.
 *
 * @param {string} where
 * @param {Line[]} lines
 * @param {Total[]} totals
 */
export function itemsTable(where, lines, totals) {
  const isOrder = lines.some(({ description, quantity, value }) => description || quantity || value);
  if (!isOrder) return null;
  const rest = lines.length - MOST_ROWS;
  const caption = `${where}: ${counted(lines.length)}`;
  const head = HEADINGS.map((name) => make("th", { scope: "col" }, name));
  const table = make(
    "table",
    {},
    make("caption", {}, oneLine(caption, 100)),
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...lines.slice(0, MOST_ROWS).map(row)),
    make("tfoot", {}, ...totals.map(totalRow)),
  );
  const more = rest > 0 ? [make("p", { class: "hint" }, `and ${counted(rest)} more, counted in the totals`)] : [];
  const hint = make(
    "p",
    { class: "hint" },
    "Base rates of today for the origin named, each line rounded to the cent; no additional duty of " +
      "chapter 99, antidumping or fee is in them.",
  );
  return make("div", { class: "scroll" }, table, ...more, hint);
}

/**
 * @param {Line} line
 */
function row(line) {
  const base = line.answers.find((said) => said.function === "BASE");
  const details = [line.country && `from ${countryName(line.country)}`, line.quantity].filter(Boolean);
  const why = base?.error ? [make("span", { class: "warning" }, base.error.message)] : [];
  const duty = line.base_duty === null ? "–" : money(line.base_duty);
  const rate = base?.answer ? [make("span", { class: "under" }, shown(base, base.answer.value))] : [];
  return make(
    "tr",
    {},
    make(
      "td",
      {},
      make("a", { href: `/hts/${line.hts}`, target: "_blank", rel: "noopener" }, line.hts),
      make("bdi", { class: "under" }, oneLine(line.description, 120)),
      make("bdi", { class: "under" }, oneLine(details.join(", "), 80)),
      ...why,
    ),
    make("td", { class: "sum" }, make("bdi", {}, oneLine(line.value || "–", 40))),
    make("td", { class: "sum" }, duty, ...rate),
  );
}

/**
 * @param {Total} total
 */
function totalRow({ currency, lines, value, base_duty: duty, without }) {
  const note = without > 0 ? make("span", { class: "under" }, `${counted(without)} without a duty here`) : "";
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, `Total ${currency}`, make("span", { class: "under" }, counted(lines))),
    make("td", { class: "sum" }, money(value)),
    make("td", { class: "sum" }, money(duty), note),
  );
}

/**
 * @param {number} sum
 */
function money(sum) {
  return sum.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/**
 * @param {number} lines
 */
function counted(lines) {
  return `${lines.toLocaleString("en-US")} ${lines === 1 ? "line" : "lines"}`;
}
