import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { touches } from "../../plugin/tariffline_office/panes/excel/runtime/touches.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/touches.json", import.meta.url)));

test("the vectors that the service and the command line are held to", () => {
  assert.ok(vectors.length >= 30);
  for (const { why, change, question, touches: expected } of vectors) {
    assert.equal(touches(change, question), expected, why);
  }
});
