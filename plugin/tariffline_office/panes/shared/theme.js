import { part } from "./dom.js";

/** Dark where Office is, now and when that changes; where it does not say, the system's choice stands. */
export function followTheme() {
  wear(Office.context.officeTheme);
  // Mailbox 1.14; Excel tells of no change.
  Office.context.mailbox?.addHandlerAsync(
    Office.EventType.OfficeThemeChanged,
    (/** @type {Office.OfficeThemeChangedEventArgs} */ { officeTheme }) => wear(officeTheme),
  );
}

/**
 * @param {Office.OfficeTheme | undefined} theme
 */
function wear(theme) {
  const isDark = theme?.isDarkTheme ?? isDarkGround(theme?.bodyBackgroundColor);
  if (isDark === undefined) return;
  part("dark", HTMLLinkElement).media = isDark ? "all" : "not all";
}

/**
 * Outlook gives colours only: https://learn.microsoft.com/javascript/api/office/office.officetheme
 *
 * @param {string | undefined} colour such as #1f1f1f
 */
function isDarkGround(colour) {
  const parts = colour?.match(/^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i);
  if (!parts) return undefined;
  const [red, green, blue] = parts.slice(1).map((part) => parseInt(part, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
