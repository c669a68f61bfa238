import { reason } from "../../shared/saying.js";
import { called, knows } from "./outlook.js";

/** @typedef {import("./item.js").Opened} Opened */
/** @typedef {import("./wire.js").Enclosed} Enclosed */
/** @typedef {{name: string, problem: string}} Left */

/** What the service reads at most; a request of 8 MiB holds so much in base64. */
export const MOST_BYTES = 5.5 * 2 ** 20;
export const MOST_FILES = 20;
const AT_ONCE = 3; // Outlook on the web gives no more

/**
 * The attachments that can be sent, in groups of one request each, and why others are left.
 *
 * @param {Opened} open
 * @param {AbortSignal} signal
 * @returns {Promise<{groups: Enclosed[][], left: Left[]}>}
 */
export async function attachmentsOf(open, signal) {
  const all = (await listed(open)).filter((one) => !one.isInline);
  if (all.length > 0 && !knows("1.8")) {
    const problem = "this Outlook gives no attachments to add-ins";
    return { groups: [], left: all.map(({ name }) => ({ name, problem })) };
  }
  const wanted = all.filter((one, index) => reasonToLeave(one, index) === "");
  const left = all.flatMap((one, index) => {
    const problem = reasonToLeave(one, index);
    return problem ? [{ name: one.name, problem }] : [];
  });
  const given = await inTurns(wanted, (one) => content(open, one), signal);
  const enclosed = given.filter((one) => "content_base64" in one);
  return {
    groups: grouped(/** @type {Enclosed[]} */ (enclosed)),
    left: [...left, .../** @type {Left[]} */ (given.filter((one) => "problem" in one))],
  };
}

/**
 * @param {Opened} open
 * @returns {Promise<Office.AttachmentDetails[]>}
 */
async function listed(open) {
  if (open.mode === "read") return open.item.attachments ?? [];
  if (!knows("1.8")) return [];
  const found = await called((done) => open.item.getAttachmentsAsync(done));
  return /** @type {Office.AttachmentDetails[]} */ (/** @type {unknown} */ (found));
}

/**
 * @param {Office.AttachmentDetails} one
 * @param {number} index
 */
function reasonToLeave({ attachmentType, size }, index) {
  if (index >= MOST_FILES) return `only the first ${MOST_FILES} attachments are read`;
  if (attachmentType === Office.MailboxEnums.AttachmentType.Cloud) {
    return "it is a link to a file in the cloud; attach a copy";
  }
  if (size > MOST_BYTES) return `it has ${megabytes(size)}; at most ${megabytes(MOST_BYTES)} are read`;
  return "";
}

/**
 * @param {number} bytes
 */
function megabytes(bytes) {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

/**
 * @param {Opened} open
 * @param {Office.AttachmentDetails} one
 * @returns {Promise<Enclosed | Left>}
 */
async function content({ item }, { id, name, contentType }) {
  const { AttachmentContentFormat: form } = Office.MailboxEnums;
  try {
    const { content, format } = await called((done) =>
      /** @type {Office.MessageRead} */ (item).getAttachmentContentAsync(id, done),
    );
    const common = { name, content_type: contentType ?? "" };
    if (format === form.Base64) return { ...common, content_base64: content };
    if (format === form.Eml) return { ...common, name: ended(name, ".eml"), content_base64: base64(content) };
    return { name, problem: "it is neither a file nor a mail" };
  } catch (problem) {
    return { name, problem: `Outlook does not give it: ${reason(problem)}` };
  }
}

/**
 * A mail inside a mail bears its subject as name.
 *
 * @param {string} name
 * @param {string} end
 */
function ended(name, end) {
  return name.toLowerCase().endsWith(end) ? name : name + end;
}

/**
 * @param {string} text
 */
function base64(text) {
  const bytes = new TextEncoder().encode(text);
  let letters = "";
  // In pieces, for a call takes some ten thousand arguments only.
  for (let at = 0; at < bytes.length; at += 8_192) {
    letters += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  }
  return btoa(letters);
}

/**
 * Files in groups that fit into a request each, in their order.
 *
 * @param {Enclosed[]} files
 */
export function grouped(files) {
  /** @type {Enclosed[][]} */
  const groups = [];
  let room = 0;
  for (const file of files) {
    const size = file.content_base64.length;
    if (size > room) {
      groups.push([]);
      room = (MOST_BYTES * 4) / 3 + 4;
    }
    groups[groups.length - 1].push(file);
    room -= size;
  }
  return groups;
}

/**
 * The results of a task for each, a few at a time; none is begun once it is called off.
 *
 * @template T, R
 * @param {T[]} each
 * @param {(one: T) => Promise<R>} task
 * @param {AbortSignal} signal
 * @returns {Promise<R[]>}
 */
async function inTurns(each, task, signal) {
  /** @type {R[]} */
  const results = [];
  let next = 0;
  const work = async () => {
    while (next < each.length) {
      signal.throwIfAborted();
      const mine = next++;
      results[mine] = await task(each[mine]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
