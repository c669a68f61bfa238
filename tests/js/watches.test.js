import assert from "node:assert/strict";
import { test } from "node:test";

import { unavailable } from "../../plugin/tariffline_office/panes/excel/runtime/kept.js";
import { Watches } from "../../plugin/tariffline_office/panes/excel/runtime/watches.js";
import { asked, change, kept, soon } from "./made.js";

/** Watches over a desk whose answers the test sets, by number. */
function made() {
  const desk = {
    today: "2026-06-01",
    asks: [],
    answers: new Map(),
    async ask(question) {
      desk.asks.push(question.arguments[0]);
      await soon(desk.pause ?? 0);
      return desk.answers.get(question.arguments[0]) ?? kept(question.arguments[0]);
    },
  };
  return { desk, watches: new Watches(desk) };
}

test("thousands of cells on one question ask once, and all are told", async () => {
  const { desk, watches } = made();
  let told = 0;
  for (let cell = 0; cell < 3_000; cell += 1) watches.add(asked("0901"), () => (told += 1));
  await soon(5);
  assert.deepEqual([desk.asks.length, told, watches.size], [1, 3_000, 1]);
});

test("a change asks what it touches, and tells what has become different", async () => {
  const { desk, watches } = made();
  const told = [];
  for (const hts of ["0901", "0902", "0903"]) {
    watches.add(asked(hts), (each) => told.push([hts, each.value]));
  }
  await soon(5);
  told.length = 0;
  desk.answers.set("0901", kept("0901", { value: 0.5, feed: 11 }));
  watches.changed([change(11, "0901"), change(12, "0902")]);
  await soon(5);
  assert.deepEqual(desk.asks.slice(3).sort(), ["0901", "0902"]);
  assert.deepEqual(told, [["0901", 0.5]]);
});

test("a change that comes while a question is asked asks it again", async () => {
  const { desk, watches } = made();
  desk.pause = 10;
  const told = [];
  watches.add(asked("0901"), (each) => told.push(each.value));
  watches.changed([change(11, "0901")]);
  await soon(40);
  assert.deepEqual(desk.asks, ["0901", "0901"]);
  assert.deepEqual(told, [0.06]);
});

test("what is stopped is not told, and a question that nobody watches is forgotten", async () => {
  const { desk, watches } = made();
  let told = 0;
  const stops = [0, 1].map(() => watches.add(asked("0901"), () => (told += 1)));
  await soon(5);
  stops[0]();
  assert.equal(watches.size, 1);
  stops[1]();
  stops[1]();
  assert.equal(watches.size, 0);
  watches.changed([change(11, "0901")]);
  await soon(5);
  assert.deepEqual([desk.asks.length, told], [1, 2]);
});

test("while the service is away the last answer stays, and is asked for when it is back", async () => {
  const { desk, watches } = made();
  const told = [];
  watches.add(asked("0901"), (each) => told.push(each.failure?.code ?? each.value));
  watches.add(asked("0902"), (each) => told.push(each.failure?.code ?? each.value));
  desk.answers.set("0902", unavailable("away", ""));
  await soon(5);
  desk.answers.set("0901", unavailable("away", ""));
  watches.changed([change(11, "0901")]);
  await soon(5);
  assert.deepEqual(told, [0.06, "UNAVAILABLE"]);
  desk.answers.clear();
  watches.revive();
  await soon(5);
  assert.deepEqual(told, [0.06, "UNAVAILABLE", 0.06]);
});

test("a new day asks what held only until then", async () => {
  const { desk, watches } = made();
  desk.answers.set("0901", kept("0901", { good: { first: "2026-06-01", last: "2026-06-01" } }));
  for (const hts of ["0901", "0902"]) watches.add(asked(hts), () => {});
  await soon(5);
  desk.today = "2026-06-02";
  watches.revive();
  await soon(5);
  assert.deepEqual(desk.asks.slice(2), ["0901"]);
});
