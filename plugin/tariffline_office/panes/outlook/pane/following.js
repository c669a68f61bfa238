import { backOff, pause } from "../../shared/patience.js";
import { reason } from "../../shared/saying.js";
import { Unreachable } from "../../shared/service.js";
import { watchDraft } from "./drafting.js";
import { opened } from "./item.js";
import { Memory } from "./memory.js";
import { read, readFiles } from "./reading.js";
import { showAnswers, showLink, showWords } from "./view.js";

/** @typedef {import("./item.js").Opened} Opened */
/** @typedef {import("./view.js").View} View */
/** @typedef {import("../../shared/service.js").Service} Service */

const SETTLE = 200; // ms; who runs down the list asks only where he stops
const RETRY = { least: 2_000, most: 60_000 };
const NONE =
  "No message is open, or several are selected. Select one: its numbers, cases, messages and claims " +
  "are answered here.";

/** Keeps the pane on the message that is open; what belongs to an earlier one is called off. */
export class Following {
  /**
   * @param {Service} service
   */
  constructor(service) {
    this.service = service;
    this.memory = new Memory();
    this.current = new AbortController();
    /** @type {View | null} what the pane shows */
    this.view = null;
  }

  /** Begin with what is open, and follow. */
  start() {
    const { mailbox } = Office.context;
    mailbox.addHandlerAsync(Office.EventType.ItemChanged, () => void this.turn(SETTLE));
    return this.turn(0);
  }

  /** Ask anew about the message that is open. */
  again() {
    return this.turn(0, true);
  }

  /**
   * Another message: nothing of the one before stays to be seen.
   *
   * @param {number} wait milliseconds
   * @param {boolean} [isAnew] what is remembered is not enough
   */
  async turn(wait, isAnew = false) {
    this.current.abort();
    const { signal } = (this.current = new AbortController());
    this.view = null;
    const open = opened();
    if (!open) return nothingOpen();
    const subject = open.mode === "read" ? open.subject : "Your draft";
    const known = open.mode === "read" && !isAnew ? this.memory.fresh(open.id) : null;
    if (known) return void this.show({ ...known, open }, signal);
    showWords("Reading…", { subject });
    await pause(wait, signal);
    if (signal.aborted) return;
    if (open.mode === "compose") return watchDraft(open, this.service, this, signal);
    await this.tryUntilRead(open, signal);
  }

  /**
   * @param {Opened & {mode: "read"}} open
   * @param {AbortSignal} signal
   */
  async tryUntilRead(open, signal) {
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.readAll(open, signal);
      } catch (problem) {
        if (signal.aborted) return;
        this.failed(open, problem, signal);
        if (!(problem instanceof Unreachable)) return;
        await pause(Math.max(problem.after, backOff(failures, RETRY)), signal);
        if (signal.aborted) return;
      }
    }
  }

  /**
   * @param {Opened & {mode: "read"}} open
   * @param {AbortSignal} signal
   */
  async readAll(open, signal) {
    showLink("asking");
    const view = await read(open, this.service, signal);
    showLink("there");
    const { addFiles } = this.show(view, signal);
    await readFiles(view, this.service, signal);
    signal.throwIfAborted();
    addFiles();
    this.memory.keep(open.id, view);
  }

  /**
   * @param {View} view
   * @param {AbortSignal} signal
   * @param {string} [beside]
   */
  show(view, signal, beside) {
    this.view = view;
    return showAnswers(view, this.service, signal, beside);
  }

  /**
   * Say why there is no answer; what is known of the message from before is shown with it.
   *
   * @param {Opened & {mode: "read"}} open
   * @param {unknown} problem
   * @param {AbortSignal} signal
   */
  failed(open, problem, signal) {
    showLink(problem instanceof Unreachable ? "away" : "there");
    const known = this.memory.last(open.id);
    const words = reason(problem);
    if (known) return void this.show({ ...known, open }, signal, `Last known answers, for ${words}.`);
    const hope = problem instanceof Unreachable ? " It is tried again by itself." : "";
    showWords(`There is no answer: ${words}.${hope}`, { canRetry: true, subject: open.subject });
  }
}

function nothingOpen() {
  showLink("idle");
  showWords(NONE);
}
