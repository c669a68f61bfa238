/** @typedef {import("./wire.js").Said} Said */
/** @typedef {import("./wire.js").Mention} Mention */
/** @typedef {import("./wire.js").FullAnswer} FullAnswer */
/** @typedef {import("./wire.js").Cite} Cite */
/** @typedef {import("./cards.js").Card} Card */

const RATES = new Map([
  ["BASE", "base rate of duty"],
  ["RATE", "all duties together"],
]);
const COUNTRIES = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/**
 * What a card is about: its title, and what stands beside it.
 *
 * @param {Mention} mention
 * @returns {{title: string, beside: string}}
 */
export function titleOf({ kind, value, text, answer }) {
  if (kind === "csms") return { title: `CSMS ${value}`, beside: "" };
  if (kind === "adcvd_message") return { title: `AD/CVD message ${value}`, beside: "" };
  if (kind === "rate_claim") return { title: `“${text}”`, beside: "claimed" };
  const country = kind === "hts" ? answer?.arguments[1] : "";
  return { title: value, beside: country ? `from ${countryName(country)}` : "" };
}

/**
 * @param {string} iso
 */
export function countryName(iso) {
  return COUNTRIES.of(iso) ?? iso;
}

/**
 * Whether a question asks for a rate, and which.
 *
 * @param {Said} said
 */
export function rateName(said) {
  return RATES.get(said.function) ?? "";
}

/**
 * A value for people: a rate in per cent, exactly; free as such; rows by lines; else as it is.
 *
 * @param {Said} said
 * @param {unknown} value
 */
export function shown(said, value) {
  if (Array.isArray(value)) return value.map((row) => [row].flat().join(" · ")).join("\n");
  if (!RATES.has(said.function) || typeof value !== "number") return String(value);
  return value === 0 ? "Free" : `${perCent(value)}%`;
}

/**
 * 0.055 → 5.5, by its digits: 0.07 times 100 is 7.000000000000001.
 *
 * @param {number} share
 */
export function perCent(share) {
  const [whole, part = ""] = share.toFixed(12).split(".");
  const digits = `${whole}${part.slice(0, 2)}.${part.slice(2)}`;
  return digits.replace(/0+$/, "").replace(/\.$/, "").replace(/^0+(?=\d)/, "");
}

/**
 * @param {Cite[]} cites
 */
export function sources(cites) {
  return [...new Set(cites.map(({ source, place }) => [source, place].filter(Boolean).join(", ")))];
}

/**
 * What a card says, as text to paste: with source and date.
 *
 * @param {Card} card
 * @param {string} day
 */
export function asText({ mention }, day) {
  const { title, beside } = titleOf(mention);
  const cited = (/** @type {Cite[]} */ cites) =>
    cites.map(({ source, place, url }) => [source, place, url].filter(Boolean).join(", "));
  if (mention.claim) {
    const { words, cites } = mention.claim;
    return [`${words}.`, ...source(cited(cites)), `As of ${day}.`].join("\n");
  }
  const lines = [mention.answer, ...mention.also].flatMap((said) => {
    if (!said) return [];
    if (said.error) return [`${said.function}: ${said.error.message}`];
    if (!said.answer || said.function === "CHECK") return [];
    const name = rateName(said);
    return [`${name ? `${name}: ` : ""}${shown(said, said.answer.value)}`];
  });
  const cites = mention.answer?.answer?.cites ?? [];
  const head = `${[title, beside].filter(Boolean).join(" ")}`;
  return [head, ...lines, ...source(cited(cites)), `As of ${day}.`].join("\n");
}

/**
 * @param {string[]} cited
 */
function source(cited) {
  return cited.length > 0 ? [`Source: ${[...new Set(cited)].join("; ")}`] : [];
}

/**
 * Notes that every answer of several cards bears, such as the age of the edition: said once, above.
 *
 * @param {Card[]} cards
 * @returns {string[]}
 */
export function commonNotes(cards) {
  const answers = cards.flatMap(({ mention }) => (mention.kind === "hts" ? (mention.answer?.answer ?? []) : []));
  if (answers.length < 2) return [];
  const [first, ...others] = answers.map(({ notes }) => notes);
  return first.filter((note) => others.every((notes) => notes.includes(note)));
}

/**
 * What the mail holds, in one line.
 *
 * @param {Card[]} cards
 */
export function summary(cards) {
  const claims = cards.flatMap(({ mention }) => mention.claim ?? []);
  const wrong = claims.filter(({ verdict }) => verdict === "contradicted" || verdict === "was right");
  const parts = [
    counted(cards, "hts", "HTS number"),
    counted(cards, "case", "case"),
    counted(cards, "csms", "CSMS message"),
    counted(cards, "fr", "Federal Register citation"),
    counted(cards, "adcvd_message", "AD/CVD message"),
    counted(cards, "rate_claim", "claim") + (wrong.length > 0 ? ` (${wrong.length} not right)` : ""),
  ];
  return parts.filter(Boolean).join(", ");
}

/**
 * @param {Card[]} cards
 * @param {string} kind
 * @param {string} name
 */
function counted(cards, kind, name) {
  const numbers = cards.filter(({ mention }) => mention.kind === kind).map(({ mention }) => mention.value);
  const count = kind === "rate_claim" ? numbers.length : new Set(numbers).size;
  if (count === 0) return "";
  return `${count.toLocaleString("en-US")} ${name}${count === 1 ? "" : "s"}`;
}
