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
    make("tbody", {}, ...lines.slice(0, MOST_ROWS).flatMap(rows)),
    make("tfoot", {}, ...totals.map(totalRow)),
  );
  const more = rest > 0 ? [make("p", { class: "hint" }, `and ${counted(rest)} more, counted in the totals`)] : [];
  return make("div", { class: "scroll" }, table, ...more);
}

/**
 * A line, and below it why it has no rate.
 *
 * @param {Line} line
 */
function rows(line) {
  const base = line.answers.find((said) => said.function === "BASE");
  const duty = line.base_duty === null ? "–" : money(line.base_duty);
  const rate = base?.answer ? [make("span", { class: "under" }, shown(base, base.answer.value))] : [];
  const cells = [
    make("td", {}, ...item(line)),
    make("td", { class: "sum" }, make("bdi", {}, valueOf(line.value))),
    make("td", { class: "sum" }, duty, ...rate),
  ];
  const row = make("tr", {}, ...cells);
  if (!base?.error) return [row];
  const why = make("td", { colspan: "3", class: "warning" }, base.error.message);
  return [row, make("tr", { class: "why" }, why)];
}

/**
 * @param {Line} line
 */
function item({ hts, country, description, quantity }) {
  const details = [country && `from ${countryName(country)}`, quantity].filter(Boolean).join(", ");
  return [
    make("a", { href: `/hts/${hts}`, target: "_blank", rel: "noopener" }, hts),
    make("bdi", { class: "under" }, oneLine(description, 120)),
    make("bdi", { class: "under" }, oneLine(details, 80)),
  ];
}

/**
 * USD 12000.00 → USD 12,000.00; other words as they are.
 *
 * @param {string} written
 */
function valueOf(written) {
  const [, currency, sum] = /^([A-Z]{3}) (\d{1,12}(?:\.\d+)?)$/.exec(written) ?? [];
  return sum ? `${currency} ${money(Number(sum))}` : oneLine(written || "–", 40);
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
export function counted(lines) {
  return `${lines.toLocaleString("en-US")} ${lines === 1 ? "line" : "lines"}`;
}
