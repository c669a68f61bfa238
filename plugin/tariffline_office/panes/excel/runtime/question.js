/**
 * What a cell may hold: a value, or an error that another cell gave.
 *
 * @typedef {string | number | boolean | null} Cell
 *
 * A question as the service is asked it. Questions with the same `key` have the same answer.
 * @typedef {{key: string, function: string, arguments: Cell[]}} Question
 *
 * A function of the catalogue, as catalogue.js declares it.
 * @typedef {object} Declared
 * @property {string} name
 * @property {Parameter[]} parameters
 * @property {"value" | "rate" | "rows"} answers a rate is a number to be shown in per cent
 * @property {boolean} streams
 *
 * `number`: people write a number for it; `example`: what they may write.
 * @typedef {{name: string, kind: string, required: boolean, number: boolean, example: string}} Parameter
 */

const DAY = 86_400_000;
const EXCEL_ZERO = Date.UTC(1899, 11, 30);
const SERIALS = { first: 20_000, last: 79_999 }; // 1954 to 2119, as the service reads them

/**
 * A question from the arguments of a cell; those left out are null, at the end they are dropped.
 *
 * @param {Declared} declared
 * @param {Cell[]} given
 * @returns {Question}
 */
export function question(declared, given) {
  const told = given.map((cell, index) => plain(cell, declared.parameters[index]?.kind));
  while (told.length && told[told.length - 1] === null) told.pop();
  return { key: JSON.stringify([declared.name, ...told]), function: declared.name, arguments: told };
}

/**
 * Whether a cell asks nothing. So does 0: Excel on the desktop hands over an empty cell as 0, and a
 * duty on an empty value would be a zero that nobody asked for.
 * https://github.com/OfficeDev/office-js/issues/4702
 *
 * @param {unknown} cell
 */
export function isEmpty(cell) {
  if (cell === 0) return true;
  return cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "");
}

/**
 * @param {Cell} cell
 * @param {string | undefined} kind
 * @returns {Cell}
 */
function plain(cell, kind) {
  if (isEmpty(cell)) return null;
  if (kind === "date" && typeof cell === "number") return fromSerial(cell);
  return typeof cell === "string" ? cell.trim() : cell;
}

/**
 * A date cell holds a number of days. What is no such number goes as it is: the service says why.
 *
 * @param {number} serial
 */
function fromSerial(serial) {
  const days = Math.trunc(serial);
  if (days < SERIALS.first || days > SERIALS.last) return serial;
  return new Date(EXCEL_ZERO + days * DAY).toISOString().slice(0, 10);
}
