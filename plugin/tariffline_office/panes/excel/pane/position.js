/**
 * How far the workbook has been brought: the feed and the place in it, the edition, and when.
 *
 * It stands in the workbook's own properties (File, Info, Properties, Advanced, Custom), where
 * anybody can read it and every program that saves workbooks keeps it.
 *
 * @typedef {{feedId: string, seq: number, edition: string, refreshed: string}} Position
 */

const NAMES = {
  feedId: "Tariffline feed",
  seq: "Tariffline change",
  edition: "Tariffline edition",
  refreshed: "Tariffline refreshed",
};

/**
 * @returns {Promise<Position | null>} null: the workbook was never refreshed as a whole
 */
export function lastPosition() {
  return Excel.run(async (context) => {
    const { custom } = context.workbook.properties;
    const read = Object.entries(NAMES).map(([key, name]) => {
      const property = custom.getItemOrNullObject(name).load("value");
      return /** @type {const} */ ([key, property]);
    });
    await context.sync();
    if (read.some(([, property]) => property.isNullObject)) return null;
    const told = Object.fromEntries(read.map(([key, property]) => [key, String(property.value)]));
    return {
      feedId: told.feedId,
      seq: Number(told.seq),
      edition: told.edition,
      refreshed: told.refreshed,
    };
  });
}

/**
 * @param {Position} position
 */
export function remember(position) {
  return Excel.run(async (context) => {
    const { custom } = context.workbook.properties;
    custom.add(NAMES.feedId, position.feedId);
    custom.add(NAMES.seq, position.seq);
    custom.add(NAMES.edition, position.edition);
    custom.add(NAMES.refreshed, position.refreshed);
    await context.sync();
  });
}
