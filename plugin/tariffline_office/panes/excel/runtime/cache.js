import { isKeepable, isTouched } from "./kept.js";
import { ScopeIndex } from "./scope_index.js";

/** @typedef {import("./kept.js").Kept} Kept */
/** @typedef {import("./kept.js").Change} Change */

/**
 * A part of the feed, oldest first: `next` is the position to go on from, the end is at `head`.
 * Another `feed_id` is another feed, with numbers of its own.
 *
 * @typedef {{feed_id: string, changes: Change[], next: number, head: number}} Page
 */

/** @typedef {{feedId: string, seq: number}} Position */
/** @typedef {{position: Position, edition: string | null, answers: [string, Kept][]}} Snapshot */

export const MOST_ANSWERS = 60_000;
export const MOST_CHANGES = 5_000;

/**
 * Answers of the service, kept in memory, and how far its feed has been read.
 *
 * The rule: after it has seen feed position N it never gives an answer that a change up to N
 * touches. An answer that comes late is held against the changes that came before it.
 */
export class Cache {
  /**
   * @param {number} [most] answers kept; beyond it, what was not used longest goes
   * @param {number} [mostChanges] changes remembered for answers that come late
   */
  constructor(most = MOST_ANSWERS, mostChanges = MOST_CHANGES) {
    this.most = most;
    this.mostChanges = mostChanges;
    /** @type {Position | null} null before any of the feed was seen */
    this.position = null;
    /** @type {string | null} the edition in force at the last reply */
    this.edition = null;
    this.revision = 0; // how often anything here became different
    /** @type {Map<string, Kept>} in the order of their last use */
    this.answers = new Map();
    this.index = new ScopeIndex();
    /** @type {Change[]} */
    this.recent = [];
    this.floor = 0; // the changes beyond it are all in `recent`
  }

  /**
   * @param {string} key
   * @returns {Kept | undefined}
   */
  get(key) {
    const kept = this.answers.get(key);
    if (kept) {
      this.answers.delete(key);
      this.answers.set(key, kept);
    }
    return kept;
  }

  /**
   * Keep an answer that the service with this feed gave.
   *
   * @param {string | undefined} feedId the feed when it was asked; undefined: it was not known
   * @param {string} key
   * @param {Kept} kept
   * @returns {boolean} false when a change that came meanwhile touches it: ask again
   */
  put(feedId, key, kept) {
    if (this.position === null) return true;
    if (feedId !== this.position.feedId || !this.stands(kept)) return false;
    if (isKeepable(kept)) this.hold(key, kept);
    return true;
  }

  /**
   * Take in a part of the feed that was asked for beyond `after`, and drop what it touches.
   *
   * A feed that is new, another one, or shorter than it was starts the cache afresh at its head.
   *
   * @param {Page} page
   * @param {number} after
   * @returns {string[]} the keys of the answers that are gone
   */
  advance(page, after) {
    const at = this.position;
    if (!at || at.feedId !== page.feed_id || page.head < at.seq) return this.startAfresh(page);
    if (after > at.seq) return []; // what lies between would be missed
    const fresh = page.changes.filter((change) => change.seq > at.seq);
    const gone = fresh.flatMap((change) => this.takeIn(change));
    this.position = { feedId: at.feedId, seq: Math.max(at.seq, page.next) };
    this.revision += 1;
    return gone;
  }

  /** @returns {Snapshot | null} the answers used last come last */
  snapshot() {
    const { position, edition, answers } = this;
    return position && { position, edition, answers: [...answers] };
  }

  /**
   * Begin with what an earlier session kept.
   *
   * @param {Snapshot} snapshot
   */
  restore(snapshot) {
    this.startAfresh({
      feed_id: snapshot.position.feedId,
      head: snapshot.position.seq,
      changes: [],
      next: snapshot.position.seq,
    });
    this.edition = snapshot.edition;
    for (const [key, kept] of snapshot.answers) this.hold(key, kept);
  }

  /**
   * @param {string} key
   * @param {Kept} kept
   */
  hold(key, kept) {
    this.drop(key);
    this.revision += 1;
    this.answers.set(key, kept);
    this.index.add(key, kept.scope);
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= this.most) break;
      this.drop(oldest);
    }
  }

  /**
   * @param {Page} page
   */
  startAfresh(page) {
    const gone = [...this.answers.keys()];
    this.position = { feedId: page.feed_id, seq: page.head };
    this.edition = null;
    this.revision += 1;
    this.answers.clear();
    this.index = new ScopeIndex();
    this.recent = [];
    this.floor = page.head;
    return gone;
  }

  /**
   * @param {Change} change
   */
  takeIn(change) {
    const gone = [...this.index.near(change.scope)].filter((key) => {
      const kept = this.answers.get(key);
      return kept !== undefined && isTouched(kept, change);
    });
    for (const key of gone) this.drop(key);
    this.recent.push(change);
    if (this.recent.length > 2 * this.mostChanges) {
      const old = this.recent.splice(0, this.recent.length - this.mostChanges);
      this.floor = old[old.length - 1].seq;
    }
    return gone;
  }

  /**
   * @param {Kept} kept
   */
  stands(kept) {
    if (this.position === null || kept.feed >= this.position.seq) return true;
    if (kept.feed < this.floor) return false;
    return !this.recent.some((change) => isTouched(kept, change));
  }

  /**
   * @param {string} key
   */
  drop(key) {
    const kept = this.answers.get(key);
    if (!kept) return;
    this.answers.delete(key);
    this.index.remove(key, kept.scope);
  }
}
