import { make, terms } from "../../shared/dom.js";
import { oneLine } from "./place.js";

/** @typedef {import("../../shared/service.js").Service} Service */
/** @typedef {import("./wire.js").Sheet} Sheet */

const MOST_ASKED = 3;

/**
 * What one of CBP's messages asks: its kind, who must act, by when. Filled once the service has
 * told it; the card stands without it.
 *
 * @param {Service} service
 * @param {string} number
 * @param {AbortSignal} signal
 */
export function messageCard(service, number, signal) {
  const card = make("div", { class: "bulletin", "aria-busy": "true" });
  void service
    .json(`/v1/csms/${encodeURIComponent(number)}`, {}, signal)
    .then((sheet) => card.replaceChildren(...told(sheet)))
    .catch(() => {}) // the card's own answer says why the message is not known
    .finally(() => card.removeAttribute("aria-busy"));
  return card;
}

/**
 * The same of the message that the mail itself is, which the service may not have yet.
 *
 * @param {Sheet} sheet
 */
export function ownMessage(sheet) {
  const title = make("p", { class: "value" }, make("bdi", {}, oneLine(sheet.title)));
  const from = make("p", { class: "hint" }, "Understood by rules from the words of this mail.");
  return [title, make("div", { class: "bulletin" }, ...told(sheet)), from];
}

/**
 * @param {Sheet} sheet as GET /v1/csms/<number> gives it
 */
function told({ kind, standing, sent_on: sent, effective, dates, audience, asks, url }) {
  /** @type {[string, string | Node][]} */
  const rows = [
    ["Kind", standing === "new" ? kind : `${kind}, ${standing}`],
    ["Sent", sent ?? "not known"],
    ["Who must act", audience.length > 0 ? audience.join(", ") : "it names nobody"],
    ["By when", byWhen(effective, dates)],
  ];
  const link = make("a", { href: url, target: "_blank", rel: "noopener" }, "CBP's own text");
  return [
    terms(rows),
    ...asks.slice(0, MOST_ASKED).map((words) => make("p", {}, make("bdi", {}, `“${oneLine(words, 600)}”`))),
    ...(url ? [make("p", { class: "hint" }, link)] : []),
  ];
}

/**
 * @param {string | null} effective
 * @param {Sheet["dates"]} dates
 */
function byWhen(effective, dates) {
  const days = dates.map(({ sense, day }) => `${day} (${sense})`);
  return [...new Set(days)].join(", ") || effective || "it names no day";
}
