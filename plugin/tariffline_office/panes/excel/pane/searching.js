import { askOne } from "./asking.js";
import { button, make, part } from "../../shared/dom.js";
import { literal } from "./formulas.js";
import { say, saying } from "../../shared/saying.js";
import { writeFormula, writeText } from "./writing.js";

const MOST_FOUND = 25;

/** The part of the pane that finds lines by words. */
export function useSearching() {
  part("search-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    void saying(() => search(part("words", HTMLInputElement).value));
  });
}

/**
 * @param {string} words
 */
async function search(words) {
  const found = part("found", HTMLUListElement);
  const told = await askOne("SEARCH", [words, MOST_FOUND]);
  if ("code" in told) {
    found.replaceChildren();
    say(told.message, "bad");
    return;
  }
  const rows = /** @type {[string, string][]} */ (told.value);
  found.replaceChildren(...rows.map(([line, path]) => result(line, path)));
  say(`${rows.length} ${rows.length === 1 ? "line" : "lines"} found.`);
}

/**
 * @param {string} line
 * @param {string} path
 */
function result(line, path) {
  const steps = path.split(" > ");
  const last = steps.pop() ?? "";
  const page = { href: `/hts/${line}`, target: "_blank", rel: "noopener", class: "number" };
  return make(
    "li",
    {},
    make("a", page, line),
    make("p", {}, make("span", { class: "under" }, steps.join(" › ")), last),
    make(
      "p",
      { class: "buttons" },
      button("Insert number", () => saying(() => writeText(line)), named("Insert number", line)),
      button("Insert rate", () => saying(() => writeFormula(rateOf(line))), named("Insert rate", line)),
    ),
  );
}

/**
 * Buttons of one name are told apart by the line they act on.
 *
 * @param {string} words
 * @param {string} line
 */
function named(words, line) {
  return { class: "quiet", "aria-label": `${words} ${line}` };
}

/**
 * @param {string} line
 */
function rateOf(line) {
  return `=TARIFF.BASE(${literal(line)})`;
}
