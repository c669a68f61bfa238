import { part } from "./dom.js";

/** Dark where Office is; where Office does not say, the system's choice stands. */
export function followTheme() {
  const isDark = Office.context.officeTheme?.isDarkTheme;
  if (isDark === undefined) return;
  part("dark", HTMLLinkElement).media = isDark ? "all" : "not all";
}
