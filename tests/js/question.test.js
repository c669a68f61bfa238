import assert from "node:assert/strict";
import { test } from "node:test";

import { question } from "../../plugin/tariffline_office/panes/excel/runtime/question.js";
import { ASOF, BASE } from "./made.js";

test("what is left out is null, and at the end nothing", () => {
  const { key, arguments: given } = question(BASE, ["0901.11", "", undefined, " usmca=yes "]);
  assert.deepEqual(given, ["0901.11", null, null, "usmca=yes"]);
  assert.equal(key, '["BASE","0901.11",null,null,"usmca=yes"]');
  assert.deepEqual(question(BASE, ["0901.11", null, "", "  "]).arguments, ["0901.11"]);
  assert.deepEqual(question(ASOF, []).arguments, []);
});

test("an empty cell may come as 0, which is never an answer to a question", () => {
  assert.deepEqual(question(BASE, [0, 0, 0]).arguments, []);
  assert.deepEqual(question(BASE, ["0901.11", 0, "0"]).arguments, ["0901.11", null, "0"]);
});

test("a date cell holds a number of days, which becomes a date", () => {
  const day = (cell) => question(BASE, ["0901.11", null, cell]).arguments[2];
  assert.equal(day(46_143), "2026-05-01");
  assert.equal(day(46_143.75), "2026-05-01");
  assert.equal(day(20_260_501), 20_260_501);
  assert.equal(day("5/1/2026"), "5/1/2026");
});

test("a number that is no date stays a number", () => {
  assert.deepEqual(question(BASE, [46_143]).arguments, [46_143]);
});
