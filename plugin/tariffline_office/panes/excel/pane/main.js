/** The task pane, which is also the page of the functions' runtime. */

import { runtime } from "../runtime/main.js";
import { NO_EXCEL, NO_OFFICE_JS, standAlone } from "./alone.js";
import { useCommands } from "./commands.js";
import { make, onPress, part, terms } from "../../shared/dom.js";
import { useFreezing } from "./freezing.js";
import { useInserting } from "./inserting.js";
import { useRefreshing } from "./refreshing.js";
import { say, saying } from "../../shared/saying.js";
import { useSearching } from "./searching.js";
import { showWorkbook, useStanding } from "./standing.js";
import { useTabs } from "./tabs.js";
import { addTemplate, OUTLINE } from "./template.js";
import { followTheme } from "../../shared/theme.js";

void saying(async () => {
  if (!("Office" in globalThis)) return standAlone(NO_OFFICE_JS);
  if (!(await runtime.start())) return standAlone(NO_EXCEL);
  followTheme();
  useCommands();
  useRefreshing();
  useFreezing();
  useSearching();
  useStanding();
  useTemplate();
  useTabs((panel) => {
    say(""); // what was said is of the tab before
    if (panel === "status") void saying(showWorkbook);
  });
  await useInserting();
});

function useTemplate() {
  /** @type {[string, string | Node][]} */
  const outline = OUTLINE.map(({ heading, formula }) => {
    return [heading, formula ? make("code", {}, formula) : "you fill it"];
  });
  part("columns", HTMLDivElement).replaceChildren(terms(outline));
  onPress(part("template-now", HTMLButtonElement), () =>
    saying(async () => `The sheet “${await addTemplate()}” was added.`),
  );
}
