import { isOurs } from "./formulas.js";

/** @typedef {"selection" | "sheet" | "workbook"} Where */

/**
 * Formulas of ours that stand one below the other. Row and column count from 0.
 *
 * @typedef {{sheet: string, row: number, column: number, formulas: string[], values: unknown[]}} Run
 */

/** Excel on the web takes and gives at most 5 MB at once. */
const CELLS_AT_ONCE = 20_000;

/**
 * The cells with TARIFF formulas, read block by block.
 *
 * @param {Excel.RequestContext} context
 * @param {Where} where
 * @param {AbortSignal} [signal]
 * @returns {Promise<Run[]>}
 */
export async function ourCells(context, where, signal) {
  const runs = [];
  for (const block of await blocks(context, where)) {
    signal?.throwIfAborted();
    block.load("formulas,values,rowIndex,columnIndex,worksheet/name");
    await context.sync();
    runs.push(...runsIn(block));
    context.trackedObjects.remove(block);
  }
  return runs;
}

/**
 * How many cells there are in runs.
 *
 * @param {Run[]} runs
 */
export function count(runs) {
  return runs.reduce((sum, run) => sum + run.formulas.length, 0);
}

/**
 * @param {Excel.RequestContext} context
 * @param {Run} run
 */
export function rangeOf(context, run) {
  const sheet = context.workbook.worksheets.getItem(run.sheet);
  return sheet.getRangeByIndexes(run.row, run.column, run.formulas.length, 1);
}

/**
 * `B7`, from row 6 and column 1.
 *
 * @param {number} row
 * @param {number} column
 */
export function address(row, column) {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters + (row + 1);
}

/**
 * Values that Excel shows while it waits for a function, and errors.
 *
 * @param {unknown} value
 */
export function isError(value) {
  return typeof value === "string" && /^#[A-Z0-9/_]+[!?]?$/.test(value);
}

/**
 * @param {Excel.RequestContext} context
 * @param {Where} where
 */
async function blocks(context, where) {
  const used = await usedRanges(context, where);
  for (const range of used) range.load("rowCount,columnCount");
  await context.sync();
  return used.filter((range) => !range.isNullObject).flatMap(split);
}

/**
 * @param {Excel.RequestContext} context
 * @param {Where} where
 * @returns {Promise<Excel.Range[]>}
 */
async function usedRanges(context, where) {
  const { workbook } = context;
  if (where === "sheet") return [workbook.worksheets.getActiveWorksheet().getUsedRangeOrNullObject()];
  if (where === "selection") {
    const areas = workbook.getSelectedRanges().areas.load("items/address");
    await context.sync();
    return areas.items.map((area) => area.getUsedRangeOrNullObject());
  }
  const sheets = workbook.worksheets.load("items/name");
  await context.sync();
  return sheets.items.map((sheet) => sheet.getUsedRangeOrNullObject());
}

/**
 * @param {Excel.Range} range
 */
function split(range) {
  const rows = Math.max(1, Math.floor(CELLS_AT_ONCE / range.columnCount));
  const parts = [];
  for (let first = 0; first < range.rowCount; first += rows) {
    const last = Math.min(first + rows, range.rowCount) - 1;
    parts.push(range.getCell(first, 0).getBoundingRect(range.getCell(last, range.columnCount - 1)));
  }
  return parts;
}

/**
 * @param {Excel.Range} block loaded
 * @returns {Run[]}
 */
function runsIn(block) {
  const runs = [];
  const { formulas, values } = block;
  for (let column = 0; column < formulas[0].length; column += 1) {
    /** @type {Run | null} */
    let run = null;
    for (let row = 0; row < formulas.length; row += 1) {
      if (!isOurs(formulas[row][column])) {
        run = null;
        continue;
      }
      if (!run) {
        const [top, left] = [block.rowIndex + row, block.columnIndex + column];
        run = { sheet: block.worksheet.name, row: top, column: left, formulas: [], values: [] };
        runs.push(run);
      }
      run.formulas.push(formulas[row][column]);
      run.values.push(values[row][column]);
    }
  }
  return runs;
}
