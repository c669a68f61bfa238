import assert from "node:assert/strict";
import { test } from "node:test";

import {
  firstArgument,
  formula,
  isOurs,
  reference,
} from "../../plugin/tariffline_office/panes/excel/pane/formulas.js";

test("a formula of ours is told from texts and names that look like one", () => {
  for (const ours of ["=TARIFF.BASE(A2)", "=-tariff.base(A2)*2", '=IF(A1="x",TARIFF.CHECK(B1),"")']) {
    assert.equal(isOurs(ours), true, ours);
  }
  const others = ["TARIFF.BASE(A2)", '="TARIFF.BASE(1)"', "='TARIFF.X'!A1", "=MYTARIFF.BASE(1)", 5, ""];
  for (const other of others) assert.equal(isOurs(other), false, String(other));
});

test("arguments are texts, numbers or references, and empty ones at the end are left out", () => {
  const text = (/** @type {string} */ written) => ({ written, isNumber: false });
  assert.equal(formula("BASE", ["=A2", "KR", "", ""].map(text)), '=TARIFF.BASE(A2,"KR")');
  assert.equal(formula("BASE", ["0101", "", " 2026-05-01 "].map(text)), '=TARIFF.BASE("0101",,"2026-05-01")');
  assert.equal(formula("SEARCH", [text('7" pipe'), { written: "5", isNumber: true }]), '=TARIFF.SEARCH("7"" pipe",5)');
  assert.equal(formula("ASOF", []), "=TARIFF.ASOF()");
});

test("a reference is told from an expression", () => {
  for (const cell of ["A2", "$A$2", "A2:B9", "Sheet1!A2", "'My sheet'!A2", "A2#"]) {
    assert.equal(reference(` =${cell}`), cell);
  }
  for (const other of ["A2", "=A2&B2", "=SUM(A2)", "=TODAY()", ""]) assert.equal(reference(other), null);
});

test("what a formula asks about is its first argument", () => {
  assert.deepEqual(firstArgument('=TARIFF.BASE("8471.30",B2)'), { literal: "8471.30" });
  assert.deepEqual(firstArgument('=1+TARIFF.HTS("7"" pipe")'), { literal: '7" pipe' });
  assert.deepEqual(firstArgument("=TARIFF.BASE(A2,B2)"), { cell: "A2" });
  assert.deepEqual(firstArgument("=TARIFF.BASE('My sheet'!$A$2)"), { cell: "'My sheet'!$A$2" });
  assert.deepEqual(firstArgument("=TARIFF.BASE(8471300100)"), { literal: "8471300100" });
  assert.equal(firstArgument("=TARIFF.BASE(A2&B2)"), null);
  assert.equal(firstArgument("=TARIFF.ASOF()"), null);
});
