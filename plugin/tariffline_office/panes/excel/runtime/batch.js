/** @typedef {import("./question.js").Question} Question */
/** @typedef {import("./kept.js").Kept} Kept */

const COLLECT = 10; // ms: Excel hands over many calls in one message, each as a call of its own
const MOST_ROWS = 1_000;
const MOST_IN_FLIGHT = 4;

/**
 * Those who wait for the answer to one question.
 *
 * @typedef {{resolve: (kept: Kept) => void, reject: (fault: unknown) => void}} Waiter
 * @typedef {{question: Question, waiters: Set<Waiter>, abandon: () => void}} Entry
 */

/**
 * Collects questions for a moment and sends them together, each but once. Whoever waits is
 * answered whatever happens: with the answer, the fault, or that it was called off.
 */
export class Batch {
  /**
   * @param {(questions: Question[], signal: AbortSignal) => Promise<Kept[]>} send
   *   gives an answer for each question, in their order
   */
  constructor(send) {
    this.send = send;
    /** @type {Map<string, Entry>} not sent yet */
    this.waiting = new Map();
    /** @type {Map<string, Entry>} */
    this.sent = new Map();
    this.inFlight = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** How many questions are not answered yet. */
  get pending() {
    return this.waiting.size + this.sent.size;
  }

  /**
   * @param {Question} question
   * @param {AbortSignal} [signal] calls off this one wait; a request that nobody waits for is ended
   * @returns {Promise<Kept>}
   */
  ask(question, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const { key } = question;
      const entry = this.waiting.get(key) ?? this.sent.get(key) ?? this.enqueue(question);
      const waiter = { resolve, reject };
      entry.waiters.add(waiter);
      signal?.addEventListener("abort", () => {
        if (!entry.waiters.delete(waiter)) return;
        reject(signal.reason);
        if (entry.waiters.size === 0) entry.abandon();
      });
    });
  }

  /**
   * @param {Question} question
   * @returns {Entry}
   */
  enqueue(question) {
    const abandon = () => void this.waiting.delete(question.key);
    const entry = { question, waiters: new Set(), abandon };
    this.waiting.set(question.key, entry);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.dispatch();
    }, COLLECT);
    return entry;
  }

  dispatch() {
    while (this.inFlight < MOST_IN_FLIGHT && this.waiting.size > 0) {
      const entries = [...this.waiting.values()].slice(0, MOST_ROWS);
      for (const { question } of entries) this.waiting.delete(question.key);
      void this.request(entries);
    }
  }

  /**
   * @param {Entry[]} entries
   */
  async request(entries) {
    const controller = new AbortController();
    for (const entry of entries) this.depart(entry, entries, controller);
    this.inFlight += 1;
    try {
      const questions = entries.map((entry) => entry.question);
      const answers = await this.send(questions, controller.signal);
      this.settle(entries, (waiter, index) => waiter.resolve(answers[index]));
    } catch (fault) {
      this.settle(entries, (waiter) => waiter.reject(fault));
    } finally {
      this.inFlight -= 1;
      if (this.timer === undefined) this.dispatch();
    }
  }

  /**
   * @param {Entry} entry
   * @param {Entry[]} together
   * @param {AbortController} controller
   */
  depart(entry, together, controller) {
    this.sent.set(entry.question.key, entry);
    entry.abandon = () => {
      if (together.some((other) => other.waiters.size > 0)) return;
      this.forget(together);
      controller.abort();
    };
  }

  /**
   * @param {Entry[]} entries
   * @param {(waiter: Waiter, index: number) => void} tell
   */
  settle(entries, tell) {
    this.forget(entries);
    entries.forEach((entry, index) => {
      for (const waiter of entry.waiters) tell(waiter, index);
      entry.waiters.clear();
    });
  }

  /**
   * @param {Entry[]} entries
   */
  forget(entries) {
    for (const entry of entries) {
      const { key } = entry.question;
      if (this.sent.get(key) === entry) this.sent.delete(key);
    }
  }
}
