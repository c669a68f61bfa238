import { isEmpty } from "./question.js";

/** @typedef {import("./question.js").Cell} Cell */
/** @typedef {Cell[][]} Matrix */

/** Ranges that don't fit together. */
export class Misfit extends Error {}

/**
 * The arguments of each cell that a formula fills, row by row: a single value stands beside every
 * row and column, a column beside every column, a row beside every row, as Excel's own functions
 * do. null where all that is given is empty; empty rows at the end are dropped.
 *
 * @param {unknown[]} given one value or a range for each parameter; null or undefined if left out
 * @param {string[]} names of the parameters
 * @returns {(Cell[] | null)[][]}
 * @throws {Misfit}
 */
export function spread(given, names) {
  const ranges = given.map(asMatrix);
  const rows = extent(ranges, names, (range) => range.length, "rows");
  const columns = extent(ranges, names, (range) => range[0].length, "columns");
  const grid = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => argumentsAt(ranges, row, column)),
  );
  while (grid.length > 1 && grid[grid.length - 1].every((cell) => cell === null)) grid.pop();
  return grid;
}

/**
 * @param {unknown} value
 * @returns {Matrix}
 */
function asMatrix(value) {
  return Array.isArray(value) ? value : [[/** @type {Cell} */ (value ?? null)]];
}

/**
 * @param {Matrix[]} ranges
 * @param {string[]} names
 * @param {(range: Matrix) => number} size
 * @param {string} what
 */
function extent(ranges, names, size, what) {
  const most = ranges.findIndex((range) => size(range) > 1);
  if (most === -1) return 1;
  const whole = size(ranges[most]);
  const other = ranges.findIndex((range) => ![1, whole].includes(size(range)));
  if (other === -1) return whole;
  throw new Misfit(
    `${names[most]} has ${whole} ${what} but ${names[other]} ${size(ranges[other])}; ` +
      "give ranges of one size, or a single value for all",
  );
}

/**
 * @param {Matrix[]} ranges
 * @param {number} row
 * @param {number} column
 * @returns {Cell[] | null} null where a range is given and all its values there are empty
 */
function argumentsAt(ranges, row, column) {
  let isAsked = false;
  let isRange = false;
  const cells = ranges.map((range) => {
    const line = range.length > 1 ? range[row] : range[0];
    const cell = line.length > 1 ? line[column] : line[0];
    if (range.length > 1 || line.length > 1) {
      isRange = true;
      if (!isEmpty(cell)) isAsked = true;
    }
    return cell ?? null;
  });
  return isRange && !isAsked ? null : cells;
}
