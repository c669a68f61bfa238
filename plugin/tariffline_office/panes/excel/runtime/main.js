/**
 * The runtime of the Excel add-in: custom functions that share one cache, one feed and few
 * requests. The task pane is its page (a shared runtime) and uses it by `runtime`.
 */

import { Cache } from "./cache.js";
import { CATALOGUE } from "./catalogue.js";
import { Desk } from "./desk.js";
import { Feed } from "./feed.js";
import { bind } from "./functions.js";
import { recalculate } from "./recalculate.js";
import { Service } from "../../shared/service.js";
import { Shelf } from "./storage.js";
import { hostOf } from "./values.js";
import { Watches } from "./watches.js";

/** @typedef {import("./kept.js").Change} Change */
/** @typedef {import("../../shared/service.js").Call} Call */

/**
 * How things stand. `pending`: questions under way; `errors`: questions whose last answer was an
 * error; `stale`: answers that changes have overtaken since they were given, and not asked again;
 * `watches`: questions watched; `feed`: how far which feed has been read; `age`: milliseconds since
 * that was known to be its end; null: never.
 *
 * @typedef {object} Status
 * @property {number} pending
 * @property {number} errors
 * @property {number} stale
 * @property {number} watches
 * @property {string | null} edition
 * @property {import("./cache.js").Position | null} feed
 * @property {number | null} age
 * @property {boolean} offline
 */

const STATUS_TURN = 200; // ms between two reports
const DAY_TURN = 60_000; // ms between two looks at the calendar

// The only one, for the pane as well: a sign-in gives its headers here.
const service = new Service(location.origin);
const cache = new Cache();
const feed = new Feed(service, cache, { onChanges, onContact: revive });
const desk = new Desk({ service, cache, catalogue: CATALOGUE, feed });
const watches = new Watches(desk);

/** @type {Set<(status: Status) => void>} */
const listeners = new Set();
/** @type {Set<string>} */
const overtaken = new Set();
let host = { formats: false, cards: false };
let said = "";

/**
 * Bind the functions, at once, and begin to follow the feed, once Office is ready.
 *
 * @returns {Promise<boolean>} false outside Excel, where there is nothing to do
 */
async function start() {
  // A page that is opened outside Excel has no custom functions to bind.
  if ("CustomFunctions" in globalThis) bind(CATALOGUE, desk, watches, () => host);
  if (!(await Office.onReady()).host) return false;
  host = hostOf((set, version) => Office.context.requirements.isSetSupported(set, version));
  const shelf = new Shelf(cache, storage(), Office.context.partitionKey ?? "");
  shelf.load();
  void feed.follow();
  addEventListener("online", () => feed.wake());
  addEventListener("pagehide", () => shelf.save());
  setInterval(revive, DAY_TURN);
  setInterval(() => tell(shelf), STATUS_TURN);
  return true;
}

/** @returns {Storage | null} null where the browser keeps nothing for pages inside others */
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/**
 * @param {Change[]} changes
 * @param {string[]} gone
 * @param {boolean} isAnother
 */
function onChanges(changes, gone, isAnother) {
  for (const key of gone) overtaken.add(key);
  if (isAnother) watches.askAll();
  else watches.changed(changes);
}

function revive() {
  if (!feed.isOffline) watches.revive();
}

/**
 * @returns {Status}
 */
function status() {
  for (const key of overtaken) if (cache.answers.has(key)) overtaken.delete(key);
  return {
    pending: desk.batch.pending,
    errors: desk.failing.size,
    stale: overtaken.size,
    watches: watches.size,
    edition: cache.edition,
    feed: cache.position,
    age: feed.lastContact && Date.now() - feed.lastContact.getTime(),
    offline: feed.isOffline,
  };
}

/**
 * Report what has become different, and let it be written.
 *
 * @param {Shelf} shelf
 */
function tell(shelf) {
  const now = status();
  const words = JSON.stringify([cache.revision, { ...now, age: null }]);
  if (words === said) return;
  said = words;
  shelf.touch();
  for (const listener of listeners) listener(now);
}

/**
 * Hear of the status now and whenever it is another.
 *
 * @param {(status: Status) => void} listener
 * @returns {() => void} stops it
 */
function onStatus(listener) {
  listeners.add(listener);
  listener(status());
  return () => void listeners.delete(listener);
}

export const runtime = {
  start,
  status,
  onStatus,
  /**
   * Read the feed to its end, then let Excel calculate again.
   *
   * @param {"selection" | "sheet" | "workbook"} scope
   */
  async recalculate(scope) {
    await feed.catchUp().catch(() => {}); // away: the last known answers are given
    await recalculate(scope);
  },
  /**
   * Ask the service outside any cell.
   *
   * @param {Call[]} calls
   * @param {"value" | "full"} detail
   */
  ask: (calls, detail) => service.ask(calls, detail),
  /**
   * A part of the feed as the service tells it.
   *
   * @param {number} after
   * @param {number} limit
   * @param {AbortSignal} signal
   */
  changes: (after, limit, signal) => service.changes(after, limit, signal),
};
