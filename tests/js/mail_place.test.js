import assert from "node:assert/strict";
import { test } from "node:test";

import { grouped, MOST_BYTES } from "../../plugin/tariffline_office/panes/outlook/pane/attachments.js";
import { withZone } from "../../plugin/tariffline_office/panes/outlook/pane/item.js";
import { Memory } from "../../plugin/tariffline_office/panes/outlook/pane/memory.js";
import { oneLine, place } from "../../plugin/tariffline_office/panes/outlook/pane/place.js";

function at(text, words) {
  const start = text.indexOf(words);
  return place(text, { start, end: start + words.length });
}

test("a place is the sentence around the words", () => {
  const text = "Hello.\n> Is 0901.11 of Mexico free? Thanks.";
  assert.deepEqual(at(text, "0901.11"), { before: "Is ", marked: "0901.11", after: " of Mexico free?", hidden: 0 });
});

test("a sentence without end is cut, and says so", () => {
  const { before, after } = at(`${"a".repeat(500)} 0901 ${"b".repeat(500)}`, "0901");
  assert.match(before, /^…a{89} $/);
  assert.match(after, /^ b{89}…$/);
});

test("marks that can't be seen are left out and counted, wherever they stand", () => {
  const told = at("pay \u202e%0.0\u202c on 09\u200b01\u2066.11\u2069 now", "09\u200b01\u2066.11");
  assert.deepEqual(told, { before: "pay %0.0 on ", marked: "0901.11", after: " now", hidden: 5 });
});

test("a stranger's line is one line, and not endless", () => {
  assert.equal(oneLine(" a\r\n\tb \u202e<b>\u0000 "), "a b <b>");
  assert.equal(oneLine("x".repeat(1_000_000)), `${"x".repeat(200)}…`);
  assert.equal(oneLine("\u200b".repeat(2_000) + "y"), "…");
});

test("files share requests as far as they fit", () => {
  const file = (share) => ({ name: "", content_type: "", content_base64: "x".repeat(share * MOST_BYTES) });
  const [small, large] = [file(0.1), file(1.3)];
  assert.deepEqual(grouped([small, small, large, small]).map((group) => group.length), [2, 1, 1]);
  assert.deepEqual(grouped([]), []);
});

test("a day carries the reader's zone", () => {
  const noon = { getTime: () => Date.UTC(2026, 5, 2, 1), getTimezoneOffset: () => 240 };
  assert.equal(withZone(noon), "2026-06-01T21:00:00-04:00");
  const india = { getTime: () => Date.UTC(2026, 5, 1, 20), getTimezoneOffset: () => -330 };
  assert.equal(withZone(india), "2026-06-02T01:30:00+05:30");
});

test("some mails are remembered, for a while, those looked at last", () => {
  const memory = new Memory();
  for (let n = 0; n < 40; n += 1) memory.keep(`mail ${n}`, { at: new Date() });
  memory.keep("", { at: new Date() });
  memory.keep("old", { at: new Date(Date.now() - 3_600_000) });
  assert.equal(memory.fresh("mail 5"), null);
  assert.ok(memory.fresh("mail 39"));
  assert.equal(memory.fresh(""), null);
  assert.equal(memory.fresh("old"), null);
  assert.ok(memory.last("old"), "better than nothing while the service is away");
});
