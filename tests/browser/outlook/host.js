// Outlook on the web, as far as the pane of an add-in can tell: it embeds the pane and speaks
// office.js's own messages. The protocol is undocumented and seen in office.js (the modules after
// "standardInvokeHostMethod"), so the npm version is pinned. A test is a person who selects mails.

const APP = "app1";
const NUMBERS = {
  initialData: 1,
  setSelected: 13,
  bodyType: 14,
  subject: 18,
  replyForm: 30,
  replyText: 10,
  body: 37,
  attachments: 149,
  content: 150,
  replyFormAsync: 181,
  replyTextAsync: 183,
};
const READ = 1;
const COMPOSE = 4;
const HTML = 3; // a body's form, as office.js asks for it
const READ_WRITE_ITEM = 3; // what the manifest asks for

const { setup } = globalThis; // the test's

const CONTEXT = {
  _id: APP,
  _appName: 64, // Outlook on the web
  _appVersion: "16.01",
  _appUILocale: "en-us",
  _dataLocale: "en-us",
  _docUrl: "",
  _clientMode: 1,
  _settings: [],
  _reason: "",
  _osfControlType: 1,
  _eToken: "",
  _correlationId: "c",
  _appInstanceId: APP,
  _requirementMatrix: JSON.stringify({ Mailbox: setup.mailbox }),
  _hostFullVersion: "16.0.1.1",
  _appDomains: [],
  _hostCustomMessage: "",
  _addinName: "Tariffline",
  _initialDisplayMode: 0,
};

let mail = setup.mail;
let registered = new Map(); // what tells the pane of an event, by its name
const calls = []; // what the pane asked of Outlook

addEventListener("message", async (event) => {
  const message = JSON.parse(event.data);
  const reply = (data) => event.source.postMessage(envelope(message, data), event.origin);
  const action = message._actionName;
  if (action === "ContextActivationManager_getAppContextAsync") return reply(CONTEXT);
  if (action === "GetInitialData") return reply(initialData(mail));
  if (action === "ExecuteMethod") return reply(await executed(message._data));
  if (message._actionType === 2 || message._actionType === 1) {
    registered.set(action, { source: event.source, origin: event.origin, message });
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

function initialData(open) {
  if (!open) return null;
  return {
    wasSuccessful: true,
    errorCode: 0,
    permissionLevel: READ_WRITE_ITEM,
    itemType: open.isDraft ? COMPOSE : READ,
    id: open.id,
    conversationId: "conversation",
    subject: open.subject,
    normalizedSubject: open.subject,
    from: open.from,
    sender: open.from,
    to: [],
    cc: [],
    dateTimeCreated: open.sent,
    attachments: open.attachments.map(details),
    hostVersion: "16.0.1.1",
    owaView: "ThreeColumns",
    userDisplayName: "Dana",
    userEmailAddress: "dana@broker.example",
    userTimeZone: "UTC",
    userProfileType: "office365",
    isRestIdSupported: true,
  };
}

function details({ id, name, size, kind, isInline, contentType }) {
  return { id, name, size, contentType, isInline: Boolean(isInline), attachmentType: kind ?? 0 };
}

async function executed({ ApiParams: given, MethodData: { DispatchId: number } }) {
  const open = mail;
  calls.push({ number, given });
  if (open?.delay) await new Promise((done) => setTimeout(done, open.delay));
  const done = (data) => ({ wasSuccessful: true, errorCode: 0, data });
  const failed = (errorCode) => ({ wasSuccessful: false, error: true, errorCode });
  switch (number) {
    case NUMBERS.body:
      if (open.refusesBody) return failed(9017);
      return done(given.coercionType === HTML ? open.html : open.text);
    case NUMBERS.subject:
      return done(open.subject);
    case NUMBERS.bodyType:
      return done(open.isPlain ? "text" : "html");
    case NUMBERS.attachments:
      return done(open.attachments.map(details));
    case NUMBERS.content: {
      const { content, format } = open.attachments.find(({ id }) => id === given.id);
      return content === null ? failed(9042) : done({ content, format });
    }
    default:
      return done(null);
  }
}

/** Select another mail; null: none, or several. */
function select(next) {
  mail = next;
  tell("olkItemSelectedChanged", next ? initialData(next) : "");
}

/** Wear another theme, colours as numbers; the first one Outlook on the web does not tell. */
function wear(colours) {
  tell("officeThemeChanged", [JSON.stringify(colours)]);
}

function tell(name, data) {
  const { source, origin, message } = registered.get(name);
  source.postMessage(envelope(message, data, true), origin);
}

function embed(address) {
  const frame = document.createElement("iframe");
  frame.name = JSON.stringify({
    baseFrameName: APP,
    hostInfo: "Outlook|Web|16.01|en-US|c|isDialog|",
    xdmInfo: `conv1|${APP}|${location.origin}`,
    serializerVersion: "1",
  });
  frame.src = `${address}?_host_Info=Outlook$Web$16.01$en-US$c$$$0$`;
  document.body.append(frame);
}

globalThis.outlook = {
  select,
  wear,
  type: (html, text) => Object.assign(mail, { html, text }),
  calls: (name) => calls.filter(({ number }) => number === NUMBERS[name]).map(({ given }) => given),
  isFollowed: () => registered.has("olkItemSelectedChanged"),
};
embed(new URLSearchParams(location.search).get("addin"));
