import { make } from "../../shared/dom.js";
import { oneLine, place } from "./place.js";

/** @typedef {import("./cards.js").Spot} Spot */

/**
 * The sentence that mentions something, the words themselves marked; where several do, one at a
 * time. Outlook scrolls no mail for an add-in, so the place is shown here.
 *
 * @param {Spot[]} spots
 * @param {string} name what is mentioned
 */
export function quotation(spots, name) {
  const words = make("blockquote", {});
  const where = make("p", { class: "hint where" });
  let now = 0;
  const show = () => {
    words.replaceChildren(...sentence(spots[now]));
    where.firstChild?.remove();
    where.prepend(whereabouts(spots, now));
  };
  show();
  if (spots.length > 1) {
    const next = make("button", { type: "button", class: "small", "aria-label": `Next place: ${name}` }, "Next place");
    next.addEventListener("click", () => {
      now = (now + 1) % spots.length;
      show();
    });
    where.append(" ", next);
  }
  return make("div", { class: "quotation" }, words, ...(where.textContent ? [where] : []));
}

/**
 * @param {Spot} spot
 */
function sentence(spot) {
  const { before, marked, after, hidden } = place(spot.text, spot);
  const parts = [make("bdi", {}, before), make("mark", {}, make("bdi", {}, marked)), make("bdi", {}, after)];
  if (hidden === 0) return parts;
  const warning = "Marks that can't be seen stand here in the mail. They are left out.";
  return [...parts, make("span", { class: "warning" }, warning)];
}

/**
 * @param {Spot[]} spots
 * @param {number} now
 */
function whereabouts(spots, now) {
  const count = spots.length > 1 ? `place ${now + 1} of ${spots.length.toLocaleString("en-US")}` : "";
  const where = oneLine(spots[now].where, 60);
  return make("span", {}, [where && `in ${where}`, count].filter(Boolean).join(", "));
}
