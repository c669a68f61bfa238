import { backOff, pause } from "../../shared/patience.js";

/** @typedef {import("../../shared/service.js").Service} Service */
/** @typedef {import("./cache.js").Cache} Cache */
/** @typedef {import("./kept.js").Change} Change */

const CHANGES_A_PAGE = 1_000;
const RECONNECT = { least: 1_000, most: 30_000 };
const BETWEEN_POLLS = { least: 20_000, most: 20_000 };
const POLL_FOR = 600_000; // ms until a stream is tried again where none could be had
const FIRST_LOOK = 3_000; // ms after which cells are answered, though the feed could not be read
const SHORT_LIVED = 5_000; // ms; a stream that ends sooner does not get through
const MOST_SHORT = 2;

/**
 * Follows the feed of changes by one connection for all cells: a stream of events or, where none
 * gets through, by asking from time to time. The cache learns of each change before anyone else.
 */
export class Feed {
  /**
   * @param {Service} service
   * @param {Cache} cache
   * @param {object} told
   * @param {(changes: Change[], gone: string[], isAnother: boolean) => void} told.onChanges the
   *   cache has taken in changes; `gone` are the keys of the answers it dropped; `isAnother`: it is
   *   another feed now, which says nothing of what changed since the one before
   * @param {() => void} told.onContact the feed is read to its end, or the service is lost
   */
  constructor(service, cache, { onChanges, onContact }) {
    this.service = service;
    this.cache = cache;
    this.onChanges = onChanges;
    this.onContact = onContact;
    this.isOffline = false;
    /** @type {Date | null} when the feed was last known to be read to its end */
    this.lastContact = null;
    this.stopped = new AbortController();
    this.rest = new AbortController();
    this.shortStreams = 0;
    this.pollUntil = 0;
    /** @type {() => void} */
    this.begin = () => {};
    /** Fulfilled once the feed has been read, or could not be: only then is the cache to be used. */
    this.begun = /** @type {Promise<void>} */ (new Promise((resolve) => (this.begin = resolve)));
  }

  /** Follow until `stop`. */
  async follow() {
    const { signal } = this.stopped;
    setTimeout(() => this.begin(), FIRST_LOOK);
    for (let failures = 0; !signal.aborted; ) {
      try {
        await this.catchUp();
        failures = 0;
        if (Date.now() >= this.pollUntil) await this.listen();
      } catch {
        if (this.isOffline) failures += 1; // a broken stream alone is no failure
      }
      const polls = failures === 0 && Date.now() < this.pollUntil;
      await this.sleep(backOff(failures || 1, polls ? BETWEEN_POLLS : RECONNECT));
    }
  }

  stop() {
    this.stopped.abort();
  }

  /** Look again at once. */
  wake() {
    this.rest.abort();
  }

  /**
   * Read the feed to its end.
   *
   * @throws {Error} when the service can't be reached
   */
  async catchUp() {
    try {
      while (!(await this.readPage()));
      this.isOffline = false;
      this.lastContact = new Date();
    } catch (fault) {
      this.isOffline = true;
      throw fault;
    } finally {
      this.begin();
      this.onContact();
    }
  }

  /** @returns {Promise<boolean>} whether that was the end */
  async readPage() {
    const at = this.cache.position;
    const after = at?.seq ?? 0;
    const page = await this.service.changes(after, at ? CHANGES_A_PAGE : 1, this.stopped.signal);
    this.take(page, after);
    const now = this.cache.position;
    return now !== null && now.feedId === page.feed_id && now.seq >= page.head;
  }

  /** Read the stream for as long as it lasts. */
  async listen() {
    const begun = Date.now();
    try {
      const after = this.cache.position?.seq ?? 0;
      for await (const changes of this.service.stream(after, this.stopped.signal)) {
        if (changes.length) this.hear(changes);
        this.lastContact = new Date();
      }
    } finally {
      this.shortStreams = Date.now() - begun < SHORT_LIVED ? this.shortStreams + 1 : 0;
      if (this.shortStreams >= MOST_SHORT) this.pollUntil = Date.now() + POLL_FOR;
    }
  }

  /**
   * @param {Change[]} changes
   */
  hear(changes) {
    const at = this.cache.position;
    if (at === null) return;
    const last = changes[changes.length - 1].seq;
    this.take({ feed_id: at.feedId, changes, next: last, head: last }, at.seq);
  }

  /**
   * @param {import("./cache.js").Page} page
   * @param {number} after
   */
  take(page, after) {
    const before = this.cache.position;
    const gone = this.cache.advance(page, after);
    const now = this.cache.position;
    const isAnother = before?.feedId !== now?.feedId || (before?.seq ?? 0) > (now?.seq ?? 0);
    if (isAnother || page.changes.length) this.onChanges(page.changes, gone, isAnother);
  }

  /**
   * @param {number} milliseconds
   */
  async sleep(milliseconds) {
    this.rest = new AbortController();
    const stop = () => this.rest.abort();
    this.stopped.signal.addEventListener("abort", stop);
    await pause(milliseconds, this.rest.signal);
    this.stopped.signal.removeEventListener("abort", stop);
  }
}
