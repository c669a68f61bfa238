import { called } from "./outlook.js";

/** @typedef {Office.MessageRead & {itemType: string}} Received */
/** @typedef {Office.MessageCompose & {itemType: string}} Draft */
/** @typedef {import("./wire.js").Letter} Letter */

/**
 * The message beside which the pane stands.
 *
 * @typedef {{mode: "read", id: string, subject: string, item: Received}
 *   | {mode: "compose", item: Draft}} Opened
 */

// The service takes 8 MiB; quotes and backslashes of HTML grow in JSON, so does what is not ASCII.
const MOST_BYTES = 7.5 * 2 ** 20;
const MOST_SUBJECT = 1_000;

/** @returns {Opened | null} null where no message is open, or several are selected */
export function opened() {
  /** @type {any} */
  const item = Office.context.mailbox.item;
  if (!item || item.itemType !== Office.MailboxEnums.ItemType.Message) return null;
  if (typeof item.displayReplyForm !== "function") return { mode: "compose", item };
  return { mode: "read", id: item.itemId ?? "", subject: item.subject ?? "", item };
}

/**
 * What the sender wrote. HTML where it is not too long, for tables are read from it.
 *
 * @param {Opened} open
 * @returns {Promise<{letter: Letter, cut: boolean}>} cut: a part of the text was too long to send
 */
export async function letterOf(open) {
  const subject = open.mode === "read" ? open.subject : await called((d) => open.item.subject.getAsync(d));
  const common = { subject: subject.slice(0, MOST_SUBJECT), attachments: [], ...sent(open) };
  const html = await body(open, Office.CoercionType.Html);
  if (bytes(html) <= MOST_BYTES) {
    return { letter: { ...common, body: html, content_type: "text/html" }, cut: false };
  }
  const text = await body(open, Office.CoercionType.Text);
  const some = start(text);
  const letter = { ...common, body: some, content_type: /** @type {const} */ ("text/plain") };
  return { letter, cut: some.length < text.length };
}

/**
 * @param {Opened} open
 * @param {Office.CoercionType} form
 * @returns {Promise<string>}
 */
export function body({ item }, form) {
  const { body } = /** @type {{body: Office.Body}} */ (item);
  return called((done) => body.getAsync(form, done));
}

/**
 * The day of a mail dates its claims; a draft is of today.
 *
 * @param {Opened} open
 */
function sent(open) {
  const day = open.mode === "read" ? open.item.dateTimeCreated : null;
  return day ? { sent: withZone(day) } : {};
}

/**
 * As the reader's calendar has it: by UTC, an evening in New York would be the next day's.
 *
 * @param {Date} day
 */
export function withZone(day) {
  const east = -day.getTimezoneOffset();
  const two = (/** @type {number} */ part) => String(Math.trunc(Math.abs(part))).padStart(2, "0");
  const local = new Date(day.getTime() + east * 60_000).toISOString().slice(0, 19);
  return `${local}${east < 0 ? "-" : "+"}${two(east / 60)}:${two(east % 60)}`;
}

/**
 * The beginning of a text that is short enough to be sent.
 *
 * @param {string} text
 */
function start(text) {
  let some = text;
  while (bytes(some) > MOST_BYTES) some = some.slice(0, Math.floor(some.length * 0.8));
  return some;
}

/**
 * How many bytes a text takes in a request.
 *
 * @param {string} text
 */
function bytes(text) {
  return new TextEncoder().encode(JSON.stringify(text)).length;
}
