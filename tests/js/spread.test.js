import assert from "node:assert/strict";
import { test } from "node:test";

import { Misfit, spread } from "../../plugin/tariffline_office/panes/excel/runtime/spread.js";

const NAMES = ["hts", "country"];

test("single values make one cell, however they are handed over", () => {
  assert.deepEqual(spread(["a", "CN"], NAMES), [[["a", "CN"]]]);
  assert.deepEqual(spread([[["a"]], [["CN"]]], NAMES), [[["a", "CN"]]]);
  assert.deepEqual(spread([[["a"]], null], NAMES), [[["a", null]]]);
  assert.deepEqual(spread([], []), [[[]]]);
});

test("a single value stands beside every row of a column", () => {
  assert.deepEqual(spread([[["a"], ["b"]], [["CN"]]], NAMES), [[["a", "CN"]], [["b", "CN"]]]);
});

test("two columns go row by row", () => {
  const grid = spread([[["a"], ["b"]], [["CN"], ["MX"]]], NAMES);
  assert.deepEqual(grid, [[["a", "CN"]], [["b", "MX"]]]);
});

test("a column and a row make a table", () => {
  const grid = spread([[["a"], ["b"]], [["CN", "MX"]]], NAMES);
  assert.deepEqual(grid, [
    [["a", "CN"], ["a", "MX"]],
    [["b", "CN"], ["b", "MX"]],
  ]);
});

test("rows without any value ask nothing, and none are left at the end", () => {
  const grid = spread([[["a"], [""], ["b"], [null], [" "], [0]], [["CN"]]], NAMES);
  assert.deepEqual(grid, [[["a", "CN"]], [null], [["b", "CN"]]]);
});

test("a single empty argument is asked: the service says what is missing", () => {
  assert.deepEqual(spread([[[""]], [["CN"]]], NAMES), [[["", "CN"]]]);
});

test("ranges of two sizes are refused, for a shifted column gives right answers to wrong questions", () => {
  const columns = [[["a"], ["b"], ["c"]], [["CN"], ["MX"]]];
  assert.throws(() => spread(columns, NAMES), (problem) => {
    assert.ok(problem instanceof Misfit);
    assert.match(problem.message, /^hts has 3 rows but country 2; give ranges of one size/);
    return true;
  });
});
