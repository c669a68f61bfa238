import { reason } from "../../shared/saying.js";
import { attachmentsOf } from "./attachments.js";
import { letterOf } from "./item.js";

/** @typedef {import("./item.js").Opened} Opened */
/** @typedef {import("./wire.js").Answered} Answered */
/** @typedef {import("./wire.js").Enclosed} Enclosed */
/** @typedef {import("./wire.js").Letter} Letter */
/** @typedef {import("./view.js").View} View */
/** @typedef {import("../../shared/service.js").Service} Service */

/**
 * Ask about what a message says, without its attachments.
 *
 * @param {Opened} open
 * @param {Service} service
 * @param {AbortSignal} signal
 * @returns {Promise<View>} attachments are still to come
 */
export async function read(open, service, signal) {
  const { letter, cut } = await letterOf(open);
  signal.throwIfAborted();
  const answered = await post(service, letter, signal);
  return { open, answered, files: [], left: [], isWhole: false, cut, at: new Date() };
}

/**
 * Ask about the attachments, and complete the view. What fails says why and stops nothing else.
 *
 * @param {View} view
 * @param {Service} service
 * @param {AbortSignal} signal
 */
export async function readFiles(view, service, signal) {
  try {
    const { groups, left } = await attachmentsOf(view.open, signal);
    view.left.push(...left);
    for (const group of groups) await readGroup(view, group, service, signal);
  } catch (fault) {
    signal.throwIfAborted();
    view.left.push({ name: "Attachments", problem: reason(fault) });
  }
  view.isWhole = true;
}

/**
 * @param {View} view
 * @param {Enclosed[]} attachments
 * @param {Service} service
 * @param {AbortSignal} signal
 */
async function readGroup(view, attachments, service, signal) {
  const form = /** @type {const} */ ("text/plain");
  try {
    const letter = { subject: "", body: "", content_type: form, attachments };
    view.files.push(...(await post(service, letter, signal)).attachments);
  } catch (fault) {
    signal.throwIfAborted();
    view.left.push(...attachments.map(({ name }) => ({ name, problem: reason(fault) })));
  }
}

/**
 * @param {Service} service
 * @param {Letter} letter
 * @param {AbortSignal} signal
 * @returns {Promise<Answered>}
 */
function post(service, letter, signal) {
  const headers = { "Content-Type": "application/json" };
  return service.json("/v1/mail", { method: "POST", body: JSON.stringify(letter), headers }, signal);
}
