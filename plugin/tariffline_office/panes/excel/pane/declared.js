import { CATALOGUE } from "../runtime/catalogue.js";

/**
 * A function as the builder needs it: what Excel is told of it, and the kinds of its arguments.
 *
 * @typedef {object} Help
 * @property {string} name
 * @property {string} about
 * @property {string} helpUrl
 * @property {{name: string, about: string, example: string, number: boolean, required: boolean}[]} parameters
 */

const FUNCTIONS = new URL("../functions.json", import.meta.url);

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
      example: declared.get(name)?.parameters[index]?.example ?? "",
      number: declared.get(name)?.parameters[index]?.number ?? false,
      required: !each.optional,
    })),
  }));
}
