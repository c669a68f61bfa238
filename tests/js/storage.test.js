import assert from "node:assert/strict";
import { test } from "node:test";

import { Cache } from "../../plugin/tariffline_office/panes/excel/runtime/cache.js";
import { Shelf } from "../../plugin/tariffline_office/panes/excel/runtime/storage.js";
import { kept, page, soon } from "./made.js";

/** Storage as a browser has it, for so many characters. */
function storage(room = Infinity) {
  const held = new Map();
  return {
    held,
    getItem: (name) => held.get(name) ?? null,
    removeItem: (name) => held.delete(name),
    setItem(name, text) {
      if (text.length > room) throw new Error("QuotaExceededError");
      held.set(name, text);
    },
  };
}

function filled(count) {
  const cache = new Cache();
  cache.advance(page([], { head: 10 }), 0);
  for (let n = 0; n < count; n += 1) cache.put("one", String(n), kept("0901", { notes: ["one note"] }));
  return cache;
}

function loaded(place, partition = "p") {
  const cache = new Cache();
  new Shelf(cache, place, partition).load();
  return cache;
}

test("answers come back in the next session, as they were", () => {
  const place = storage();
  const cache = filled(3);
  cache.edition = "2026 Rev 5";
  new Shelf(cache, place, "p").save();
  const next = loaded(place);
  assert.deepEqual(next.snapshot(), cache.snapshot());
});

test("partitions don't see each other", () => {
  const place = storage();
  new Shelf(filled(1), place, "p").save();
  assert.equal(loaded(place, "q").position, null);
});

test("where there is little room, those used last are kept", () => {
  const place = storage(20_000);
  new Shelf(filled(1_000), place, "p").save();
  const keys = [...loaded(place).answers.keys()];
  assert.ok(keys.length >= 20);
  assert.equal(keys.at(-1), "999");
});

test("where there is no room at all nothing breaks", () => {
  const place = storage(0);
  new Shelf(filled(10), place, "p").save();
  assert.equal(place.held.size, 0);
  new Shelf(filled(10), null, "p").save();
});

for (const text of ["{", '{"format":0}', "null", '{"format":1,"answers":7}']) {
  test(`what is none of ours is thrown away: ${text}`, () => {
    const place = storage();
    place.held.set("tariffline.answers.p", text);
    assert.equal(loaded(place).position, null);
    assert.equal(place.held.size, 0);
  });
}

test("many touches write once", async () => {
  const place = storage();
  let writes = 0;
  const counted = { ...place, setItem: () => (writes += 1) };
  const shelf = new Shelf(filled(1), counted, "p");
  for (let n = 0; n < 50; n += 1) shelf.touch();
  await soon(1_200);
  assert.equal(writes, 1);
});
