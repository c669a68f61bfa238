import assert from "node:assert/strict";
import { test } from "node:test";

import { Batch } from "../../plugin/tariffline_office/panes/excel/runtime/batch.js";
import { asked, kept, soon, until } from "./made.js";

const numbers = (count) => Array.from({ length: count }, (_, n) => asked(String(n)));

/** A sender whose replies wait to be let go. */
function sender() {
  const requests = [];
  const send = (questions, signal) =>
    new Promise((resolve, reject) => {
      const answer = () => resolve(questions.map((each) => kept("", { value: each.arguments[0] })));
      signal.addEventListener("abort", () => reject(signal.reason));
      requests.push({ questions, signal, answer, reject });
    });
  return { batch: new Batch(send), requests };
}

test("10,000 questions go in ten requests, four at a time, and each gets its own answer", async () => {
  const { batch, requests } = sender();
  const answers = Promise.all(numbers(10_000).map((each) => batch.ask(each)));
  for (let turn = 0; turn < 10; turn += 1) {
    await until(() => requests.length > turn);
    assert.ok(batch.inFlight <= 4);
    requests[turn].answer();
  }
  assert.deepEqual((await answers).map((each) => each.value), numbers(10_000).map((each) => each.arguments[0]));
  assert.deepEqual(requests.map((each) => each.questions.length), Array(10).fill(1_000));
  assert.equal(batch.pending, 0);
});

test("the same question is asked once, also while it is under way", async () => {
  const { batch, requests } = sender();
  const first = [batch.ask(asked("1")), batch.ask(asked("1"))];
  await until(() => requests.length === 1);
  const late = batch.ask(asked("1"));
  requests[0].answer();
  assert.deepEqual((await Promise.all([...first, late])).map((each) => each.value), ["1", "1", "1"]);
  assert.deepEqual(requests.map((each) => each.questions.length), [1]);
});

test("a fault settles everyone who waits, and the next question is asked anew", async () => {
  const { batch, requests } = sender();
  const answers = Promise.allSettled(numbers(3).map((each) => batch.ask(each)));
  await until(() => requests.length === 1);
  requests[0].reject(new Error("away"));
  assert.deepEqual((await answers).map((each) => each.reason.message), ["away", "away", "away"]);
  const again = batch.ask(asked("1"));
  await until(() => requests.length === 2);
  requests[1].answer();
  assert.equal((await again).value, "1");
});

test("what is called off before it is sent is never sent", async () => {
  const { batch, requests } = sender();
  const calledOff = new AbortController();
  const refused = assert.rejects(batch.ask(asked("1"), calledOff.signal));
  const other = batch.ask(asked("2"));
  calledOff.abort();
  await refused;
  await until(() => requests.length === 1);
  assert.deepEqual(requests[0].questions, [asked("2")]);
  requests[0].answer();
  await other;
});

test("a request goes on while anyone waits for it, and ends with the last", async () => {
  const { batch, requests } = sender();
  const [one, two] = [new AbortController(), new AbortController()];
  const waits = [batch.ask(asked("1"), one.signal), batch.ask(asked("2"), two.signal)];
  const settled = Promise.allSettled(waits);
  await until(() => requests.length === 1);
  one.abort();
  await soon(5);
  assert.ok(!requests[0].signal.aborted);
  two.abort();
  assert.ok(requests[0].signal.aborted);
  assert.deepEqual((await settled).map((each) => each.status), ["rejected", "rejected"]);
  const again = batch.ask(asked("1"));
  await until(() => requests.length === 2);
  requests[1].answer();
  assert.equal((await again).value, "1");
  assert.equal(batch.inFlight, 0);
});

test("a question that is called off by one is still answered to the other", async () => {
  const { batch, requests } = sender();
  const calledOff = new AbortController();
  const waits = [batch.ask(asked("1"), calledOff.signal), batch.ask(asked("1"))];
  const settled = Promise.allSettled(waits);
  calledOff.abort();
  await until(() => requests.length === 1);
  requests[0].answer();
  assert.deepEqual((await settled).map((each) => each.status), ["rejected", "fulfilled"]);
});
