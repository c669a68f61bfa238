import { part } from "../../shared/dom.js";

/**
 * Tabs as https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ has them: one stop for the Tab key, arrows
 * go from tab to tab.
 *
 * @param {(panel: string) => void} onShow the id of the panel
 */
export function useTabs(onShow) {
  const tabs = [...document.querySelectorAll("[role=tab]")].filter((tab) => {
    return tab instanceof HTMLButtonElement;
  });
  const select = (/** @type {HTMLButtonElement} */ chosen) => {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      part(panelOf(tab), HTMLElement).hidden = !isChosen;
    }
    onShow(panelOf(chosen));
  };
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", (event) => {
      const to = next(event.key, index, tabs.length);
      if (to === null) return;
      event.preventDefault();
      tabs[to].focus();
      select(tabs[to]);
    });
  }
}

/**
 * @param {HTMLElement} tab
 */
function panelOf(tab) {
  return tab.getAttribute("aria-controls") ?? "";
}

/**
 * @param {string} key
 * @param {number} index
 * @param {number} count
 */
function next(key, index, count) {
  if (key === "ArrowRight") return (index + 1) % count;
  if (key === "ArrowLeft") return (index + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
