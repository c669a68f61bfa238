import { freezeWithWords, thawWithWords } from "./freezing.js";
import { refreshWithWords } from "./refreshing.js";

/** @type {Record<string, () => Promise<void>>} by the names that the manifest gives them */
const COMMANDS = {
  RefreshSelection: () => refreshWithWords("selection"),
  RefreshSheet: () => refreshWithWords("sheet"),
  RefreshWorkbook: () => refreshWithWords("workbook"),
  Freeze: () => freezeWithWords("selection"),
  Thaw: () => thawWithWords("selection"),
};

/** The buttons of the ribbon. What comes of them is said in the pane, open or not. */
export function useCommands() {
  for (const [name, act] of Object.entries(COMMANDS)) {
    Office.actions.associate(name, async (/** @type {Office.AddinCommands.Event} */ event) => {
      await act();
      event.completed(); // Excel shows the command as busy until then
    });
  }
}
