// Excel on the web, as far as the custom functions of an add-in can tell: it embeds the add-in and
// speaks office.js's own messages. The protocol is undocumented, so the npm version is pinned.

const APP = "app1";
const INVOKE = 1000;
const CANCEL = 1001;
const CANCELABLE = 1;
const STREAMING = 2;
const MAY_BE_ERROR = 4;
const PATIENCE = 30_000; // ms
const SHARED_RUNTIME = 2; // so the page of the pane is where custom functions are called

const REQUIREMENTS = {
  CustomFunctions: 1.9,
  CustomFunctionsRuntime: 1.5,
  ExcelApi: Number(new URLSearchParams(location.search).get("api")),
  SharedRuntime: 1.1,
};

const CONTEXT = {
  _id: APP,
  _appName: 16, // Excel
  _appVersion: "16.01",
  _appUILocale: "en-us",
  _dataLocale: "en-us",
  _docUrl: "https://example.test/Book1.xlsx",
  _clientMode: 1,
  _settings: [],
  _reason: "documentOpened",
  _osfControlType: 1,
  _eToken: "",
  _correlationId: "c",
  _appInstanceId: APP,
  _requirementMatrix: JSON.stringify(REQUIREMENTS),
  _hostFullVersion: "16.0.1.1",
  _appDomains: [],
  _hostCustomMessage: "",
  _addinName: "Tariffline",
  _initialDisplayMode: 0,
};

let listening = null; // where custom functions are called
let isReady = false;
let lastId = 0;
const results = new Map(); // every result of each invocation, by its id

addEventListener("message", (event) => {
  const message = JSON.parse(event.data);
  const reply = (data) => event.source.postMessage(envelope(message, data), event.origin);
  if (message._actionName === "ContextActivationManager_getAppContextAsync") return reply(CONTEXT);
  if (message._actionName === "executeMethod") return reply(executed(message));
  if (message._actionType === 1 && message._actionName === "richApiMessage") {
    listening = { source: event.source, origin: event.origin, message };
  }
  reply({ Error: 0 });
});

function envelope(message, data, isEvent = false) {
  return JSON.stringify({
    _messageType: 1,
    _actionName: message._actionName,
    _conversationId: message._conversationId,
    _correlationId: message._correlationId,
    _origin: location.href,
    _data: data,
    _errorCode: 0,
    _responseType: isEvent ? 1 : 0,
    _serializerVersion: 1,
  });
}

function executed(message) {
  const { Actions } = JSON.parse(message._data.ArrayData[4]);
  const Results = Actions.map((action) => ({ ActionId: action.Id, Value: answered(action) }));
  return { Version: 1, Error: 0, Data: [200, [], JSON.stringify({ Results })] };
}

function answered(action) {
  if (action.Name === "_SetOsfControlContainerReadyForCustomFunctions") isReady = true;
  if (action.Name === "_GetEnabledFeatures") return [1, 2, 3, 4];
  if (action.Name === "SetInvocationArrayResults") {
    for (const [id, ok, value] of action.ArgumentInfo.Arguments[0]) {
      results.set(id, [...(results.get(id) ?? []), { ok, value }]);
    }
  }
  return null;
}

function send(entries) {
  const { source, origin, message } = listening;
  source.postMessage(envelope(message, { ArrayData: entries }, true), origin);
}

/** Put formulas into cells, all in one message; gives the ids of their invocations. */
function enter(formulas) {
  const first = lastId + 1;
  const entries = formulas.map(([name, args, streams]) => {
    const flags = MAY_BE_ERROR | (streams ? STREAMING | CANCELABLE : CANCELABLE);
    lastId += 1;
    const call = JSON.stringify([lastId, name, args, `Sheet1!A${lastId}`, flags]);
    return [1, INVOKE, "", call, lastId, false];
  });
  send(entries);
  return formulas.map((_, index) => first + index);
}

function cancel(ids) {
  send(ids.map((id) => [1, CANCEL, "", JSON.stringify({ invocationId: id }), id, false]));
}

/** All results of invocations, once each has one. */
async function resultsOf(ids) {
  const end = performance.now() + PATIENCE;
  const isMissing = (id) => !results.has(id);
  while (ids.some(isMissing)) {
    if (performance.now() > end) throw new Error(`${ids.filter(isMissing).length} cells are stuck`);
    await new Promise((done) => setTimeout(done, 5));
  }
  return ids.map((id) => results.get(id));
}

/** Enter formulas and wait for their results; also in seconds. */
async function calculate(formulas) {
  const begun = performance.now();
  const found = await resultsOf(enter(formulas));
  return { results: found.map((each) => each.at(-1)), seconds: (performance.now() - begun) / 1000 };
}

function embed(address) {
  const frame = document.createElement("iframe");
  frame.name = JSON.stringify({
    baseFrameName: APP,
    hostInfo: "Excel|Web|16.01|en-US|c|isDialog|",
    xdmInfo: `conv1|${APP}|${location.origin}`,
    serializerVersion: "1",
  });
  frame.src = `${address}?_host_Info=Excel$Web$16.01$en-US$c$$$${SHARED_RUNTIME}$`;
  document.body.append(frame);
}

globalThis.excel = {
  enter,
  cancel,
  calculate,
  resultsOf,
  seen: (ids) => ids.map((id) => results.get(id) ?? []),
  isReady: () => isReady,
};
embed(new URLSearchParams(location.search).get("addin"));
