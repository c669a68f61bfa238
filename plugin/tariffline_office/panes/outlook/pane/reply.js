import { copy } from "./copying.js";
import { called, knows } from "./outlook.js";

/** @typedef {import("./item.js").Opened} Opened */

const MOST_CHARACTERS = 32 * 1024; // of a reply's form: https://learn.microsoft.com/javascript/api/outlook/office.replyformdata

/**
 * Put the answers into a reply, or into the draft where its cursor stands.
 *
 * @param {Opened} open
 * @param {{text: string, html: string}} reply
 * @returns {Promise<string>} words to say
 */
export async function insertReply(open, reply) {
  if (!reply.text) return "There is nothing to answer in this mail.";
  if (open.mode === "compose") return intoDraft(open.item, reply);
  if (reply.html.length > MOST_CHARACTERS) {
    await copy(reply.text);
    return "The reply is longer than Outlook takes from an add-in. It was copied: paste it.";
  }
  const { item } = open;
  if (knows("1.9")) await called((done) => item.displayReplyFormAsync(reply.html, done));
  else item.displayReplyForm(reply.html);
  return "A reply is open. Read it before you send it.";
}

/**
 * @param {import("./item.js").Draft} draft
 * @param {{text: string, html: string}} reply
 */
async function intoDraft(draft, { text, html }) {
  const form = await called((done) => draft.body.getTypeAsync(done));
  const isHtml = form === Office.CoercionType.Html;
  const options = { coercionType: isHtml ? Office.CoercionType.Html : Office.CoercionType.Text };
  await called((done) => draft.body.setSelectedDataAsync(isHtml ? html : text, options, done));
  return "Inserted where the cursor stands.";
}
