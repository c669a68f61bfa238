import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { bind } from "../../plugin/tariffline_office/panes/excel/runtime/functions.js";
import { hostOf, shown } from "../../plugin/tariffline_office/panes/excel/runtime/values.js";
import { BASE, SEARCH, kept, soon, until } from "./made.js";

class Refusal extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const bound = {};
globalThis.CustomFunctions = {
  Error: Refusal,
  ErrorCode: { invalidValue: "#VALUE!", notAvailable: "#N/A" },
  associate: (name, run) => (bound[name] = run),
};

const PLAIN = { formats: false, cards: false };
const WATCH = { ...BASE, name: "WATCH", streams: true };
const desk = { asks: [], ask: null, ready: Promise.resolve(), known: () => undefined };
const watches = { tells: new Map(), stopped: 0, add: null };

beforeEach(() => {
  desk.asks = [];
  desk.ask = async (question) => {
    desk.asks.push(question.arguments);
    return kept("0901", { value: 0.25 });
  };
  watches.tells.clear();
  watches.stopped = 0;
  watches.add = (question, tell) => {
    watches.tells.set(question.arguments[0], tell);
    return () => (watches.stopped += 1);
  };
  bind([BASE, SEARCH, WATCH], desk, watches, () => PLAIN);
});

const call = (name, ...given) => bound[name](...given, {});

test("one value makes one cell", async () => {
  assert.deepEqual(await call("BASE", [["0901"]], [["CN"]], null, null), [[0.25]]);
  assert.deepEqual(desk.asks, [["0901", "CN"]]);
});

test("a column makes a column, nothing beside what is empty, an error in its own place", async () => {
  const broken = new Refusal("#N/A", "of another cell");
  const column = [["0901"], [""], [broken], ["0902"]];
  const found = await call("BASE", column, [["CN"]], null, null);
  assert.deepEqual([found[0], found[1], found[3]], [[0.25], [""], [0.25]]);
  assert.equal(found[2][0].code, "#VALUE!");
  assert.match(found[2][0].message, /an argument is an error/);
});

for (const [code, shows] of [
  ["NOT_FOUND", "#N/A"],
  ["NOT_KNOWN", "#N/A"],
  ["NOT_IN_FORCE", "#N/A"],
  ["NO_MATCH_NOT_CLEARANCE", "#N/A"],
  ["UNAVAILABLE", "#N/A"],
  ["BAD_INPUT", "#VALUE!"],
  ["AMBIGUOUS", "#VALUE!"],
  ["NEEDS", "#VALUE!"],
]) {
  test(`${code} is ${shows} with its words`, async () => {
    desk.ask = async () => kept("0901", { value: null, failure: { code, message: "why" } });
    await assert.rejects(call("BASE", [["0901"]], null, null, null), (problem) => {
      assert.deepEqual([problem.code, problem.message], [shows, `${code}: why`]);
      return true;
    });
  });
}

test("ranges of two sizes are refused", async () => {
  await assert.rejects(call("BASE", [["a"], ["b"]], [["c"], ["d"], ["e"]], null, null), /has 2 rows/);
  assert.deepEqual(desk.asks, []);
});

test("rows fill rows", async () => {
  desk.ask = async () => kept("", { value: [["0901.11", "Coffee", null], ["0902", "Tea", 2]] });
  assert.deepEqual(await call("SEARCH", "hot", 2), [["0901.11", "Coffee", ""], ["0902", "Tea", 2]]);
});

test("while a formula is being written nothing is asked", async () => {
  await assert.rejects(bound.BASE([["0901"]], null, null, null, { isInValuePreview: true }), /being written/);
  assert.deepEqual(desk.asks, []);
  desk.known = () => kept("0901", { value: 0.5 });
  assert.deepEqual(await bound.BASE([["0901"]], null, null, null, { isInValuePreview: true }), [[0.5]]);
  desk.known = () => undefined;
});

test("what Excel calls off is called off", async () => {
  let signal;
  desk.ask = (_, given) => new Promise((_resolve, reject) => {
    signal = given;
    given.addEventListener("abort", () => reject(given.reason));
  });
  const invocation = {};
  const wait = bound.BASE([["0901"]], null, null, null, invocation);
  await until(() => signal !== undefined);
  invocation.onCanceled();
  await assert.rejects(wait);
});

test("a watched column is told as one, when all of it is known, and then at each change", async () => {
  const told = [];
  const invocation = { setResult: (result) => told.push(result) };
  bound.WATCH([["0901"], ["0902"]], [["CN"]], null, null, invocation);
  watches.tells.get("0901")(kept("0901", { value: 1 }));
  await soon(5);
  assert.deepEqual(told, []);
  watches.tells.get("0902")(kept("0902", { value: 2 }));
  await soon(5);
  watches.tells.get("0901")(kept("0901", { value: 3 }));
  await soon(5);
  assert.deepEqual(told, [[[1], [2]], [[3], [2]]]);
  invocation.onCanceled();
  assert.equal(watches.stopped, 2);
});

test("numbers stay numbers, and show what the host can show", () => {
  const versions = (most) => hostOf((_, version) => Number(version) <= most);
  const answer = kept("0901", { value: 0.165, validUntil: "2026-12-31", notes: ["a", "b"] });
  assert.equal(shown(BASE, answer, versions(1.15)), 0.165);
  assert.deepEqual(shown(BASE, answer, versions(1.16)), {
    type: "FormattedNumber",
    basicValue: 0.165,
    numberFormat: "0.0###%",
  });
  const card = shown(BASE, answer, versions(1.19));
  assert.deepEqual([card.type, card.basicValue], ["Double", 0.165]);
  assert.equal(card.properties.Rate.basicValue, 0.165);
  assert.equal(card.properties["Valid until"].basicValue, "2026-12-31");
  assert.equal(card.properties.Source.basicValue, "HTS 2026 Rev 5, 0901.11.00");
  assert.equal(card.properties.Notes.basicValue, "a\nb");
  const edition = { ...answer, validUntil: null };
  assert.ok(!("Valid until" in shown(BASE, edition, versions(1.19)).properties));
});

test("a rate in words is words, with the same card", () => {
  const answer = kept("0901", { value: "4.4¢/kg" });
  assert.equal(shown(BASE, answer, PLAIN), "4.4¢/kg");
  const card = shown(BASE, answer, { formats: true, cards: true });
  assert.deepEqual([card.type, card.basicValue], ["String", "4.4¢/kg"]);
  assert.equal(card.properties.Rate.basicValue, "4.4¢/kg");
});

test("free is zero, a number", () => {
  assert.equal(shown(BASE, kept("0901", { value: 0 }), PLAIN), 0);
});
