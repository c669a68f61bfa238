import { address, isError, ourCells, rangeOf } from "./cells.js";
import { readFrozen, writeFrozen } from "./frozen.js";
import { addNotes } from "./notes.js";

/** @typedef {import("./cells.js").Run} Run */
/** @typedef {import("./cells.js").Where} Where */
/** @typedef {import("./frozen.js").Frozen} Frozen */

const SPILLED = "another's";

/**
 * Leave values where TARIFF formulas stood, and a note of the edition and the day beside them.
 *
 * Cells that show an error stay formulas: an error says what to do only while it lives.
 *
 * @param {Where} where
 * @param {{edition: string, day: string}} law of which edition the values are, and today
 * @returns {Promise<{frozen: number, errors: number}>} how many cells
 */
export function freeze(where, law) {
  return Excel.run(async (context) => {
    const found = await ourCells(context, where);
    const spills = await spillsOf(context, found);
    const runs = found.flatMap((run) => sound(run, spills));
    const known = await readFrozen(context);
    const frozen = runs.flatMap((run) => record(run, spills, law));
    if (frozen.length > 0) {
      // The record first: were we interrupted, no formula would be lost.
      await writeFrozen(context, [...known.filter(isOther(frozen)), ...frozen]);
      for (const run of runs) toValues(context, run, spills);
      await context.sync();
      await addNotes(context, runs, law);
    }
    const all = found.reduce((sum, run) => sum + run.values.filter(isError).length, 0);
    return { frozen: frozen.length, errors: all };
  });
}

/**
 * The parts of a run that can be frozen: cells that show a value and are no other's spill.
 *
 * @param {Run} run
 * @param {Map<string, string>} spills
 * @returns {Run[]}
 */
function sound(run, spills) {
  /** @type {Run[]} */
  const parts = [];
  run.formulas.forEach((formula, index) => {
    const [row, value] = [run.row + index, run.values[index]];
    if (isError(value) || spills.get(key(run.sheet, row, run.column)) === SPILLED) return;
    const last = parts[parts.length - 1];
    if (last && last.row + last.formulas.length === row) {
      last.formulas.push(formula);
      last.values.push(value);
    } else {
      parts.push({ ...run, row, formulas: [formula], values: [value] });
    }
  });
  return parts;
}

/**
 * Where formulas spill: the range for the cell of the formula, `SPILLED` for the others in it.
 *
 * @param {Excel.RequestContext} context
 * @param {Run[]} runs
 * @returns {Promise<Map<string, string>>}
 */
async function spillsOf(context, runs) {
  const spills = new Map();
  if (!Office.context.requirements.isSetSupported("ExcelApi", "1.12")) return spills;
  const ranges = runs.map((run) => rangeOf(context, run).load("hasSpill"));
  await context.sync();
  const asked = runs
    .filter((_, index) => ranges[index].hasSpill !== false)
    .flatMap((run) =>
      run.formulas.map((_, index) => {
        const cell = rangeOf(context, run).getCell(index, 0);
        const over = cell.getSpillingToRangeOrNullObject();
        over.load("address,rowIndex,columnIndex,rowCount,columnCount");
        return { sheet: run.sheet, over };
      }),
    );
  await context.sync();
  for (const { sheet, over } of asked) if (!over.isNullObject) markSpill(spills, sheet, over);
  return spills;
}

/**
 * @param {Map<string, string>} spills
 * @param {string} sheet
 * @param {Excel.Range} over loaded
 */
function markSpill(spills, sheet, over) {
  for (let row = 0; row < over.rowCount; row += 1) {
    for (let column = 0; column < over.columnCount; column += 1) {
      spills.set(key(sheet, over.rowIndex + row, over.columnIndex + column), SPILLED);
    }
  }
  const local = over.address.slice(over.address.lastIndexOf("!") + 1);
  spills.set(key(sheet, over.rowIndex, over.columnIndex), local);
}

/**
 * @param {string} sheet
 * @param {number} row
 * @param {number} column
 */
function key(sheet, row, column) {
  return `${sheet}!${address(row, column)}`;
}

/**
 * @param {Run} run
 * @param {Map<string, string>} spills
 * @param {{edition: string, day: string}} law
 * @returns {Frozen[]}
 */
function record(run, spills, law) {
  return run.formulas.map((formula, index) => ({
    sheet: run.sheet,
    cell: address(run.row + index, run.column),
    spill: spills.get(key(run.sheet, run.row + index, run.column)) ?? "",
    formula,
    value: run.values[index],
    ...law,
  }));
}

/**
 * Records of cells that are not being frozen now.
 *
 * @param {Frozen[]} now
 * @returns {(one: Frozen) => boolean}
 */
function isOther(now) {
  const cells = new Set(now.map((one) => `${one.sheet}!${one.cell}`));
  return (one) => !cells.has(`${one.sheet}!${one.cell}`);
}

/**
 * As Paste Special, Values does: number formats and data types stay.
 *
 * @param {Excel.RequestContext} context
 * @param {Run} run
 * @param {Map<string, string>} spills
 */
function toValues(context, run, spills) {
  const sheet = context.workbook.worksheets.getItem(run.sheet);
  const range = rangeOf(context, run);
  run.formulas.forEach((_, index) => {
    const over = spills.get(key(run.sheet, run.row + index, run.column));
    if (over) sheet.getRange(over).copyFrom(sheet.getRange(over), "Values");
  });
  range.copyFrom(range, "Values");
}
