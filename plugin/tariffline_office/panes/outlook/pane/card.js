import { button, make } from "../../shared/dom.js";
import { saying } from "../../shared/saying.js";
import { copy } from "./copying.js";
import { withZone } from "./item.js";
import { messageCard, ownMessage } from "./message.js";
import { oneLine } from "./place.js";
import { quotation } from "./quotation.js";
import { watchButton } from "./watching.js";
import { asText, rateName, shown, sources, titleOf } from "./words.js";

/** @typedef {import("./cards.js").Card} Card */
/** @typedef {import("./wire.js").Said} Said */
/** @typedef {import("./wire.js").Mention} Mention */
/** @typedef {import("./wire.js").Claim} Claim */
/** @typedef {import("./wire.js").Cite} Cite */
/** @typedef {import("../../shared/service.js").Service} Service */

/**
 * What cards share. `signal` ends with the mail; `said`: notes that are told above the cards;
 * `bulletin`: the message of CBP's that the mail is.
 *
 * @typedef {object} Setting
 * @property {Service} service
 * @property {string} day
 * @property {AbortSignal} signal
 * @property {string[]} said
 * @property {import("./wire.js").Sheet | null} bulletin
 */

const SHOWN_APART = new Set(["DESCRIPTION", "CHECK"]);
const TONES = { agrees: "good", "was right": "bad", contradicted: "bad", "cannot tell": "plain" };

/**
 * One card. All words of the mail go in as text, each isolated from the direction of others.
 *
 * @param {Card} card
 * @param {Setting} setting
 */
export function cardOf(card, setting) {
  const { mention } = card;
  const { service, day } = setting;
  const name = [titleOf(mention).title, titleOf(mention).beside].filter(Boolean).join(" ");
  return make(
    "li",
    { class: "card" },
    heading(card),
    quotation(card.spots, name),
    ...told(mention, setting),
    make(
      "p",
      { class: "buttons" },
      button("Copy", () => saying(() => copy(asText(card, mention.claim ? day : today()))), named("Copy", name)),
      ...(mention.page && hasPage(mention) ? [pageLink(mention.page, name)] : []),
      ...(mention.kind === "hts" ? [watchButton(service, mention, name)] : []),
    ),
  );
}

/**
 * @param {Mention} mention
 * @param {Setting} setting
 */
function told({ kind, value, claim: claimed, answer, also }, { service, signal, said, bulletin }) {
  if (claimed) return claim(claimed);
  if (kind === "csms" && bulletin?.number === value) return ownMessage(bulletin);
  const sheet = kind === "csms" ? [messageCard(service, value, signal)] : [];
  return [...answers(answer, also, said), ...sheet];
}

/** Rates are of today, ISO; claims of the day of the mail. */
function today() {
  return withZone(new Date()).slice(0, 10);
}

/**
 * Buttons of one name are told apart by what they act on.
 *
 * @param {string} words
 * @param {string} about
 */
function named(words, about) {
  return { class: "quiet", "aria-label": `${words}: ${about}` };
}

/**
 * @param {Card} card
 */
function heading({ mention, spots }) {
  const { title, beside } = titleOf(mention);
  const isQuoted = spots.every(({ part }) => part === "quoted");
  return make(
    "h3",
    {},
    make("bdi", { class: "number" }, oneLine(title, 80)),
    ...(beside ? [" ", beside] : []),
    ...(isQuoted ? [" ", make("span", { class: "tag" }, "in quoted text")] : []),
  );
}

/**
 * A message that the service lacks has no page; a number that is not in force has one, which says why.
 *
 * @param {Mention} mention
 */
function hasPage({ kind, answer }) {
  return kind !== "csms" || Boolean(answer?.answer);
}

/**
 * @param {string} page
 * @param {string} name
 */
function pageLink(page, name) {
  const attributes = { href: page, target: "_blank", rel: "noopener", class: "quiet button" };
  return make("a", { ...attributes, "aria-label": `Open page: ${name}` }, "Open page");
}

/**
 * @param {Claim} claim
 */
function claim({ verdict, words, cites }) {
  return [
    make("p", { class: "verdict", "data-tone": TONES[verdict] }, verdict),
    make("p", {}, make("bdi", {}, words)),
    ...sourceLines(cites),
  ];
}

/**
 * @param {Said | null} main
 * @param {Said[]} also
 * @param {string[]} said
 */
function answers(main, also, said) {
  if (!main) return [make("p", { class: "hint" }, "Nothing more is known of it here.")];
  const checked = [main, ...also].filter((each) => each.function === "CHECK" || each === main);
  return [
    ...(main.answer ? [value(main)] : []),
    ...also.filter((each) => rateName(each) && each.answer).map(value),
    ...also.filter((each) => each.function === "DESCRIPTION").flatMap(description),
    ...also.filter((each) => !rateName(each) && !SHOWN_APART.has(each.function)).flatMap(further),
    ...warned(checked, said),
    ...sourceLines(main.answer?.cites ?? []),
    ...until(main),
  ];
}

/**
 * The path down the schedule; its last step is the line itself.
 *
 * @param {Said} said
 */
function description({ answer }) {
  if (!answer) return [];
  const steps = String(answer.value).split(" > ");
  const last = steps.pop() ?? "";
  const above = steps.length > 0 ? [make("span", { class: "under" }, steps.join(" › "))] : [];
  return [make("p", { class: "path" }, ...above, last)];
}

/**
 * @param {Said} said
 */
function value(said) {
  const name = rateName(said);
  const words = shown(said, said.answer?.value);
  return make("p", { class: "value" }, words, ...(name ? [" ", make("small", {}, name)] : []));
}

/**
 * What else the catalogue is asked about such a thing, under its name there.
 *
 * @param {Said} said
 */
function further(said) {
  if (!said.answer) return [];
  const name = make("span", { class: "under" }, said.function);
  return [make("p", { class: "further" }, name, shown(said, said.answer.value))];
}

/**
 * Why there is no answer, and what is to be known about one; the same words once.
 *
 * @param {Said[]} each
 * @param {string[]} said
 */
function warned(each, said) {
  const isAnswered = each.some(({ answer }) => answer);
  // A rate line has a rate, and lines below it to choose from before anything is entered.
  const isChoice = (/** @type {Said} */ { error }) => isAnswered && error?.code === "AMBIGUOUS";
  const errors = each.flatMap((one) => (one.error && !isChoice(one) ? [one.error.message] : []));
  const choices = each.flatMap((one) => (one.error && isChoice(one) ? [one.error.message] : []));
  const all = each.flatMap(({ answer }) => answer?.notes ?? []);
  const notes = [...choices, ...all.filter((note) => !said.includes(note))];
  return [
    ...[...new Set(errors)].map((one) => make("p", { class: "warning" }, one)),
    ...[...new Set(notes)].map((one) => make("p", { class: "note" }, one)),
  ];
}

/**
 * @param {Cite[]} cites
 */
function sourceLines(cites) {
  return sources(cites).map((words) => make("p", { class: "hint" }, words));
}

/**
 * Until when it holds; and the state of the data, where the source does not name it already.
 *
 * @param {Said} said
 */
function until({ answer }) {
  if (!answer) return [];
  const { valid_until: last, edition, cites } = answer;
  const words = [
    ...(last ? [`known to hold until ${last}`] : []),
    ...(cites.some(({ source }) => source.includes(edition)) ? [] : [edition]),
  ];
  return words.map((one) => make("p", { class: "hint" }, one));
}
