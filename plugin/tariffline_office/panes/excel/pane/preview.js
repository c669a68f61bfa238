import { CATALOGUE } from "../runtime/catalogue.js";
import { askOne } from "./asking.js";
import { make } from "../../shared/dom.js";
import { reference } from "./formulas.js";
import { cellOf } from "./reasons.js";
import { reason } from "../../shared/saying.js";
import { shownValue } from "./shown.js";

/** @typedef {import("../runtime/kept.js").FullAnswer} FullAnswer */
/** @typedef {import("../runtime/question.js").Cell} Cell */

const MOST_ROWS = 5;
const PER_CENT = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 4 });

/**
 * What the function would answer, with its law; for ranges, to their first row.
 *
 * @param {string} name
 * @param {{written: string}[]} given
 * @returns {Promise<Node[]>}
 */
export async function previewOf(name, given) {
  try {
    const values = await valuesOf(given.map(({ written }) => written.trim()));
    const told = await askOne(name, values);
    const isRate = CATALOGUE.find((each) => each.name === name)?.answers === "rate";
    return "code" in told ? [message(told.code, told.message)] : [answer(told, isRate)];
  } catch (problem) {
    return [message("UNAVAILABLE", reason(problem))];
  }
}

/**
 * @param {string[]} written
 * @returns {Promise<Cell[]>}
 */
async function valuesOf(written) {
  if (!written.some(reference)) return written.map((text) => text || null);
  return Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet().load("name");
    await context.sync();
    const read = written.map((text) => {
      const cell = reference(text);
      return cell ? cellOf(context, sheet.name, cell).load("values") : text;
    });
    await context.sync();
    return read.map((one) => (one instanceof Object ? one.values[0][0] : one) || null);
  });
}

/**
 * @param {FullAnswer} told
 * @param {boolean} isRate
 */
function answer({ value, cites, edition, valid_until: until, notes }, isRate) {
  const [cite] = cites;
  return make(
    "div",
    { class: "answer" },
    ...valueLines(value, isRate),
    make("small", {}, cite ? [cite.source, cite.place].filter(Boolean).join(", ") : edition),
    ...(until ? [make("small", {}, `holds until ${until}`)] : []),
    ...notes.map((note) => make("small", {}, note)),
  );
}

/**
 * @param {FullAnswer["value"]} value
 * @param {boolean} isRate
 */
function valueLines(value, isRate) {
  if (!Array.isArray(value)) return [make("p", { class: "value" }, inWords(value, isRate))];
  const rows = value.slice(0, MOST_ROWS).map((row) => make("p", {}, row.join(" · ")));
  const rest = value.length - MOST_ROWS;
  return rest > 0 ? [...rows, make("small", {}, `and ${rest} more rows`)] : rows;
}

/**
 * @param {Cell} value
 * @param {boolean} isRate
 */
function inWords(value, isRate) {
  return isRate && typeof value === "number" ? PER_CENT.format(value) : shownValue(value);
}

/**
 * @param {string} code
 * @param {string} words
 */
function message(code, words) {
  const line = make("p", {}, make("span", { class: "code" }, code), ` ${words}`);
  return make("div", { class: "message" }, line);
}
