/** What stands between quotes: texts, and the names of sheets. */
const QUOTED = /"(?:[^"]|"")*"|'(?:[^']|'')*'/g;
const OURS = /(?<![\w.])TARIFF\.[A-Z]/i;
const CALL = /(?<![\w.])TARIFF\.([A-Z]+)\s*\(/i;
const REFERENCE = /^(?:(?:'(?:[^']|'')+'|[\w.]+)!)?\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?#?$/i;

/**
 * Whether what a cell holds is a formula that asks Tariffline.
 *
 * @param {unknown} held
 */
export function isOurs(held) {
  return typeof held === "string" && held.startsWith("=") && OURS.test(held.replace(QUOTED, '""'));
}

/**
 * A formula from what a person wrote for each argument: `=A2` is a reference, anything else is
 * text, a number where one is asked for. What is left empty at the end is left out.
 *
 * @param {string} name
 * @param {{written: string, isNumber: boolean}[]} given
 */
export function formula(name, given) {
  const told = given.map(({ written, isNumber }) => argument(written.trim(), isNumber));
  while (told.length && told[told.length - 1] === "") told.pop();
  return `=TARIFF.${name}(${told.join(",")})`;
}

/**
 * The reference that a person wrote, without its `=`; null when it is not one.
 *
 * @param {string} written
 */
export function reference(written) {
  const [mark, rest] = [written.trim().slice(0, 1), written.trim().slice(1)];
  return mark === "=" && REFERENCE.test(rest) ? rest : null;
}

/**
 * The first argument of the first TARIFF function in a formula, as it stands there: for most
 * functions the HTS number, or the cell that holds it.
 *
 * @param {string} text
 * @returns {{literal: string} | {cell: string} | null} null: none, or an expression
 */
export function firstArgument(text) {
  const call = CALL.exec(text);
  if (!call) return null;
  const rest = text.slice(call.index + call[0].length);
  const literal = /^\s*"((?:[^"]|"")*)"\s*[,)]/.exec(rest);
  if (literal) return { literal: literal[1].replaceAll('""', '"') };
  const word = /^\s*((?:'(?:[^']|'')+'!)?[^,()"']+?)\s*[,)]/.exec(rest);
  if (!word) return null;
  if (REFERENCE.test(word[1])) return { cell: word[1] };
  return /^\d+(\.\d+)*$/.test(word[1]) ? { literal: word[1] } : null;
}

/**
 * A text as a formula writes it.
 *
 * @param {string} text
 */
export function literal(text) {
  return `"${text.replaceAll('"', '""')}"`;
}

/**
 * @param {string} written
 * @param {boolean} isNumber
 */
function argument(written, isNumber) {
  if (written === "") return "";
  if (written.startsWith("=")) return written.slice(1).trim();
  return isNumber && /^\d+(\.\d+)?$/.test(written) ? written : literal(written);
}
