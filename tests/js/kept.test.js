import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf } from "../../plugin/tariffline_office/panes/excel/runtime/days.js";
import { isGood, isKeepable, isTouched, keep, keepFailure, unavailable } from "../../plugin/tariffline_office/panes/excel/runtime/kept.js";
import { question } from "../../plugin/tariffline_office/panes/excel/runtime/question.js";
import { ASOF, BASE, change, declared, full, kept } from "./made.js";

const WHEN = { edition: "2026 Rev 5", feed: 7, askedAt: "2026-06-01T12:00:00.000Z", today: "2026-06-01" };

test("an answer for a date holds for ever, and only changes on that date touch it", () => {
  const said = keep(BASE, question(BASE, ["0901.11", null, "2026-05-01"]), full(0.06), WHEN);
  assert.ok(isGood(said, "2036-01-01"));
  assert.ok(isTouched(said, change(8, "0901", { effective: "2026-05-01", until: "2026-05-01" })));
  assert.ok(!isTouched(said, change(8, "0901", { effective: "2026-05-02" })));
  assert.ok(!isTouched(said, change(8, "0901", { effective: "2026-01-01", until: "2026-04-30" })));
});

test("an answer for today holds up to its last day", () => {
  const said = keep(BASE, question(BASE, ["0901.11"]), full(0.06, "0901", { valid_until: "2026-06-30" }), WHEN);
  assert.ok(isGood(said, "2026-06-30"));
  assert.ok(!isGood(said, "2026-07-01"));
  assert.ok(isTouched(said, change(8, "0901", { effective: "2026-07-01" })));
  assert.ok(!isTouched(said, change(8, "0901", { effective: "2026-01-01", until: "2026-05-31" })));
});

test("a date that is written otherwise may be any", () => {
  const said = keep(BASE, question(BASE, ["0901.11", null, "May 1, 2026"]), full(0.06), WHEN);
  assert.ok(isTouched(said, change(8, "0901", { effective: "2020-01-01", until: "2020-01-01" })));
});

test("since when a list of changes goes is not the day that its answer speaks of", () => {
  const list = declared("CHANGES", ["hts", "since"]);
  const said = keep(list, question(list, ["0901", "2025-01-01"]), full([]), WHEN);
  assert.ok(isTouched(said, change(8, "0901", { effective: "2026-09-01" })));
});

test("what an answer already holds does not touch it", () => {
  const said = keep(BASE, question(BASE, ["0901.11"]), full(0.06), WHEN);
  assert.ok(!isTouched(said, change(7, "0901")));
  assert.ok(isTouched(said, change(8, "0901")));
});

test("an error rests on its heading, and is asked again the next day", () => {
  const failure = { code: "NOT_FOUND", message: "no such number" };
  const said = keepFailure(BASE, question(BASE, ["0901.99"]), failure, WHEN);
  assert.ok(isTouched(said, change(8, "09011100")));
  assert.ok(!isTouched(said, change(8, "0902")));
  assert.ok(isGood(said, "2026-06-01"));
  assert.ok(!isGood(said, "2026-06-02"));
});

test("an error for a day that is past holds", () => {
  const past = question(BASE, ["0901.99", null, "2025-01-01"]);
  assert.ok(isGood(keepFailure(BASE, past, { code: "NOT_FOUND", message: "" }, WHEN), "2030-01-01"));
});

test("an error on a number cell that lost its leading zero rests on the right heading", () => {
  const said = keepFailure(BASE, question(BASE, [901110099]), { code: "NOT_FOUND", message: "" }, WHEN);
  assert.equal(said.scope.hts, "0901");
});

test("what no change can touch, or is for now only, is not kept", () => {
  assert.ok(isKeepable(kept()));
  assert.ok(isKeepable(keep(ASOF, question(ASOF, []), full("2026 Rev 5", ""), WHEN)));
  assert.ok(!isKeepable(kept(null)));
  assert.ok(!isKeepable(unavailable("away", WHEN.askedAt)));
});

test("a day begins and ends in Washington", () => {
  assert.equal(dayOf(new Date("2026-06-01T03:59:59Z")), "2026-05-31");
  assert.equal(dayOf(new Date("2026-06-01T04:00:00Z")), "2026-06-01");
  assert.equal(dayOf(new Date("2026-01-01T04:59:59Z")), "2025-12-31");
});
