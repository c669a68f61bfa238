import assert from "node:assert/strict";
import { test } from "node:test";

import { besides, cardsOf, cardsOfFiles } from "../../plugin/tariffline_office/panes/outlook/pane/cards.js";
import { asText, commonNotes, perCent, shown, summary } from "../../plugin/tariffline_office/panes/outlook/pane/words.js";
import { full } from "./made.js";

function said(name, args, answer, error = null) {
  return { function: name, arguments: args, answer, error };
}

function number(value, country, start, more = {}) {
  const answer = said("BASE", [value, country], full(0.055, value, { notes: ["a note"] }));
  return mention("hts", value, start, { answer, ...more });
}

function mention(kind, value, start, more = {}) {
  const place = { text: value, start, end: start + value.length, part: "new" };
  return { kind, value, ...place, answer: null, also: [], claim: null, page: null, ...more };
}

function mail(mentions, more = {}) {
  return { subject: "", subject_mentions: [], text: "", mentions, lines: [], attachments: [], ...more };
}

test("one card stands for a thing with all its places, subject first, in reading order", () => {
  const cards = cardsOf(
    mail(
      [number("0901.11", "MX", 0), mention("case", "A-570-910", 9), number("0901.11", "MX", 20), number("0901.11", "CO", 30)],
      { subject: "A-570-910", subject_mentions: [mention("case", "A-570-910", 0)] },
    ),
  );
  assert.deepEqual(
    cards.map((card) => [card.mention.value, card.spots.map(({ start, where }) => `${where}${start}`)]),
    [["A-570-910", ["subject0", "9"]], ["0901.11", ["0", "20"]], ["0901.11", ["30"]]],
  );
});

test("signatures are not answered, quoted text is, but not beside a draft", () => {
  const told = mail([
    number("0901.11", "MX", 0, { part: "signature" }),
    number("0902.10", "", 9, { part: "quoted" }),
    number("0903.00", "", 19),
  ]);
  assert.deepEqual(cardsOf(told).map((card) => card.mention.value), ["0902.10", "0903.00"]);
  assert.deepEqual(cardsOf(told, { newOnly: true }).map((card) => card.mention.value), ["0903.00"]);
});

test("attachments inside attachments are looked through, each by its name", () => {
  const inner = { ...mail([number("0901.11", "", 0)]), name: "inner.csv" };
  const cards = cardsOfFiles([{ ...mail([]), name: "outer.eml", attachments: [inner] }]);
  assert.deepEqual(cards.map(({ spots }) => spots[0].where), ["inner.csv"]);
});

test("what else is mentioned is named once each", () => {
  const found = [mention("country", "MX", 0), mention("country", "MX", 5), mention("money", "USD 5.00", 9)];
  assert.deepEqual(besides(found), [
    { name: "country", values: ["MX"] },
    { name: "sum of money", values: ["USD 5.00"] },
  ]);
});

test("rates are shown in per cent by their digits", () => {
  const rates = [[0.055, "5.5"], [0.07, "7"], [0.25, "25"], [1.5, "150"], [0.0015, "0.15"], [10, "1000"]];
  for (const [share, words] of rates) assert.equal(perCent(share), words);
  assert.equal(shown(said("BASE", [], null), 0), "Free");
  assert.equal(shown(said("BASE", [], null), "4.4¢/kg"), "4.4¢/kg");
  assert.equal(shown(said("CASE", [], null), 0), "0");
  assert.equal(shown(said("ADCVD", [], null), [["A-570-910", "pipe"], ["C-570-911", "pipe"]]), "A-570-910 · pipe\nC-570-911 · pipe");
});

test("the summary counts things, and claims that are not right", () => {
  const claim = (verdict) => ({ verdict, words: verdict, until: null, cites: [] });
  const cards = cardsOf(
    mail([
      number("0901.11", "MX", 0),
      number("0901.11", "CO", 9),
      mention("rate_claim", "0.05", 20, { claim: claim("contradicted") }),
      mention("rate_claim", "0.05", 30, { claim: claim("agrees") }),
    ]),
  );
  assert.equal(summary(cards), "1 HTS number, 2 claims (1 not right)");
  assert.equal(summary([]), "");
});

test("a note that all rates bear is said once, one of some rates where it belongs", () => {
  const all = cardsOf(mail([number("0901.11", "MX", 0), number("0902.10", "MX", 9)]));
  assert.deepEqual(commonNotes(all), ["a note"]);
  const [first, second] = all;
  second.mention.answer.answer.notes = [];
  assert.deepEqual(commonNotes([first, second]), []);
  assert.deepEqual(commonNotes([first]), []);
});

test("what is copied names its source and its day", () => {
  const [card] = cardsOf(mail([number("0901.11", "MX", 0)]));
  const source = "Source: HTS 2026 Rev 5, 0901.11.00";
  assert.equal(
    asText(card, "2026-06-01"),
    ["0901.11 from Mexico", "base rate of duty: 5.5%", source, "As of 2026-06-01."].join("\n"),
  );
});
