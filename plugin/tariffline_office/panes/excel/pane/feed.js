import { Service } from "../../shared/service.js";

/** @typedef {import("./position.js").Position} Position */
/** @typedef {import("../runtime/kept.js").Cite} Cite */

/**
 * An entry of the feed, as people read it.
 *
 * @typedef {object} Entry
 * @property {number} seq
 * @property {string} kind
 * @property {{hts: string | null}} scope
 * @property {string} field
 * @property {string} before
 * @property {string} after
 * @property {string[]} successors
 * @property {string} effective ISO
 * @property {Cite} cite
 */

const CHANGES_A_PAGE = 1_000;
const MOST_PAGES = 20; // a whole edition is some thousand changes

const service = new Service(location.origin);

/**
 * How far the feed of the service goes now.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<{feedId: string, seq: number}>}
 */
export async function head(signal) {
  const page = await service.changes(0, 1, signal);
  return { feedId: page.feed_id, seq: page.head };
}

/**
 * What the feed tells beyond a position, newest first.
 *
 * @param {{feedId: string, seq: number}} position
 * @param {AbortSignal} signal
 * @returns {Promise<{entries: Entry[], isAll: boolean} | null>} null: it is another feed now, which
 *   does not know the position
 */
export async function changesSince(position, signal) {
  /** @type {Entry[]} */
  const entries = [];
  let after = position.seq;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const told = await service.changes(after, CHANGES_A_PAGE, signal);
    if (told.feed_id !== position.feedId || told.head < position.seq) return null;
    entries.push(.../** @type {Entry[]} */ (/** @type {unknown} */ (told.changes)));
    after = told.next;
    if (after >= told.head) return { entries: entries.reverse(), isAll: true };
  }
  return { entries: entries.reverse(), isAll: false };
}
