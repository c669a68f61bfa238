import { address, count, ourCells, rangeOf } from "./cells.js";
import { settled } from "./settling.js";

/** @typedef {import("./cells.js").Run} Run */
/** @typedef {import("./cells.js").Where} Where */

/**
 * A cell that shows something else than before.
 *
 * @typedef {{sheet: string, cell: string, formula: string, before: unknown, after: unknown}} Moved
 */

const CELLS_AT_ONCE = 2_000;

/**
 * Recalculate TARIFF formulas: what the feed made stale is asked again, the rest is known.
 *
 * @param {Where} where
 * @param {(done: number, all: number) => void} onProgress cells
 * @param {AbortSignal} signal what was recalculated before it stays so
 * @returns {Promise<{cells: number, moved: Moved[]}>}
 */
export function refresh(where, onProgress, signal) {
  return Excel.run(async (context) => {
    const runs = (await ourCells(context, where, signal)).flatMap(split);
    const all = count(runs);
    const moved = [];
    let done = 0;
    onProgress(done, all);
    for (const batch of batches(runs)) {
      signal.throwIfAborted();
      for (const run of batch) rangeOf(context, run).calculate();
      await context.sync();
      moved.push(...(await whatMoved(context, batch, signal)));
      done += count(batch);
      onProgress(done, all);
    }
    return { cells: all, moved };
  });
}

/**
 * @param {Run} run
 * @returns {Run[]} none longer than is recalculated at once
 */
function split(run) {
  const parts = [];
  for (let first = 0; first < run.formulas.length; first += CELLS_AT_ONCE) {
    const last = first + CELLS_AT_ONCE;
    const formulas = run.formulas.slice(first, last);
    parts.push({ ...run, row: run.row + first, formulas, values: run.values.slice(first, last) });
  }
  return parts;
}

/**
 * @param {Run[]} runs
 * @returns {Generator<Run[]>}
 */
function* batches(runs) {
  /** @type {Run[]} */
  let batch = [];
  for (const run of runs) {
    if (batch.length > 0 && count(batch) + run.formulas.length > CELLS_AT_ONCE) {
      yield batch;
      batch = [];
    }
    batch.push(run);
  }
  if (batch.length > 0) yield batch;
}

/**
 * @param {Excel.RequestContext} context
 * @param {Run[]} runs
 * @param {AbortSignal} signal
 * @returns {Promise<Moved[]>}
 */
async function whatMoved(context, runs, signal) {
  const after = await valuesAfter(context, runs, signal);
  return runs.flatMap((run, number) =>
    run.formulas.flatMap((formula, index) => {
      const [before, now] = [run.values[index], after[number][index]];
      if (before === now || isWaiting(before)) return [];
      const cell = address(run.row + index, run.column);
      return [{ sheet: run.sheet, cell, formula, before, after: now }];
    }),
  );
}

/**
 * The values once Excel shows them: it puts them into the cells a moment after it gets them.
 *
 * @param {Excel.RequestContext} context
 * @param {Run[]} runs
 * @param {AbortSignal} signal
 * @returns {Promise<unknown[][]>}
 */
async function valuesAfter(context, runs, signal) {
  for (;;) {
    await settled(signal);
    const ranges = runs.map((run) => rangeOf(context, run).load("values"));
    await context.sync();
    const values = ranges.map((range) => range.values.map(([value]) => value));
    if (!values.flat().some(isWaiting)) return values;
  }
}

/**
 * @param {unknown} value
 */
function isWaiting(value) {
  return value === "#BUSY!" || value === "#GETTING_DATA";
}
