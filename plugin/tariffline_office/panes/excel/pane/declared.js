import { CATALOGUE } from "../runtime/catalogue.js";

/**
 * A function as the builder needs it: what Excel is told of it, and the kinds of its arguments.
 *
 * @typedef {object} Help
 * @property {string} name
 * @property {string} about
 * @property {string} helpUrl
 * @property {{name: string, about: string, kind: string, required: boolean}[]} parameters
 */

const FUNCTIONS = new URL("../functions.json", import.meta.url);

/** What a field shows while it is empty. */
export const EXAMPLES = new Map([
  ["hts", "8471.30.01.00 or =A2"],
  ["country", "CN or =B2"],
  ["date", "2026-05-01 or =C2"],
  ["facts", "claim=KR"],
  ["count", "10"],
]);

/**
 * Every function that can be inserted.
 *
 * @returns {Promise<Help[]>}
 */
export async function allHelp() {
  const told = await (await fetch(FUNCTIONS)).json();
  const declared = new Map(CATALOGUE.map((each) => [each.name, each]));
  return told.functions.map((/** @type {any} */ { name, description, helpUrl, parameters }) => ({
    name,
    about: description,
    helpUrl,
    parameters: parameters.map((/** @type {any} */ each, /** @type {number} */ index) => ({
      name: each.name,
      about: each.description,
      kind: declared.get(name)?.parameters[index]?.kind ?? "text",
      required: !each.optional,
    })),
  }));
}
