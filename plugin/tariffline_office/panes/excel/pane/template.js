/** The worked sheet: real lines, and the formulas that people ask for first. */

const NAME = "Tariffline template";

/** A column: its heading, the formula of row 2 where it has one, its format and width in points. */
const COLUMNS = [
  { heading: "HTS number", format: "@", width: 95 },
  { heading: "Country", format: "@", width: 55 },
  { heading: "Entry date (today if empty)", format: "yyyy-mm-dd", width: 150 },
  { heading: "Entered value", format: "#,##0.00", width: 90 },
  { heading: "Goods", formula: '=TARIFF.HTS(A2,"description",C2)', format: "General", width: 210 },
  { heading: "Number", formula: "=TARIFF.CHECK(A2,C2)", format: "General", width: 60 },
  { heading: "Base rate", formula: "=TARIFF.BASE(A2,B2,C2)", format: "0.0##%", width: 75 },
  { heading: "Units", formula: "=TARIFF.UNIT(A2,C2)", format: "General", width: 60 },
  {
    heading: "Base duty",
    formula: '=IF(ISNUMBER(G2),ROUND(D2*G2,2),"see rate")',
    format: "#,##0.00",
    width: 80,
  },
];

/** Number, country, value in dollars. */
const GOODS = [
  ["7307.91.50.10", "KR", 12_500],
  ["8471.30.01.00", "CN", 48_000],
  ["0101.21.00.10", "IE", 90_000],
  ["0901.11.00.45", "BR", 8_200],
];

/** The headings and the formulas behind them, to be shown before the sheet is made. */
export const OUTLINE = COLUMNS.map(({ heading, formula }) => ({ heading, formula }));

/**
 * Add the sheet, show it, and say its name.
 *
 * @returns {Promise<string>}
 */
export function addTemplate() {
  return Excel.run(async (context) => {
    const name = await freeName(context);
    const sheet = context.workbook.worksheets.add(name);
    fill(sheet);
    look(sheet);
    sheet.activate();
    await context.sync();
    return name;
  });
}

/**
 * @param {Excel.RequestContext} context
 */
async function freeName(context) {
  const sheets = context.workbook.worksheets.load("items/name");
  await context.sync();
  const taken = new Set(sheets.items.map((sheet) => sheet.name));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? NAME : `${NAME} ${number}`;
    if (!taken.has(name)) return name;
  }
}

/**
 * @param {Excel.Worksheet} sheet
 */
function fill(sheet) {
  const body = sheet.getRangeByIndexes(1, 0, GOODS.length, COLUMNS.length);
  // The formats first: as text, a number keeps its leading zero.
  body.numberFormat = GOODS.map(() => COLUMNS.map(({ format }) => format));
  sheet.getRangeByIndexes(0, 0, 1, COLUMNS.length).values = [COLUMNS.map((c) => c.heading)];
  body.formulas = GOODS.map(([hts, country, value], index) => [
    hts,
    country,
    "",
    value,
    ...COLUMNS.flatMap(({ formula }) => (formula ? [inRow(formula, index + 2)] : [])),
  ]);
}

/**
 * @param {string} formula of row 2
 * @param {number} row
 */
function inRow(formula, row) {
  return formula.replace(/\b([A-I])2\b/g, `$1${row}`);
}

/**
 * @param {Excel.Worksheet} sheet
 */
function look(sheet) {
  const head = sheet.getRangeByIndexes(0, 0, 1, COLUMNS.length);
  head.format.font.bold = true;
  head.format.font.color = "#FFFFFF";
  head.format.fill.color = "#14505C";
  COLUMNS.forEach(({ width }, index) => {
    sheet.getRangeByIndexes(0, index, 1, 1).format.columnWidth = width;
  });
  sheet.freezePanes.freezeRows(1);
}
