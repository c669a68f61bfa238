/**
 * What the workbook remembers of its frozen formulas: a hidden sheet, one row a formula.
 *
 * It is hidden from the Unhide list too, not from people: in the VBA editor it is shown by
 * setting Visible, and every program that reads workbooks reads it.
 */

const SHEET = "Tariffline frozen";
const HEADINGS = ["Sheet", "Cell", "Spills over", "Formula", "Value", "Edition", "Frozen on"];
const ROWS_AT_ONCE = 5_000; // Excel on the web takes at most 5 MB at once

/**
 * @typedef {object} Frozen
 * @property {string} sheet
 * @property {string} cell `B7`
 * @property {string} spill the range its rows spilled over, or ""
 * @property {string} formula
 * @property {unknown} value what was left in the cell
 * @property {string} edition
 * @property {string} day ISO
 */

/**
 * @param {Excel.RequestContext} context
 * @returns {Promise<Frozen[]>}
 */
export async function readFrozen(context) {
  const sheet = context.workbook.worksheets.getItemOrNullObject(SHEET);
  const used = sheet.getUsedRangeOrNullObject(true).load("values");
  await context.sync();
  if (sheet.isNullObject || used.isNullObject) return [];
  return used.values.slice(1).map(([name, cell, spill, formula, value, edition, day]) => ({
    sheet: String(name),
    cell,
    spill,
    formula,
    value,
    edition,
    day,
  }));
}

/**
 * Put the record in place of the one before; without frozen formulas there is no sheet.
 *
 * @param {Excel.RequestContext} context
 * @param {Frozen[]} frozen
 */
export async function writeFrozen(context, frozen) {
  const before = context.workbook.worksheets.getItemOrNullObject(SHEET);
  await context.sync();
  if (!before.isNullObject) {
    before.visibility = "Hidden"; // Excel does not delete a sheet that is very hidden
    before.delete();
  }
  if (frozen.length > 0) {
    const sheet = context.workbook.worksheets.add(SHEET);
    sheet.visibility = "VeryHidden";
    const rows = [HEADINGS, ...frozen.map(row)];
    for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
      const some = rows.slice(first, first + ROWS_AT_ONCE);
      sheet.getRangeByIndexes(first, 0, some.length, HEADINGS.length).values = some;
      await context.sync();
    }
  }
  await context.sync();
}

/**
 * @param {Frozen} one
 */
function row({ sheet, cell, spill, formula, value, edition, day }) {
  return [sheet, cell, spill, formula, value, edition, day].map(asText);
}

/**
 * With an apostrophe Excel takes a text as it is, be it a formula, a number or a date.
 *
 * @param {unknown} value
 */
function asText(value) {
  return typeof value === "string" ? `'${value}` : value;
}
