/**
 * Put a formula into the active cell.
 *
 * @param {string} formula
 * @returns {Promise<string>} what was done, in words
 */
export function writeFormula(formula) {
  return write((cell) => {
    if (cell.numberFormat[0][0] === "@") cell.numberFormat = [["General"]]; // else it stays text
    cell.formulas = [[formula]];
    return formula;
  });
}

/**
 * Put a text into the active cell, as text: a heading such as 0101 is no number.
 *
 * @param {string} text
 * @returns {Promise<string>} what was done, in words
 */
export function writeText(text) {
  return write((cell) => {
    cell.numberFormat = [["@"]];
    cell.values = [[text]];
    return text;
  });
}

/**
 * @param {(cell: Excel.Range) => string} put gives what it put
 */
function write(put) {
  return Excel.run(async (context) => {
    const cell = context.workbook.getActiveCell().load("address,numberFormat");
    await context.sync();
    const what = put(cell);
    await context.sync();
    return `${cell.address} holds ${what} now.`;
  });
}
