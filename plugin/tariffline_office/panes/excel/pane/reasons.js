import { firstArgument } from "./formulas.js";

/** @typedef {import("./feed.js").Entry} Entry */

const CELLS_AT_ONCE = 500;

/**
 * The digits of the HTS number that each formula asks about, where that can be told.
 *
 * @param {{sheet: string, formula: string}[]} cells
 * @returns {Promise<(string | null)[]>}
 */
export async function numbersOf(cells) {
  const numbers = [];
  for (let first = 0; first < cells.length; first += CELLS_AT_ONCE) {
    numbers.push(...(await readNumbers(cells.slice(first, first + CELLS_AT_ONCE))));
  }
  return numbers;
}

/**
 * The changes that bear on a number: those of its line, of what stands above it and below it.
 *
 * @param {Entry[]} entries
 * @param {string} digits
 */
export function touching(entries, digits) {
  return entries.filter(({ scope: { hts } }) => {
    return typeof hts === "string" && (hts.startsWith(digits) || digits.startsWith(hts));
  });
}

/**
 * @param {{sheet: string, formula: string}[]} cells
 * @returns {Promise<(string | null)[]>}
 */
function readNumbers(cells) {
  return Excel.run(async (context) => {
    const read = cells.map(({ sheet, formula }) => {
      const asked = firstArgument(formula);
      if (asked === null) return null;
      if ("literal" in asked) return asked.literal;
      return cellOf(context, sheet, asked.cell).load("values");
    });
    await context.sync();
    return read.map((one) => {
      const written = one instanceof Object ? String(one.values[0][0]) : (one ?? "");
      return written.replace(/\D/g, "") || null;
    });
  });
}

/**
 * The first cell of a reference as a formula on `sheet` writes it.
 *
 * @param {Excel.RequestContext} context
 * @param {string} sheet
 * @param {string} reference
 */
export function cellOf(context, sheet, reference) {
  const cut = reference.lastIndexOf("!");
  const named = reference.slice(0, Math.max(cut, 0)).replace(/^'|'$/g, "").replaceAll("''", "'");
  const cells = reference.slice(cut + 1).replace("#", "");
  return context.workbook.worksheets.getItem(named || sheet).getRange(cells).getCell(0, 0);
}
