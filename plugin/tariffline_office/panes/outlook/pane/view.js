import { make, part } from "../../shared/dom.js";
import { say } from "../../shared/saying.js";
import { cardOf } from "./card.js";
import { besides, cardsOf, cardsOfFiles, flat } from "./cards.js";
import { Deck } from "./deck.js";
import { counted, itemsTable } from "./items.js";
import { oneLine } from "./place.js";
import { commonNotes, summary } from "./words.js";

/** @typedef {import("./wire.js").Answered} Answered */
/** @typedef {import("./wire.js").Read} Read */
/** @typedef {import("./item.js").Opened} Opened */
/** @typedef {import("./attachments.js").Left} Left */
/** @typedef {import("../../shared/service.js").Service} Service */

/**
 * What is shown of a message. `files`: attachments that the service looked at; `left`: those that
 * were not sent; `isWhole`: nothing of either is still to come; `cut`: the text was too long.
 *
 * @typedef {object} View
 * @property {Opened} open
 * @property {Answered} answered
 * @property {Read[]} files
 * @property {Left[]} left
 * @property {boolean} isWhole
 * @property {boolean} cut
 * @property {Date} at
 */

const SECTIONS = ["state", "answers", "items", "attached", "also"];
const NOTHING = "Nothing here that is of customs: no HTS number, case, message or claim.";

/**
 * Words in place of answers.
 *
 * @param {string} words
 * @param {{canRetry?: boolean, subject?: string}} [more]
 */
export function showWords(words, { canRetry = false, subject = "" } = {}) {
  only("state");
  part("words", HTMLParagraphElement).textContent = words;
  part("again", HTMLButtonElement).hidden = !canRetry;
  showSubject(subject);
  say("");
}

const LINKS = { idle: "ready", asking: "asking", there: "connected", away: "service away" };
const TONES = { idle: "plain", asking: "plain", there: "good", away: "bad" };

/**
 * @param {keyof typeof LINKS} state
 */
export function showLink(state) {
  const link = part("link", HTMLParagraphElement);
  link.textContent = LINKS[state];
  link.dataset.tone = TONES[state];
}

/**
 * The answers for a message, from the top; gives what shows the attachments that come later.
 *
 * @param {View} view
 * @param {Service} service
 * @param {AbortSignal} signal ends with the message
 * @param {string} [beside] what is to be said of them as a whole
 * @returns {{addFiles: () => void}}
 */
export function showAnswers(view, service, signal, beside = "") {
  const { open, answered } = view;
  const isDraft = open.mode === "compose";
  only("answers");
  showSubject(open.mode === "read" ? open.subject : "Your draft");
  const cards = cardsOf(answered, { newOnly: isDraft });
  const said = commonNotes(cards);
  const { day, bulletin } = answered;
  const deck = new Deck((card) => cardOf(card, { service, day, signal, said, bulletin }));
  deck.add(cards);
  const heading = summary(cards);
  part("summary", HTMLHeadingElement).textContent = heading || (isDraft ? "Nothing to check" : "Nothing found");
  part("age", HTMLParagraphElement).textContent = [
    beside,
    ...said.map((note) => `Of all rates: ${note}.`),
    cards.some(({ mention }) => mention.claim) ? claimsAre(answered.day) : "",
    view.cut ? "The text is longer than the service takes; only its beginning was read." : "",
    ...(answered.left_out ?? []).map((words) => `Of the text: ${words}.`),
    heading ? "" : NOTHING,
    `Asked at ${view.at.toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" })}.`,
  ].filter(Boolean).join(" ");
  showButtons(view, isDraft);
  showBesides(answered);
  showItems(view);
  say(heading || NOTHING);
  const addFiles = () => {
    const known = new Set(cards.map(({ key }) => key));
    deck.add(cardsOfFiles(view.files).filter(({ key }) => !known.has(key)));
    showItems(view);
    showFiles(view);
  };
  addFiles();
  return { addFiles };
}

/**
 * @param {string} day
 */
function claimsAre(day) {
  return `Claims are held against the duties of ${day}.`;
}

/**
 * @param {string} name
 */
function only(name) {
  for (const each of SECTIONS) part(each, HTMLElement).hidden = each !== name;
}

/**
 * @param {string} subject a stranger's words
 */
function showSubject(subject) {
  part("subject", HTMLParagraphElement).replaceChildren(make("bdi", {}, oneLine(subject)));
}

/**
 * @param {View} view
 * @param {boolean} isDraft
 */
function showButtons({ answered }, isDraft) {
  const insert = part("insert", HTMLButtonElement);
  insert.textContent = isDraft ? "Insert answers" : "Insert reply";
  insert.hidden = !answered.reply.text;
  part("copy", HTMLButtonElement).hidden = !answered.reply.text;
  part("check", HTMLButtonElement).textContent = isDraft ? "Check my draft" : "Check again";
}

/**
 * @param {Answered} answered
 */
function showBesides({ mentions, subject_mentions: subject }) {
  const found = besides([...subject, ...mentions]);
  part("also", HTMLElement).hidden = found.length === 0;
  part("also-name", HTMLElement).textContent =
    `Also mentioned: ${found.map(({ name, values }) => `${values.length} ${name}`).join(", ")}`;
  const items = found.map(({ name, values }) => {
    const words = values.slice(0, 20).map((value) => make("bdi", {}, oneLine(value, 80)));
    const inside = words.flatMap((one, index) => (index > 0 ? [", ", one] : [one]));
    const rest = values.length > 20 ? ` and ${values.length - 20} more` : "";
    return make("li", {}, make("span", { class: "under" }, name), ...inside, rest);
  });
  part("others", HTMLUListElement).replaceChildren(...items);
}

/**
 * @param {View} view
 */
function showItems({ answered, files }) {
  const texts = [{ ...answered, name: "In the mail" }, ...flat(files)];
  const tables = texts.flatMap(({ name, lines, totals }) => itemsTable(name, lines, totals) ?? []);
  part("items", HTMLElement).hidden = tables.length === 0;
  part("tables", HTMLDivElement).replaceChildren(...tables);
}

/**
 * @param {View} view
 */
function showFiles({ files, left, isWhole }) {
  const rows = [
    ...flat(files).map((one) => file(one.name, one.read ? found(one) : one.problem, one.read)),
    ...left.map((one) => file(one.name, one.problem, false)),
    ...(isWhole ? [] : [make("li", {}, "Reading attachments…")]),
  ];
  part("attached", HTMLElement).hidden = rows.length === 0;
  part("files", HTMLUListElement).replaceChildren(...rows);
}

/**
 * @param {Read} file
 */
function found({ mentions, lines, left_out: rest = [] }) {
  const what = mentions.length === 0 ? "nothing found in it" : `${counted(lines.length)} found`;
  return ["read", what, ...rest].join("; ");
}

/**
 * @param {string} name
 * @param {string} words
 * @param {boolean} isRead
 */
function file(name, words, isRead) {
  const told = make("span", { class: isRead ? "under" : "warning" }, make("bdi", {}, oneLine(words, 300)));
  return make("li", {}, make("bdi", { class: "file" }, oneLine(name, 80)), told);
}
