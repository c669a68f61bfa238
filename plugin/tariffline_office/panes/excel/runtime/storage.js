/** @typedef {import("./cache.js").Cache} Cache */
/** @typedef {import("./cache.js").Snapshot} Snapshot */
/** @typedef {import("./kept.js").Kept} Kept */

const FORMAT = 1;
const SETTLE = 1_000; // ms of quiet before answers are written
const MOST_CHARACTERS = 4_000_000; // browsers give about five million to an origin

/**
 * Keeps the cache from one session to the next: one text, written whole, so that what is read is
 * never half of something. Where nothing may be stored, everything works without it.
 */
export class Shelf {
  /**
   * @param {Cache} cache
   * @param {Storage | null} storage
   * @param {string} partition of the storage, by the site that embeds Office; "" for none
   */
  constructor(cache, storage, partition) {
    this.cache = cache;
    this.storage = storage;
    this.name = `tariffline.answers.${partition}`;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Read what an earlier session kept; what can't be read is left as if it were not there. */
  load() {
    try {
      const text = this.storage?.getItem(this.name);
      if (text) this.cache.restore(read(text));
    } catch {
      this.storage?.removeItem(this.name);
    }
  }

  /** Write soon. */
  touch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), SETTLE);
  }

  /** Write now as many of the answers used last as there is room for. */
  save() {
    clearTimeout(this.timer);
    const snapshot = this.cache.snapshot();
    if (!this.storage || !snapshot) return;
    for (let { answers } = snapshot; ; answers = answers.slice(Math.ceil(answers.length / 2))) {
      if (this.write({ ...snapshot, answers }) || answers.length === 0) return;
    }
  }

  /**
   * @param {Snapshot} snapshot
   * @returns {boolean} whether there was room
   */
  write(snapshot) {
    const text = write(snapshot);
    if (text.length > MOST_CHARACTERS) return false;
    try {
      this.storage?.setItem(this.name, text);
      return true;
    } catch {
      return false;
    }
  }
}

/**
 * As text; the notes, which are long and the same for many lines, once each.
 *
 * @param {Snapshot} snapshot
 */
function write({ position, edition, answers }) {
  /** @type {Map<string, number>} */
  const places = new Map();
  const records = answers.map(([key, kept]) => {
    const notes = JSON.stringify(kept.notes);
    const place = places.get(notes) ?? places.size;
    places.set(notes, place);
    return [key, { ...kept, notes: place }];
  });
  const notes = [...places.keys()].map((text) => JSON.parse(text));
  return JSON.stringify({ format: FORMAT, position, edition, notes, answers: records });
}

/**
 * @param {string} text
 * @returns {Snapshot}
 * @throws {Error} when it is none of ours
 */
function read(text) {
  const { format, position, edition, notes, answers } = JSON.parse(text);
  if (format !== FORMAT) throw new Error(`format ${format}, not ${FORMAT}`);
  return {
    position,
    edition,
    answers: answers.map((/** @type {[string, Kept & {notes: any}]} */ [key, kept]) => [
      key,
      { ...kept, notes: notes[kept.notes] },
    ]),
  };
}
