/**
 * Let Excel calculate the formulas of a part of the workbook again. What the cache still knows is
 * given from it; only what moved, or could not be had, is asked.
 *
 * @param {"selection" | "sheet" | "workbook"} scope
 */
export async function recalculate(scope) {
  await Excel.run(async (context) => {
    const { workbook } = context;
    if (scope === "selection") workbook.getSelectedRanges().setDirty();
    else if (scope === "sheet") workbook.worksheets.getActiveWorksheet().calculate(true);
    else workbook.application.calculate(Excel.CalculationType.full);
    await context.sync();
  });
}
