/** @typedef {import("./touches.js").Scope} Scope */

const HEADING = 4; // digits

/**
 * Which keys a change might touch, found without looking at all of them; `isTouched` decides.
 */
export class ScopeIndex {
  constructor() {
    /** @type {Map<string, Set<string>>} by heading; "" holds what rests on more than one */
    this.byHeading = new Map();
    /** @type {Set<string>} what rests on a case or a message */
    this.others = new Set();
  }

  /**
   * @param {string} key
   * @param {Scope} scope
   */
  add(key, scope) {
    if (scope.hts !== null) {
      const place = shelf(scope.hts);
      const there = this.byHeading.get(place);
      if (there) there.add(key);
      else this.byHeading.set(place, new Set([key]));
    }
    if (scope.case !== null || scope.message !== null) this.others.add(key);
  }

  /**
   * @param {string} key
   * @param {Scope} scope as it was added
   */
  remove(key, scope) {
    if (scope.hts !== null) this.byHeading.get(shelf(scope.hts))?.delete(key);
    this.others.delete(key);
  }

  /**
   * @param {Scope} change
   * @returns {Iterable<string>}
   */
  *near(change) {
    if (change.hts !== null) {
      yield* this.byHeading.get("") ?? [];
      const place = shelf(change.hts);
      if (place) yield* this.byHeading.get(place) ?? [];
      else yield* this.under(change.hts);
    }
    if (change.case !== null || change.message !== null) yield* this.others;
  }

  /**
   * @param {string} chapter fewer digits than a heading
   */
  *under(chapter) {
    for (const [place, keys] of this.byHeading) {
      if (place && place.startsWith(chapter)) yield* keys;
    }
  }
}

/**
 * @param {string} hts
 */
function shelf(hts) {
  return hts.length < HEADING ? "" : hts.slice(0, HEADING);
}
