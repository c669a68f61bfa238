import { make } from "../../shared/dom.js";

/**
 * Put text on the clipboard. From the page first: Outlook on the web frames the pane without leave
 * for the clipboard's own API, and a browser complains of each attempt.
 *
 * @param {string} text
 * @returns {Promise<string>} words to say
 * @throws {Error} where neither is allowed
 */
export async function copy(text) {
  if (!copyFromPage(text)) {
    await navigator.clipboard.writeText(text).catch(() => {
      throw new Error("This Outlook lets the pane copy nothing. Select the text and copy by hand.");
    });
  }
  return "Copied.";
}

/**
 * @param {string} text
 */
function copyFromPage(text) {
  const before = document.activeElement;
  const field = make("textarea", { class: "offstage", readonly: "", "aria-hidden": "true" }, text);
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isCopied;
}
