// Things that the tests make: declarations, answers, changes, and a moment's patience.

export const BASE = declared("BASE", ["hts", "country", "date", "facts"]);
export const SEARCH = { ...declared("SEARCH", ["text", "n"]), answers: "rows" };
export const ASOF = declared("ASOF", []);

export function declared(name, names) {
  const kinds = { text: "text", n: "count" };
  const parameters = names.map((each) => ({ name: each, kind: kinds[each] ?? each, required: false }));
  return { name, parameters, answers: name === "BASE" ? "rate" : "value", streams: false };
}

export function scope(hts, origin = "") {
  return { hts, origin, case: null, message: null };
}

export function full(value, hts = "0901110010", more = {}) {
  const cites = [{ source: "HTS 2026 Rev 5", place: "0901.11.00", text: "6%", url: "" }];
  return { value, cites, scope: scope(hts), valid_until: null, edition: "2026 Rev 5", notes: [], ...more };
}

export function kept(hts = "0901110010", more = {}) {
  return {
    value: 0.06,
    failure: null,
    edition: "2026 Rev 5",
    validUntil: null,
    cite: { source: "HTS 2026 Rev 5", place: "0901.11.00", text: "6%", url: "" },
    notes: [],
    scope: scope(hts),
    days: { first: "2026-06-01", last: null },
    good: { first: "2026-06-01", last: null },
    feed: 10,
    askedAt: "2026-06-01T12:00:00.000Z",
    ...more,
  };
}

export function change(seq, hts, more = {}) {
  return { seq, scope: scope(hts), effective: "2026-06-01", until: null, ...more };
}

export function page(changes, { feed_id = "one", head, next } = {}) {
  const last = changes.at(-1)?.seq ?? head ?? 0;
  return { feed_id, changes, next: next ?? last, head: head ?? last };
}

export function asked(hts, name = "BASE") {
  return { key: JSON.stringify([name, hts]), function: name, arguments: [hts] };
}

export function soon(milliseconds = 0) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export async function until(holds, milliseconds = 5_000) {
  const end = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not within ${milliseconds} ms: ${holds}`);
    await soon(2);
  }
}
