import assert from "node:assert/strict";
import { test } from "node:test";

import { Cache } from "../../plugin/tariffline_office/panes/excel/runtime/cache.js";
import { isTouched } from "../../plugin/tariffline_office/panes/excel/runtime/kept.js";
import { change, kept, page, scope } from "./made.js";

function begun(most, mostChanges) {
  const cache = new Cache(most, mostChanges);
  cache.advance(page([], { head: 10 }), 0);
  return cache;
}

test("a change drops what it touches and nothing else", () => {
  const cache = begun();
  cache.put("one", "a", kept("0901110010"));
  cache.put("one", "b", kept("0902100010"));
  assert.deepEqual(cache.advance(page([change(11, "0901")]), 10), ["a"]);
  assert.equal(cache.get("a"), undefined);
  assert.ok(cache.get("b"));
  assert.deepEqual(cache.position, { feedId: "one", seq: 11 });
});

test("before any of the feed was seen nothing is kept", () => {
  const cache = new Cache();
  assert.ok(cache.put(undefined, "a", kept()));
  assert.equal(cache.get("a"), undefined);
});

test("an answer that comes late is held against the changes that came before it", () => {
  const cache = begun();
  cache.advance(page([change(11, "0901")]), 10);
  assert.equal(cache.put("one", "a", kept("0901110010", { feed: 10 })), false);
  assert.equal(cache.put("one", "b", kept("0902100010", { feed: 10 })), true);
  assert.equal(cache.put("one", "a", kept("0901110010", { feed: 11 })), true);
});

test("an answer from before all remembered changes is not trusted", () => {
  const cache = begun();
  assert.equal(cache.put("one", "a", kept("0901", { feed: 9 })), false);
  const short = begun(10, 2);
  for (let seq = 11; seq < 20; seq += 1) short.advance(page([change(seq, "02")]), seq - 1);
  assert.equal(short.put("one", "a", kept("0901", { feed: 11 })), false);
  assert.equal(short.put("one", "a", kept("0901", { feed: 18 })), true);
});

test("another feed, or one that is shorter than it was, begins afresh at its head", () => {
  for (const other of [page([], { feed_id: "two", head: 40 }), page([], { head: 3 })]) {
    const cache = begun();
    cache.put("one", "a", kept());
    assert.deepEqual(cache.advance(other, 10), ["a"]);
    assert.deepEqual(cache.position, { feedId: other.feed_id, seq: other.head });
  }
});

test("an answer of another feed is asked again", () => {
  assert.equal(begun().put("two", "a", kept()), false);
});

test("a page that was asked for beyond what was read is not taken", () => {
  const cache = begun();
  cache.advance(page([change(15, "0901")]), 14);
  assert.equal(cache.position.seq, 10);
});

test("what was not used longest goes first", () => {
  const cache = begun(2);
  cache.put("one", "a", kept());
  cache.put("one", "b", kept());
  cache.get("a");
  cache.put("one", "c", kept());
  assert.deepEqual([...cache.answers.keys()], ["a", "c"]);
  assert.deepEqual(cache.advance(page([change(11, "")]), 10).sort(), ["a", "c"]);
});

test("a snapshot brings everything back", () => {
  const cache = begun();
  cache.put("one", "a", kept());
  cache.edition = "2026 Rev 5";
  const next = new Cache();
  next.restore(cache.snapshot());
  assert.deepEqual(next.get("a"), kept());
  assert.equal(next.edition, "2026 Rev 5");
  assert.deepEqual(next.advance(page([change(11, "0901")]), 10), ["a"]);
});

test("never gives an answer that a change it has seen touches (random play against a plain model)", () => {
  const cache = begun(40, 5);
  const model = new Map();
  const log = [];
  const numbers = ["", "09", "0901", "090111", "0901110010", "0902", "0902100010", "10"];
  const random = generator(20_261_123);
  const pick = (list) => list[Math.floor(random() * list.length)];
  for (let step = 0, seq = 10; step < 4_000; step += 1) {
    if (random() < 0.3) {
      seq += 1;
      const next = change(seq, pick(numbers), { scope: scope(pick(numbers), pick(["", "CN", "MX"])) });
      log.push(next);
      cache.advance(page([next]), seq - 1);
    } else if (random() < 0.5) {
      const key = String(Math.floor(random() * 60));
      const late = Math.max(10, seq - Math.floor(random() * 8));
      const fresh = kept(null, { scope: scope(pick(numbers), pick(["", "CN", "MX"])), feed: late });
      if (cache.put("one", key, fresh)) model.set(key, fresh);
    } else {
      const key = String(Math.floor(random() * 60));
      const found = cache.get(key);
      if (found) {
        assert.equal(found, model.get(key));
        assert.ok(!log.some((each) => isTouched(found, each)));
      }
    }
  }
  assert.ok(log.length > 900);
});

function generator(seed) {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
