import { events } from "./events.js";

/** @typedef {import("../excel/runtime/kept.js").FullAnswer} FullAnswer */
/** @typedef {import("../excel/runtime/kept.js").Failure} Failure */
/** @typedef {import("../excel/runtime/kept.js").Change} Change */
/** @typedef {import("../excel/runtime/cache.js").Page} Page */
/** @typedef {import("../excel/runtime/question.js").Cell} Cell */
/** @typedef {{function: string, rows: Cell[][]}} Call */
/** @typedef {{answers: any[], errors: (Failure & {index: number})[]}} Result */
/** @typedef {{edition: string | null, feed: number, results: Result[]}} Reply */

const PATIENCE = 60_000; // ms for a whole reply
const FIRST_WORD = 10_000; // ms; a stream speaks at once, unless something between holds it back
const HEARTBEATS = 45_000; // ms; the service sends one every 15 s
const COME_BACK = new Set([408, 425, 429, 500, 502, 503, 504]);

/** The service can't be reached, or can't answer now: worth another try. */
export class Unreachable extends Error {
  /**
   * @param {string} message
   * @param {number} [after] milliseconds that the service asks to wait
   */
  constructor(message, after = 0) {
    super(message);
    this.after = after;
  }
}

/** The service refuses the request: another try would be refused as well. */
export class Refused extends Error {}

/** The service over HTTP. */
export class Service {
  /**
   * @param {string} url where it is, without a slash at the end
   * @param {() => Promise<Record<string, string>>} [signIn] gives the headers that say who asks
   */
  constructor(url, signIn = async () => ({})) {
    this.url = url;
    this.signIn = signIn;
  }

  /**
   * Ask many questions in one request.
   *
   * @param {Call[]} calls
   * @param {"value" | "full"} detail
   * @param {AbortSignal} [signal]
   * @returns {Promise<Reply>}
   * @throws {Unreachable | Refused} or what the signal says
   */
  async ask(calls, detail, signal) {
    const body = JSON.stringify({ calls, detail });
    const headers = { "Content-Type": "application/json" };
    /** @type {Reply} */
    const reply = await this.json("/v1/ask", { method: "POST", body, headers }, signal);
    const isWhole = calls.every((call, n) => reply.results[n]?.answers.length === call.rows.length);
    if (!isWhole) throw new Unreachable("the service answered fewer questions than it was asked");
    return reply;
  }

  /**
   * A part of the feed.
   *
   * @param {number} after
   * @param {number} limit
   * @param {AbortSignal} signal
   * @returns {Promise<Page>}
   * @throws {Unreachable | Refused}
   */
  changes(after, limit, signal) {
    return this.json(`/v1/changes?after=${after}&limit=${limit}`, {}, signal);
  }

  /**
   * The feed as it comes: the changes of each piece of the stream, none for a heartbeat.
   *
   * @param {number} after
   * @param {AbortSignal} signal
   * @returns {AsyncGenerator<Change[]>}
   * @throws {Unreachable | Refused} when it can't begin, breaks, or falls silent
   */
  async *stream(after, signal) {
    const silence = new Silence(signal);
    try {
      silence.allow(FIRST_WORD);
      const headers = { Accept: "text/event-stream", "Last-Event-ID": String(after) };
      const response = await this.fetch("/v1/changes", { headers }, silence.signal);
      const isStream = response.headers.get("Content-Type")?.startsWith("text/event-stream");
      if (!isStream || !response.body) throw new Unreachable("the service gave no stream");
      for await (const data of events(response.body)) {
        silence.allow(HEARTBEATS);
        yield data.map((text) => JSON.parse(text));
      }
    } catch (fault) {
      throw signal.aborted ? signal.reason : fault;
    } finally {
      silence.end();
    }
  }

  /**
   * @param {string} path
   * @param {RequestInit} request
   * @param {AbortSignal} [signal]
   */
  async json(path, request, signal) {
    const silence = new Silence(signal);
    try {
      silence.allow(PATIENCE);
      return await (await this.fetch(path, request, silence.signal)).json();
    } catch (fault) {
      if (signal?.aborted) throw signal.reason;
      if (fault instanceof Unreachable || fault instanceof Refused) throw fault;
      throw new Unreachable(`the service can't be reached (${words(fault)})`);
    } finally {
      silence.end();
    }
  }

  /**
   * @param {string} path
   * @param {RequestInit} request
   * @param {AbortSignal} signal
   * @returns {Promise<Response>}
   */
  async fetch(path, request, signal) {
    const headers = { ...request.headers, ...(await this.signIn()) };
    const response = await fetch(this.url + path, { ...request, headers, signal });
    if (response.ok) return response;
    const told = await response.json().catch(() => ({}));
    const message = told.error?.message ?? `it answered ${response.status}`;
    if (COME_BACK.has(response.status)) {
      const seconds = Number(response.headers.get("Retry-After")) || 0;
      throw new Unreachable(`the service can't answer now: ${message}`, seconds * 1_000);
    }
    throw new Refused(`the service refused: ${message}`);
  }
}

/**
 * Ends a request that its owner calls off, or that says nothing for longer than is allowed.
 *
 * By hand, for `AbortSignal.any` and `timeout` are too new for the browsers inside older Offices.
 */
class Silence {
  /**
   * @param {AbortSignal} [owner]
   */
  constructor(owner) {
    const controller = new AbortController();
    this.signal = controller.signal;
    this.owner = owner;
    this.stop = () => controller.abort(new Unreachable("the service said nothing for too long"));
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    if (owner?.aborted) this.stop();
    owner?.addEventListener("abort", this.stop);
  }

  /**
   * @param {number} milliseconds from now
   */
  allow(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.stop, milliseconds);
  }

  end() {
    clearTimeout(this.timer);
    this.owner?.removeEventListener("abort", this.stop);
  }
}

/**
 * @param {unknown} fault
 */
function words(fault) {
  return fault instanceof Error ? fault.message : String(fault);
}
