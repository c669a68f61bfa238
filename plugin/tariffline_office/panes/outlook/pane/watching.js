import { button, make } from "../../shared/dom.js";
import { say, saying } from "../../shared/saying.js";

/** @typedef {import("../../shared/service.js").Service} Service */
/** @typedef {import("./wire.js").Mention} Mention */
/** @typedef {{name: string, lines: number}} Watch */

/**
 * A button that becomes the choice of a watch list, and adds the line to it.
 *
 * @param {Service} service
 * @param {Mention} mention an HTS number
 * @param {string} name what the card is about
 */
export function watchButton(service, mention, name) {
  const place = make("span", { class: "watching" });
  const attributes = { class: "quiet", "aria-label": `Add to watch list: ${name}` };
  const open = button("Add to watch list", () => saying(show), attributes);
  place.append(open);
  return place;

  async function show() {
    const { watches } = await service.json("/v1/watches", {});
    if (watches.length === 0) {
      const command = `tariffline watch add NAME --hts ${mention.value} --mail-to ADDRESS`;
      say(`There is no watch list yet. Make one where the service runs: ${command}`, "bad");
      return;
    }
    const choice = make("select", { "aria-label": `Watch list for ${name}` }, ...watches.map(option));
    const add = button("Add", () => saying(() => added(choice.value)));
    place.replaceChildren(choice, add);
    choice.focus();
  }

  /**
   * @param {string} watch
   */
  async function added(watch) {
    const line = { hts: mention.value, country: mention.answer?.arguments[1] ?? "" };
    const body = JSON.stringify(line);
    const headers = { "Content-Type": "application/json" };
    const path = `/v1/watches/${encodeURIComponent(watch)}/lines`;
    const told = await service.json(path, { method: "POST", body, headers });
    place.replaceChildren(open);
    open.focus();
    return told.added ? `${name} is watched by ${watch}.` : `${watch} watches ${name} already.`;
  }
}

/**
 * @param {Watch} watch
 */
function option({ name, lines }) {
  return make("option", { value: name }, `${name} (${lines.toLocaleString("en-US")} lines)`);
}
