/** The pane beside a mail: what it mentions, answered; what it claims, checked. */

import { onPress, part } from "../../shared/dom.js";
import { saying } from "../../shared/saying.js";
import { Service } from "../../shared/service.js";
import { followTheme } from "../../shared/theme.js";
import { copy } from "./copying.js";
import { Following } from "./following.js";
import { insertReply } from "./reply.js";
import { showLink, showWords } from "./view.js";

const following = new Following(new Service(location.origin));

if ("Office" in globalThis) void saying(start);
else withoutOffice();

async function start() {
  await Office.onReady();
  followTheme();
  if (!Office.context.mailbox) return withoutOffice();
  onPress(part("insert", HTMLButtonElement), () => saying(insert));
  onPress(part("copy", HTMLButtonElement), () => saying(copyReply));
  for (const name of ["again", "check"]) {
    onPress(part(name, HTMLButtonElement), async () => void following.again());
  }
  void following.start();
}

async function insert() {
  const { view } = following;
  if (view) return insertReply(view.open, view.answered.reply);
}

async function copyReply() {
  const { view } = following;
  if (view) return copy(view.answered.reply.text);
}

/** Opened outside Outlook, or Microsoft's library could not be loaded. */
function withoutOffice() {
  showLink("idle");
  showWords(
    "This pane works inside Outlook, with Microsoft's office.js, which was not there. Open it from a " +
      "mail. The service itself answers at the address of this page.",
  );
}
