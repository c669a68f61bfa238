/**
 * The element with the id. The page and its modules are one: a missing one is a fault of ours.
 *
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function part(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`taskpane.html has no ${kind.name} #${id}`);
  return found;
}

/**
 * A new element: `class` and other attributes as given, text and elements inside.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} inside
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

/**
 * A button that does one thing at a time.
 *
 * @param {string} words
 * @param {() => Promise<void>} act
 * @param {Record<string, string>} [attributes]
 */
export function button(words, act, attributes = {}) {
  const made = make("button", { type: "button", ...attributes }, words);
  onPress(made, act);
  return made;
}

/**
 * @param {HTMLButtonElement} pressed
 * @param {() => Promise<void>} act
 */
export function onPress(pressed, act) {
  pressed.addEventListener("click", () => {
    if (pressed.getAttribute("aria-disabled") === "true") return;
    // Not `disabled`: the keyboard would lose its place.
    pressed.setAttribute("aria-disabled", "true");
    void act().finally(() => pressed.removeAttribute("aria-disabled"));
  });
}

/**
 * Terms and what they are.
 *
 * @param {[string, string | Node][]} pairs
 */
export function terms(pairs) {
  return make(
    "dl",
    {},
    ...pairs.flatMap(([term, what]) => [make("dt", {}, term), make("dd", {}, what)]),
  );
}
