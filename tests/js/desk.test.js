import assert from "node:assert/strict";
import { test } from "node:test";

import { Cache } from "../../plugin/tariffline_office/panes/excel/runtime/cache.js";
import { Desk } from "../../plugin/tariffline_office/panes/excel/runtime/desk.js";
import { Refused, Unreachable } from "../../plugin/tariffline_office/panes/shared/service.js";
import { ASOF, BASE, asked, change, full, kept, page } from "./made.js";

/** A desk over a service that answers by script; it stands at position 10 of feed "one". */
function made(ask) {
  const cache = new Cache();
  cache.advance(page([], { head: 10 }), 0);
  const calls = [];
  const service = {
    ask: async (...given) => {
      calls.push(given);
      return ask(...given, calls.length);
    },
  };
  const feed = { begun: Promise.resolve(), isOffline: false, woken: 0, wake: () => (feed.woken += 1) };
  const clock = { now: new Date("2026-06-01T12:00:00Z") };
  const desk = new Desk({ service, cache, feed, catalogue: [BASE, ASOF], now: () => clock.now });
  return { desk, cache, calls, feed, clock };
}

function reply(calls, feed = 10) {
  const results = calls.map(({ rows }) => ({
    answers: rows.map(([hts]) => full(Number(hts), hts)),
    errors: [],
  }));
  return { edition: "2026 Rev 5", feed, results };
}

test("a question is asked once; then the cache answers", async () => {
  const { desk, calls } = made((asked) => reply(asked));
  assert.equal((await desk.ask(asked("0901"))).value, 901);
  assert.equal((await desk.ask(asked("0901"))).value, 901);
  assert.equal(calls.length, 1);
});

test("questions to several functions go in one request, by function", async () => {
  const { desk, calls } = made((asked) => reply(asked));
  const [one, , two] = await Promise.all([
    desk.ask(asked("1")),
    desk.ask(asked("9", "ASOF")),
    desk.ask(asked("2")),
  ]);
  assert.deepEqual([one.value, two.value], [1, 2]);
  assert.deepEqual(calls[0][0], [
    { function: "BASE", rows: [["1"], ["2"]] },
    { function: "ASOF", rows: [["9"]] },
  ]);
});

test("an error stands at its own row only", async () => {
  const { desk } = made((asked) => {
    const told = reply(asked);
    told.results[0].answers[1] = null;
    told.results[0].errors = [{ index: 1, code: "NOT_FOUND", message: "none" }];
    return told;
  });
  const [good, bad] = await Promise.all([desk.ask(asked("1")), desk.ask(asked("2"))]);
  assert.equal(good.value, 1);
  assert.deepEqual(bad.failure, { code: "NOT_FOUND", message: "none" });
  assert.deepEqual([...desk.failing], [asked("2").key]);
});

test("a service that comes back soon is asked again, and nobody notices", async () => {
  const { desk, calls } = made((asked, _detail, _signal, turn) => {
    if (turn < 3) throw new Unreachable("away");
    return reply(asked);
  });
  assert.equal((await desk.ask(asked("1"))).value, 1);
  assert.equal(calls.length, 3);
});

test("a refusal is not asked again", async () => {
  const { desk, calls } = made(() => {
    throw new Refused("the service refused: no");
  });
  assert.equal((await desk.ask(asked("1"))).failure.code, "UNAVAILABLE");
  assert.equal(calls.length, 1);
});

test("while the service is away the last known answer is given, and one past its day only in words", async () => {
  const { desk, cache, feed, clock, calls } = made(() => {
    throw new Unreachable("the service can't be reached");
  });
  feed.isOffline = true;
  const good = { first: "2026-06-01", last: "2026-06-30" };
  cache.put("one", asked("0901").key, kept("0901", { good }));
  assert.equal((await desk.ask(asked("0901"))).value, 0.06);
  assert.equal(calls.length, 0);
  clock.now = new Date("2026-07-01T12:00:00Z");
  const { failure } = await desk.ask(asked("0901"));
  assert.equal(failure.code, "UNAVAILABLE");
  assert.match(failure.message, /on 2026-06-01 the answer was 0.06, but it may not hold on 2026-07-01/);
  assert.match((await desk.ask(asked("0902"))).failure.message, /no earlier answer is kept here/);
  assert.equal(calls.length, 2); // once each: it is known to be away
});

test("a reply while the feed is thought away wakes the feed", async () => {
  const { desk, feed } = made((asked) => reply(asked));
  feed.isOffline = true;
  await desk.ask(asked("1"));
  assert.equal(feed.woken, 1);
});

test("an answer that a change overtook on its way is asked again", async () => {
  const { desk, cache, calls } = made((asked, _detail, _signal, turn) => {
    if (turn === 1) cache.advance(page([change(11, "0901")]), 10);
    return reply(asked, turn === 1 ? 10 : 11);
  });
  const [one, two] = await Promise.all([desk.ask(asked("0901")), desk.ask(asked("0902"))]);
  assert.deepEqual([one.feed, two.feed], [11, 10]);
  assert.deepEqual(calls.map(([asked]) => asked[0].rows), [[["0901"], ["0902"]], [["0901"]]]);
});

test("law that changes again and again is said to, not hung on", { timeout: 20_000 }, async () => {
  const { desk, cache } = made((asked) => {
    const at = cache.position.seq;
    cache.advance(page([change(at + 1, "0901")]), at);
    return reply(asked, at);
  });
  const { failure } = await desk.ask(asked("0901"));
  assert.match(failure.message, /changed again and again/);
});
