/** @typedef {import("./question.js").Declared} Declared */
/** @typedef {import("./question.js").Cell} Cell */
/** @typedef {import("./kept.js").Kept} Kept */

/**
 * What the host can show: `formats`: numbers with a format of their own; `cards`: properties
 * behind a value, shown as a card and reached by a formula such as `A1.Rate`.
 *
 * @typedef {{formats: boolean, cards: boolean}} Host
 */

const PER_CENT = "0.0###%";

// Only #N/A and #VALUE! carry a message to the cell.
const WRONG_QUESTION = new Set(["BAD_INPUT", "AMBIGUOUS", "NEEDS"]);

/**
 * What a host can show, by the requirement sets it says it has. Properties of plain values came
 * with ExcelApi 1.19, numbers with a format of their own with 1.16:
 * https://learn.microsoft.com/javascript/api/excel/excel.doublecellvalue
 *
 * @param {(set: string, version: string) => boolean} isSetSupported
 * @returns {Host}
 */
export function hostOf(isSetSupported) {
  return {
    formats: isSetSupported("ExcelApi", "1.16"),
    cards: isSetSupported("ExcelApi", "1.19"),
  };
}

/**
 * An answer as a cell takes it: a value, a value with a card, an error, or rows to spill.
 *
 * @param {Declared} declared
 * @param {Kept} kept
 * @param {Host} host
 * @returns {any}
 */
export function shown(declared, kept, host) {
  const { value, failure } = kept;
  if (failure) return refused(failure.code, `${failure.code}: ${failure.message}`);
  if (Array.isArray(value)) return value.map((row) => row.map((cell) => cell ?? ""));
  if (typeof value === "number") return asNumber(declared, value, kept, host);
  if (typeof value === "string" && host.cards) {
    return { type: "String", basicValue: value, properties: card(declared, value, kept) };
  }
  return value ?? "";
}

/**
 * An error with words of ours.
 *
 * @param {string} code one of the service's
 * @param {string} message
 */
export function refused(code, message) {
  const { invalidValue, notAvailable } = CustomFunctions.ErrorCode;
  return new CustomFunctions.Error(WRONG_QUESTION.has(code) ? invalidValue : notAvailable, message);
}

/**
 * @param {Declared} declared
 * @param {number} value
 * @param {Kept} kept
 * @param {Host} host
 */
function asNumber(declared, value, kept, host) {
  const isRate = declared.answers === "rate";
  if (host.cards) {
    const format = isRate ? { numberFormat: PER_CENT } : {};
    const properties = card(declared, value, kept);
    return { type: "Double", basicValue: value, ...format, properties };
  }
  if (!isRate || !host.formats) return value;
  return { type: "FormattedNumber", basicValue: value, numberFormat: PER_CENT };
}

/**
 * The law behind a value, in few words: Excel takes two million characters at a time, and ten
 * thousand cards are many. What there is nothing to say of is left out.
 *
 * @param {Declared} declared
 * @param {string | number} value
 * @param {Kept} kept
 */
function card(declared, value, kept) {
  const { cite, notes } = kept;
  const told = {
    "Valid until": kept.validUntil,
    Edition: kept.edition,
    Source: cite && [cite.source, cite.place].filter(Boolean).join(", "),
    Notes: notes.join("\n"),
    Asked: `${kept.askedAt.slice(0, 16).replace("T", " ")} UTC`,
  };
  const texts = Object.entries(told).filter(([, text]) => text);
  const law = texts.map(([name, text]) => [name, { type: "String", basicValue: text }]);
  const first = declared.answers === "rate" ? { Rate: rate(value) } : {};
  return { ...first, ...Object.fromEntries(law) };
}

/**
 * @param {string | number} value
 */
function rate(value) {
  if (typeof value === "string") return { type: "String", basicValue: value };
  return { type: "Double", basicValue: value, numberFormat: PER_CENT };
}
