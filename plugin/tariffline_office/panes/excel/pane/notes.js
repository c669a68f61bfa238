import { address } from "./cells.js";

/** @typedef {import("./cells.js").Run} Run */

const BEGINS = "Frozen by Tariffline";

/**
 * Say beside frozen values of which edition and day they are: one note a block, where the block
 * begins and no note stands yet. Excels that know no notes have the record alone.
 *
 * @param {Excel.RequestContext} context
 * @param {Run[]} runs
 * @param {{edition: string, day: string}} law
 */
export async function addNotes(context, runs, law) {
  if (!knowsNotes()) return;
  const places = runs.map((run) => {
    const { notes } = context.workbook.worksheets.getItem(run.sheet);
    const cell = address(run.row, run.column);
    return { run, notes, cell, there: notes.getItemOrNullObject(cell) };
  });
  await context.sync();
  for (const { run, notes, cell, there } of places) {
    if (there.isNullObject) notes.add(cell, words(run.formulas.length, law));
  }
  await context.sync();
}

/**
 * Take our notes away; those of others stay.
 *
 * @param {Excel.RequestContext} context
 * @param {{sheet: string, cell: string}[]} cells
 */
export async function removeNotes(context, cells) {
  if (!knowsNotes()) return;
  const notes = cells.map(({ sheet, cell }) => {
    const there = context.workbook.worksheets.getItem(sheet).notes.getItemOrNullObject(cell);
    return there.load("content");
  });
  await context.sync();
  for (const note of notes) {
    if (!note.isNullObject && note.content.startsWith(BEGINS)) note.delete();
  }
  await context.sync();
}

function knowsNotes() {
  const isSupported = Office.context.requirements.isSetSupported("ExcelApi", "1.18");
  return isSupported && "notes" in Excel.Worksheet.prototype;
}

/**
 * @param {number} cells
 * @param {{edition: string, day: string}} law
 */
function words(cells, { edition, day }) {
  const which = cells === 1 ? "this value" : `these ${cells} values, downwards`;
  return `${BEGINS} on ${day}: ${which}, from ${edition}. Thaw brings the formulas back.`;
}
