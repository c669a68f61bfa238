/** @typedef {import("./view.js").View} View */

const MOST = 30;
const FRESH = 600_000; // ms; the law may change while a mail stays open

/**
 * The answers of the mails looked at last, so that coming back to one asks nothing. In memory only:
 * what a mail says is never stored.
 */
export class Memory {
  constructor() {
    /** @type {Map<string, View>} */
    this.views = new Map();
  }

  /**
   * @param {string} id of a mail; "" for one that has none
   * @param {View} view
   */
  keep(id, view) {
    if (!id) return;
    this.views.delete(id);
    this.views.set(id, view);
    const [oldest] = this.views.keys();
    if (this.views.size > MOST) this.views.delete(oldest);
  }

  /**
   * @param {string} id
   */
  last(id) {
    return this.views.get(id) ?? null;
  }

  /**
   * @param {string} id
   */
  fresh(id) {
    const view = this.last(id);
    return view && Date.now() - view.at.getTime() < FRESH ? view : null;
  }
}
