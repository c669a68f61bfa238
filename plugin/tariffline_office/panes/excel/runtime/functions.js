import { unavailable } from "./kept.js";
import { question } from "./question.js";
import { Misfit, spread } from "./spread.js";
import { refused, shown } from "./values.js";

/** @typedef {import("./question.js").Declared} Declared */
/** @typedef {import("./question.js").Question} Question */
/** @typedef {import("./kept.js").Kept} Kept */
/** @typedef {import("./values.js").Host} Host */
/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./watches.js").Watches} Watches */
/** @typedef {CustomFunctions.StreamingInvocation<any>} Invocation of any sort: all can be cancelled */

/**
 * What one cell of the result comes from: a question; an error that is known without asking; null
 * for nothing.
 *
 * @typedef {Question | CustomFunctions.Error | null} Asked
 * @typedef {Kept | CustomFunctions.Error | null} Answered
 */

const AN_ERROR = "BAD_INPUT: an argument is an error; see the cell that it comes from";
const PREVIEW = "not asked while the formula is being written";

/**
 * Binds every function of the catalogue to Excel.
 *
 * @param {Declared[]} catalogue
 * @param {Desk} desk
 * @param {Watches} watches
 * @param {() => Host} host
 */
export function bind(catalogue, desk, watches, host) {
  for (const declared of catalogue) {
    const run = declared.streams ? watching(declared, watches, host) : asking(declared, desk, host);
    CustomFunctions.associate(declared.name, run);
  }
}

/**
 * @param {Declared} declared
 * @param {Desk} desk
 * @param {() => Host} host
 */
function asking(declared, desk, host) {
  return async (/** @type {unknown[]} */ ...given) => {
    const invocation = /** @type {Invocation} */ (given.pop());
    const grid = asked(declared, given);
    const calledOff = new AbortController();
    invocation.onCanceled = () => calledOff.abort();
    await desk.ready;
    const known = grid.map((row) => row.map((each) => (isQuestion(each) ? desk.known(each) : each)));
    const answered = isWhole(known)
      ? known
      : await completed(desk, grid, known, invocation, calledOff.signal);
    const result = spilled(declared, answered, host());
    if (result instanceof CustomFunctions.Error) throw result; // thrown, its words reach the cell
    return result;
  };
}

/**
 * @param {Desk} desk
 * @param {Asked[][]} grid
 * @param {(Answered | undefined)[][]} known undefined where it has to be asked
 * @param {Invocation} invocation
 * @param {AbortSignal} signal
 * @returns {Promise<Answered[][]>}
 */
function completed(desk, grid, known, invocation, signal) {
  const complete = (/** @type {Answered | undefined} */ each, /** @type {Asked} */ asked) => {
    if (each !== undefined || !isQuestion(asked)) return each ?? null;
    if (invocation.isInValuePreview) return unavailable(PREVIEW, "");
    return desk.ask(asked, signal);
  };
  return Promise.all(
    known.map((row, y) => Promise.all(row.map((each, x) => complete(each, grid[y][x])))),
  );
}

/**
 * @param {Declared} declared
 * @param {Watches} watches
 * @param {() => Host} host
 */
function watching(declared, watches, host) {
  return (/** @type {unknown[]} */ ...given) => {
    const invocation = /** @type {Invocation} */ (given.pop());
    const grid = asked(declared, given);
    /** @type {(Answered | undefined)[][]} */
    const answered = grid.map((row) => row.map((each) => (isQuestion(each) ? undefined : each)));
    const tell = together(() => {
      if (isWhole(answered)) invocation.setResult(spilled(declared, answered, host()));
    });
    /** @type {(() => void)[]} */
    const stops = [];
    for (const [y, row] of grid.entries()) {
      for (const [x, each] of row.entries()) {
        const learn = (/** @type {Kept} */ kept) => {
          answered[y][x] = kept;
          tell();
        };
        if (isQuestion(each)) stops.push(watches.add(each, learn));
      }
    }
    invocation.onCanceled = () => stops.forEach((stop) => stop());
    tell(); // where there is nothing to watch
  };
}

/**
 * @param {Declared} declared
 * @param {unknown[]} given
 * @returns {Asked[][]}
 * @throws {CustomFunctions.Error} when its ranges don't fit together
 */
function asked(declared, given) {
  const names = declared.parameters.map((parameter) => parameter.name);
  try {
    return spread(given, names).map((row) =>
      row.map((cells) => {
        if (cells?.some((cell) => typeof cell === "object" && cell !== null)) {
          return refused("BAD_INPUT", AN_ERROR);
        }
        return cells && question(declared, cells);
      }),
    );
  } catch (problem) {
    if (problem instanceof Misfit) throw refused("BAD_INPUT", `BAD_INPUT: ${problem.message}`);
    throw problem;
  }
}

/**
 * @param {Asked} each
 * @returns {each is Question}
 */
function isQuestion(each) {
  return each !== null && "key" in each;
}

/**
 * @param {(Answered | undefined)[][]} answered
 * @returns {answered is Answered[][]}
 */
function isWhole(answered) {
  return answered.every((row) => !row.includes(undefined));
}

/**
 * Everything as Excel takes it: one error, or the rows that fill one cell or many.
 *
 * @param {Declared} declared
 * @param {Answered[][]} answered
 * @param {Host} host
 */
function spilled(declared, answered, host) {
  const cells = answered.map((row) =>
    row.map((each) => {
      if (each === null) return "";
      return "value" in each ? shown(declared, each, host) : each;
    }),
  );
  const isOne = cells.length === 1 && cells[0].length === 1;
  const [[first]] = cells;
  const isAlone = isOne && (Array.isArray(first) || first instanceof CustomFunctions.Error);
  return isAlone ? first : cells;
}

/**
 * One call for all that are made in one go: a column of watches is told as one.
 *
 * @param {() => void} work
 */
function together(work) {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      work();
    });
  };
}
