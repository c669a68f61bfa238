// Gives Excel on the web (office/host.js) a workbook: what is not asked of its functions is asked
// of the workbook.

import { answer } from "./rich_api.js";
import { Workbook } from "./workbook.js";

const functionsAlone = globalThis.executed;
const workbook = new Workbook(globalThis.excel);

globalThis.executed = (message) => {
  if (!message._data.ArrayData) return done(message._data);
  const request = JSON.parse(message._data.ArrayData[4]);
  const paths = Object.values(request.ObjectPaths);
  if (paths.some((path) => path.Name.startsWith("Microsoft."))) return functionsAlone(message);
  const reply = answer(workbook, request);
  return { Version: 1, Error: 0, Data: [200, [], JSON.stringify(reply)] };
};
globalThis.workbook = workbook;

/** A command of the ribbon has told that it is done. */
function done(told) {
  globalThis.ribbon.done.push(told[0]);
  return { Error: 0 };
}
