import { readFrozen, writeFrozen } from "./frozen.js";
import { removeNotes } from "./notes.js";

/** @typedef {import("./cells.js").Where} Where */
/** @typedef {import("./frozen.js").Frozen} Frozen */

const CELLS_AT_ONCE = 1_000;

/**
 * Bring frozen formulas back, exactly as they were.
 *
 * A cell that no longer holds the value that was left in it was edited, or other rows have come
 * to stand there: it stays as it is, and so does its record.
 *
 * @param {Where} where
 * @returns {Promise<{thawed: number, edited: Frozen[]}>}
 */
export function thaw(where) {
  return Excel.run(async (context) => {
    const known = await readFrozen(context);
    const asked = await within(context, known, where);
    /** @type {Frozen[]} */
    const thawed = [];
    for (let first = 0; first < asked.length; first += CELLS_AT_ONCE) {
      thawed.push(...(await thawSome(context, asked.slice(first, first + CELLS_AT_ONCE))));
    }
    await removeNotes(context, thawed);
    const done = new Set(thawed);
    if (thawed.length > 0) {
      await writeFrozen(context, known.filter((one) => !done.has(one)));
    }
    return { thawed: thawed.length, edited: asked.filter((one) => !done.has(one)) };
  });
}

/**
 * @param {Excel.RequestContext} context
 * @param {Frozen[]} frozen
 * @param {Where} where
 * @returns {Promise<Frozen[]>}
 */
async function within(context, frozen, where) {
  if (where === "workbook") return frozen;
  const active = context.workbook.worksheets.getActiveWorksheet().load("name");
  await context.sync();
  const here = frozen.filter((one) => one.sheet === active.name);
  if (where === "sheet") return here;
  const areas = context.workbook.getSelectedRanges().areas.load("items/address");
  await context.sync();
  const cells = here.map((one) =>
    areas.items.map((area) => area.getIntersectionOrNullObject(active.getRange(one.cell))),
  );
  await context.sync();
  return here.filter((_, index) => cells[index].some((cell) => !cell.isNullObject));
}

/**
 * @param {Excel.RequestContext} context
 * @param {Frozen[]} frozen
 * @returns {Promise<Frozen[]>} those thawed
 */
async function thawSome(context, frozen) {
  const sheets = frozen.map((one) => context.workbook.worksheets.getItemOrNullObject(one.sheet));
  await context.sync();
  const there = frozen.flatMap((one, index) => {
    if (sheets[index].isNullObject) return [];
    const cell = sheets[index].getRange(one.cell).load("values,formulas");
    return [{ one, sheet: sheets[index], cell }];
  });
  await context.sync();
  const same = there.filter(({ one, cell }) => isAsLeft(one, cell));
  for (const { one, sheet, cell } of same) {
    if (one.spill) sheet.getRange(one.spill).clear("Contents"); // else the formula can't spill
    cell.formulas = [[one.formula]];
  }
  await context.sync();
  return same.map(({ one }) => one);
}

/**
 * @param {Frozen} one
 * @param {Excel.Range} cell loaded
 */
function isAsLeft(one, cell) {
  const [[value], [held]] = [cell.values[0], cell.formulas[0]];
  const isFormula = typeof held === "string" && held.startsWith("=");
  return value === one.value && !isFormula;
}
