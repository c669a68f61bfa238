import { allHelp } from "./declared.js";
import { button, make, part } from "../../shared/dom.js";
import { formula } from "./formulas.js";
import { previewOf } from "./preview.js";
import { saying } from "../../shared/saying.js";
import { writeFormula } from "./writing.js";

/** @typedef {import("./declared.js").Help} Help */

const TYPING = 300; // ms without a key before the preview is asked for

/** The part of the pane that builds a formula. */
export async function useInserting() {
  const select = part("function", HTMLSelectElement);
  const functions = await allHelp();
  select.append(...functions.map(({ name }) => make("option", {}, name)));
  if (functions.some(({ name }) => name === "BASE")) select.value = "BASE";
  const chosen = () => functions[select.selectedIndex];
  const show = () => {
    showFields(chosen(), later);
    later();
  };
  const later = delayed(TYPING, () => showPreview(chosen()));
  select.addEventListener("change", show);
  part("fields", HTMLDivElement).addEventListener("input", later);
  part("arguments", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    void saying(() => writeFormula(formulaOf(chosen())));
  });
  show();
}

/**
 * @param {Help} help
 * @param {() => void} onChange
 */
function showFields(help, onChange) {
  const more = make("a", { href: help.helpUrl, target: "_blank", rel: "noopener" }, "More");
  part("about", HTMLParagraphElement).replaceChildren(`${help.about} `, more);
  part("fields", HTMLDivElement).replaceChildren(
    ...help.parameters.map((parameter) => field(parameter, onChange)),
  );
}

/**
 * @param {Help["parameters"][number]} parameter
 * @param {() => void} onChange
 */
function field({ name, about, example, required }, onChange) {
  const id = `argument-${name}`;
  const input = make("input", {
    id,
    name,
    type: "text",
    placeholder: example,
    "aria-describedby": `${id}-help`,
  });
  input.required = required;
  const pick = button("Use cell", () => saying(() => useSelected(input, onChange)), {
    class: "quiet",
    "aria-label": `Use the selected cell for ${name}`,
  });
  return make(
    "div",
    { class: "field" },
    make("label", { for: id }, required ? name : `${name} (may be left out)`),
    make("div", { class: "joined" }, input, pick),
    make("span", { id: `${id}-help`, class: "hint" }, about),
  );
}

/**
 * @param {HTMLInputElement} input
 * @param {() => void} onChange
 */
async function useSelected(input, onChange) {
  await Excel.run(async (context) => {
    const selected = context.workbook.getSelectedRange().load("address");
    const active = context.workbook.worksheets.getActiveWorksheet().load("name");
    await context.sync();
    const cut = selected.address.lastIndexOf("!");
    // The formula goes into the active sheet, where a cell needs no name of its sheet.
    input.value = `=${selected.address.slice(cut + 1)}`;
    input.title = `on ${active.name}`;
  });
  onChange();
}

/**
 * @param {Help} help
 */
function formulaOf(help) {
  return formula(help.name, written(help));
}

/**
 * What stands in the fields.
 *
 * @param {Help} help
 */
function written(help) {
  return help.parameters.map(({ name, number }) => ({
    written: part(`argument-${name}`, HTMLInputElement).value,
    isNumber: number,
  }));
}

/**
 * @param {Help} help
 */
async function showPreview(help) {
  part("formula", HTMLElement).textContent = formulaOf(help);
  const given = written(help);
  const isWhole = help.parameters.every(({ required }, n) => !required || given[n].written.trim());
  const shown = isWhole ? await previewOf(help.name, given) : [];
  // Another argument may have been typed while this was asked.
  if (JSON.stringify(given) === JSON.stringify(written(help))) {
    part("preview", HTMLDivElement).replaceChildren(...shown);
  }
}

/**
 * @param {number} milliseconds
 * @param {() => Promise<void>} work
 */
function delayed(milliseconds, work) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => void work(), milliseconds);
  };
}
