/** @typedef {import("./wire.js").Mention} Mention */
/** @typedef {import("./wire.js").Answered} Answered */
/** @typedef {import("./wire.js").Read} Read */
/** @typedef {{text: string, start: number, end: number, part: import("./wire.js").Part, where: string}} Spot */

/**
 * What is said about one thing, and every spot of the mail that says it.
 *
 * @typedef {{key: string, mention: Mention, spots: Spot[]}} Card
 */

/** What is answered; other mentions are counted only. */
const TOLD = new Set(["hts", "case", "csms", "rate_claim", "adcvd_message", "fr"]);
const NAMES = new Map([
  ["country", ["country", "countries"]],
  ["money", ["sum of money", "sums of money"]],
  ["incoterm", ["Incoterm", "Incoterms"]],
  ["party", ["party", "parties"]],
  ["date", ["date", "dates"]],
  ["entry", ["entry number", "entry numbers"]],
  ["container", ["container", "containers"]],
]);

/**
 * One card for each thing, in the order of its first spot: subject, body.
 *
 * @param {Answered} mail
 * @param {{newOnly?: boolean}} [choice] newOnly: what the writer of a draft says himself
 * @returns {Card[]}
 */
export function cardsOf(mail, { newOnly = false } = {}) {
  const body = newOnly ? mail.mentions.filter(({ part }) => part === "new") : mail.mentions;
  return grouped([
    ...spotted(mail.subject_mentions, mail.subject, "subject"),
    ...spotted(body, mail.text, ""),
  ]);
}

/**
 * The cards of attachments, those inside others included.
 *
 * @param {Read[]} attachments
 * @returns {Card[]}
 */
export function cardsOfFiles(attachments) {
  return grouped(flat(attachments).flatMap((file) => spotted(file.mentions, file.text, file.name)));
}

/**
 * Attachments and what is attached to them, in order.
 *
 * @param {Read[]} attachments
 * @returns {Read[]}
 */
export function flat(attachments) {
  return attachments.flatMap((one) => [one, ...flat(one.attachments)]);
}

/**
 * What is mentioned besides, in words, each with its values.
 *
 * @param {Mention[]} mentions
 * @returns {{name: string, values: string[]}[]}
 */
export function besides(mentions) {
  return [...NAMES].flatMap(([kind, [one, more]]) => {
    const found = mentions.filter((each) => each.kind === kind);
    const values = [...new Set(found.map(({ value }) => value))];
    return values.length > 0 ? [{ name: values.length === 1 ? one : more, values }] : [];
  });
}

/**
 * @param {Mention[]} mentions
 * @param {string} text
 * @param {string} where
 * @returns {{mention: Mention, spot: Spot}[]}
 */
function spotted(mentions, text, where) {
  const told = mentions.filter(({ kind, part }) => TOLD.has(kind) && part !== "signature");
  return told.map((mention) => {
    const { start, end, part } = mention;
    return { mention, spot: { text, start, end, part, where } };
  });
}

/**
 * @param {{mention: Mention, spot: Spot}[]} each
 * @returns {Card[]}
 */
function grouped(each) {
  /** @type {Map<string, Card>} */
  const cards = new Map();
  for (const { mention, spot } of each) {
    const { kind, value, answer, claim } = mention;
    const key = JSON.stringify([kind, value, answer?.arguments, claim?.words]);
    const known = cards.get(key);
    if (known) known.spots.push(spot);
    else cards.set(key, { key, mention, spots: [spot] });
  }
  return [...cards.values()];
}
