import { askOne } from "./asking.js";
import { make } from "./dom.js";
import { reference } from "./formulas.js";
import { cellOf } from "./reasons.js";
import { reason } from "./saying.js";

/** @typedef {import("../runtime/kept.js").FullAnswer} FullAnswer */
/** @typedef {import("../runtime/question.js").Cell} Cell */

const MOST_ROWS = 5;

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
    return "code" in told ? [message(told.code, told.message)] : [answer(told)];
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
 */
function answer({ value, cites, edition, valid_until: until, notes }) {
  const [cite] = cites;
  const law = [cite && [cite.source, cite.place].filter(Boolean).join(", "), edition];
  return make(
    "div",
    { class: "answer" },
    ...valueLines(value),
    make("small", {}, [...new Set(law.filter(Boolean))].join(" · ")),
    ...(until ? [make("small", {}, `holds until ${until}`)] : []),
    ...notes.map((note) => make("small", {}, note)),
  );
}

/**
 * @param {FullAnswer["value"]} value
 */
function valueLines(value) {
  if (!Array.isArray(value)) return [make("p", { class: "value" }, inWords(value))];
  const rows = value.slice(0, MOST_ROWS).map((row) => make("p", {}, row.join(" · ")));
  const rest = value.length - MOST_ROWS;
  return rest > 0 ? [...rows, make("small", {}, `and ${rest} more rows`)] : rows;
}

/**
 * @param {Cell} value
 */
function inWords(value) {
  return value === null ? "nothing" : String(value);
}

/**
 * @param {string} code
 * @param {string} words
 */
function message(code, words) {
  const line = make("p", {}, make("span", { class: "code" }, code), ` ${words}`);
  return make("div", { class: "message" }, line);
}
