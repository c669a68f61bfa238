import { isGood, isTouched } from "./kept.js";
import { ScopeIndex } from "./scope_index.js";

/** @typedef {import("./question.js").Question} Question */
/** @typedef {import("./kept.js").Kept} Kept */
/** @typedef {import("./kept.js").Change} Change */
/** @typedef {(kept: Kept) => void} Tell */

/**
 * A question that cells wait on. `again`: it changed while it was being asked.
 *
 * @typedef {object} Watch
 * @property {Question} question
 * @property {Set<Tell>} tells
 * @property {Kept | null} kept
 * @property {boolean} asking
 * @property {boolean} again
 */

/**
 * Questions that are answered again whenever the feed touches them.
 *
 * By question, not by cell: a streaming function is not told where it stands, and Excel calls off
 * and calls anew in no fixed order.
 */
export class Watches {
  /**
   * @param {{ask: (question: Question) => Promise<Kept>, today: string}} desk
   */
  constructor(desk) {
    this.desk = desk;
    /** @type {Map<string, Watch>} */
    this.watches = new Map();
    this.index = new ScopeIndex();
  }

  get size() {
    return this.watches.size;
  }

  /**
   * Tell the answer to a question, now and whenever it has become another.
   *
   * @param {Question} question
   * @param {Tell} tell
   * @returns {() => void} stops it
   */
  add(question, tell) {
    const watch = this.watches.get(question.key) ?? this.open(question);
    watch.tells.add(tell);
    if (watch.kept) tell(watch.kept);
    return () => {
      watch.tells.delete(tell);
      if (watch.tells.size === 0) this.close(watch);
    };
  }

  /**
   * @param {Change[]} changes that the cache has taken in
   */
  changed(changes) {
    /** @type {Set<Watch>} */
    const touched = new Set();
    for (const change of changes) {
      for (const key of this.index.near(change.scope)) {
        const watch = this.watches.get(key);
        if (watch?.kept && isTouched(watch.kept, change)) touched.add(watch);
      }
    }
    for (const watch of this.watches.values()) if (watch.asking) touched.add(watch);
    for (const watch of touched) void this.ask(watch);
  }

  /** Ask what has no answer, or none that is good today: the service is back, or a day began. */
  revive() {
    const { today } = this.desk;
    for (const watch of this.watches.values()) {
      const isAway = watch.kept === null || watch.kept.failure?.code === "UNAVAILABLE";
      if (isAway || (watch.kept && !isGood(watch.kept, today))) void this.ask(watch);
    }
  }

  /** Ask everything: another feed says nothing of what changed since the one before. */
  askAll() {
    for (const watch of this.watches.values()) void this.ask(watch);
  }

  /**
   * @param {Question} question
   */
  open(question) {
    /** @type {Watch} */
    const watch = { question, tells: new Set(), kept: null, asking: false, again: false };
    this.watches.set(question.key, watch);
    void this.ask(watch);
    return watch;
  }

  /**
   * @param {Watch} watch
   */
  close(watch) {
    const { key } = watch.question;
    if (this.watches.get(key) !== watch) return;
    this.watches.delete(key);
    if (watch.kept) this.index.remove(key, watch.kept.scope);
  }

  /**
   * @param {Watch} watch
   */
  async ask(watch) {
    watch.again = watch.asking;
    if (watch.asking) return;
    watch.asking = true;
    const kept = await this.desk.ask(watch.question);
    watch.asking = false;
    if (this.watches.get(watch.question.key) !== watch) return;
    this.learn(watch, kept);
    if (watch.again) void this.ask(watch);
  }

  /**
   * @param {Watch} watch
   * @param {Kept} kept
   */
  learn(watch, kept) {
    const before = watch.kept;
    const isLost = before !== null && kept.failure?.code === "UNAVAILABLE";
    if (isLost && isGood(before, this.desk.today)) return; // the last known answer stays
    const { key } = watch.question;
    if (before) this.index.remove(key, before.scope);
    this.index.add(key, kept.scope);
    watch.kept = kept;
    if (before && isSame(before, kept)) return;
    for (const tell of watch.tells) tell(kept);
  }
}

/**
 * Whether a cell would show the same, and its card say the same law.
 *
 * @param {Kept} one
 * @param {Kept} other
 */
function isSame(one, other) {
  const shown = [one, other].map(({ value, failure, edition, validUntil, cite, notes }) =>
    JSON.stringify([value, failure, edition, validUntil, cite, notes]),
  );
  return shown[0] === shown[1];
}
