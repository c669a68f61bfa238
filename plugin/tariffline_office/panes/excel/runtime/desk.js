import { Batch } from "./batch.js";
import { dayOf } from "./days.js";
import { isGood, keep, keepFailure, unavailable } from "./kept.js";
import { backOff, pause } from "../../shared/patience.js";
import { Refused, Unreachable } from "../../shared/service.js";

/** @typedef {import("./question.js").Question} Question */
/** @typedef {import("./question.js").Declared} Declared */
/** @typedef {import("./kept.js").Kept} Kept */
/** @typedef {import("./kept.js").Circumstances} Circumstances */
/** @typedef {import("../../shared/service.js").Service} Service */
/** @typedef {import("../../shared/service.js").Reply} Reply */
/** @typedef {import("./cache.js").Cache} Cache */

const TRIES = 4; // over about 3 s; then the last known answer is better than waiting
const BETWEEN_TRIES = { least: 500, most: 2_000 };
const MOST_PATIENCE = 10_000; // ms, whatever the service asks for
const ROUNDS = 5; // of questions whose answers changed while they were under way

/** Answers from the cache what still stands there, and asks the service for the rest. */
export class Desk {
  /**
   * @param {object} parts
   * @param {Service} parts.service
   * @param {Cache} parts.cache
   * @param {Declared[]} parts.catalogue
   * @param {{begun: Promise<void>, isOffline: boolean, wake: () => void}} parts.feed
   * @param {() => Date} [parts.now]
   */
  constructor({ service, cache, catalogue, feed, now = () => new Date() }) {
    this.service = service;
    this.cache = cache;
    this.declared = new Map(catalogue.map((each) => [each.name, each]));
    this.feed = feed;
    this.now = now;
    this.batch = new Batch((questions, signal) => this.inquire(questions, signal));
    /** @type {Set<string>} the questions whose last answer was an error */
    this.failing = new Set();
  }

  get today() {
    return dayOf(this.now());
  }

  /** Fulfilled once kept answers may be given. */
  get ready() {
    return this.feed.begun;
  }

  /**
   * The answer to a question: kept, asked, or, while the service is away, the last known one.
   *
   * @param {Question} question
   * @param {AbortSignal} [signal]
   * @returns {Promise<Kept>} rejected only when it is called off
   */
  async ask(question, signal) {
    await this.ready;
    return this.known(question) ?? this.noted(question, await this.fresh(question, signal));
  }

  /**
   * The kept answer, if it is good today; to be used once `ready`.
   *
   * @param {Question} question
   * @returns {Kept | undefined}
   */
  known(question) {
    const kept = this.cache.get(question.key);
    return kept && isGood(kept, this.today) ? this.noted(question, kept) : undefined;
  }

  /**
   * @param {Question} question
   * @param {Kept} kept
   */
  noted(question, kept) {
    if (kept.failure) this.failing.add(question.key);
    else this.failing.delete(question.key);
    return kept;
  }

  /**
   * @param {Question} question
   * @param {AbortSignal} [signal]
   */
  async fresh(question, signal) {
    try {
      return await this.batch.ask(question, signal);
    } catch (fault) {
      if (signal?.aborted) throw fault;
      return this.lastKnown(question, fault instanceof Error ? fault.message : String(fault));
    }
  }

  /**
   * What may be said while the service is away: an answer past its day only in words.
   *
   * @param {Question} question
   * @param {string} why
   */
  lastKnown(question, why) {
    const known = this.cache.get(question.key);
    const asked = this.now().toISOString();
    if (!known) return unavailable(`${why}, and no earlier answer is kept here`, asked);
    if (isGood(known, this.today)) return known;
    const said = known.failure ? known.failure.message : String(known.value);
    const then = `on ${known.askedAt.slice(0, 10)} the answer was ${said}`;
    return unavailable(`${why}; ${then}, but it may not hold on ${this.today}`, asked);
  }

  /**
   * Ask the service until no answer is touched by a change that came meanwhile.
   *
   * @param {Question[]} questions
   * @param {AbortSignal} signal
   * @returns {Promise<Kept[]>}
   * @throws {Unreachable | Refused}
   */
  async inquire(questions, signal) {
    /** @type {Map<string, Kept>} */
    const answers = new Map();
    let left = questions;
    for (let round = 1; left.length > 0; round += 1) {
      if (round > ROUNDS) throw new Unreachable("the law changed again and again meanwhile");
      if (round > 1) await pause(backOff(round - 1, BETWEEN_TRIES), signal);
      const feedId = this.cache.position?.feedId;
      const fresh = await this.request(left, signal);
      for (const [key, kept] of fresh) if (this.cache.put(feedId, key, kept)) answers.set(key, kept);
      left = left.filter((question) => !answers.has(question.key));
    }
    return questions.map((question) => /** @type {Kept} */ (answers.get(question.key)));
  }

  /**
   * @param {Question[]} questions
   * @param {AbortSignal} signal
   * @returns {Promise<[string, Kept][]>}
   */
  async request(questions, signal) {
    const byFunction = grouped(questions);
    const calls = [...byFunction].map(([name, asked]) => ({
      function: name,
      rows: asked.map((question) => question.arguments),
    }));
    const when = { askedAt: this.now().toISOString(), today: this.today };
    const reply = await this.persist(() => this.service.ask(calls, "full", signal), signal);
    this.cache.edition = reply.edition;
    const circumstances = { ...when, edition: reply.edition ?? "", feed: reply.feed };
    return [...byFunction.values()].flatMap((asked, index) =>
      this.read(asked, reply.results[index], circumstances),
    );
  }

  /**
   * Try again while the service can't be reached, but not when the feed knows already that it is
   * away: then nobody is kept waiting.
   *
   * @param {() => Promise<Reply>} attempt
   * @param {AbortSignal} signal
   */
  async persist(attempt, signal) {
    for (let tries = 1; ; tries += 1) {
      try {
        const reply = await attempt();
        if (this.feed.isOffline) this.feed.wake();
        return reply;
      } catch (fault) {
        const isLast = tries === TRIES || this.feed.isOffline;
        if (!(fault instanceof Unreachable) || isLast || signal.aborted) throw fault;
        const asked = Math.min(fault.after, MOST_PATIENCE);
        await pause(Math.max(asked, backOff(tries, BETWEEN_TRIES)), signal);
      }
    }
  }

  /**
   * @param {Question[]} asked
   * @param {import("../../shared/service.js").Result} result
   * @param {Circumstances} when
   * @returns {[string, Kept][]}
   */
  read(asked, result, when) {
    const failures = new Map(result.errors.map((error) => [error.index, error]));
    return asked.map((question, index) => {
      const declared = /** @type {Declared} */ (this.declared.get(question.function));
      const failure = failures.get(index);
      const kept = failure
        ? keepFailure(declared, question, failure, when)
        : keep(declared, question, result.answers[index], when);
      return [question.key, kept];
    });
  }
}

/**
 * @param {Question[]} questions
 */
function grouped(questions) {
  /** @type {Map<string, Question[]>} */
  const byFunction = new Map();
  for (const question of questions) {
    const asked = byFunction.get(question.function);
    if (asked) asked.push(question);
    else byFunction.set(question.function, [question]);
  }
  return byFunction;
}
