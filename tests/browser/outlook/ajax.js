// What office.js asks of Microsoft's old Ajax library in Outlook on the web, and no more.
globalThis.Type = {
  registerNamespace(name) {
    globalThis[name] ??= {};
  },
  registerClass() {},
};
globalThis.Sys = {
  StringBuilder: function () {},
  Serialization: { JavaScriptSerializer: { serialize: JSON.stringify, deserialize: JSON.parse } },
  Debug: { trace() {} },
};
Function._validateParams = () => null;
Function.createDelegate = (object, method) => method.bind(object);
for (const name of [
  "argument", "argumentNull", "argumentOutOfRange", "argumentType", "argumentUndefined",
  "invalidOperation", "create",
]) {
  Error[name] = (message) => new Error(message);
}
