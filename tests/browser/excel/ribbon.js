// The ribbon of Excel on the web: it runs before the host, to hear who listens for its buttons.

globalThis.ribbon = { press, done: [] };
let listening = null;

addEventListener("message", ({ data, source, origin }) => {
  const message = JSON.parse(data);
  if (message._actionType === 1 && message._actionName === "appCommandInvoked") {
    listening = { message, source, origin };
  }
});

function press(name) {
  const { message, source, origin } = listening;
  const event = {
    ...message,
    _messageType: 1,
    _origin: location.href,
    _data: { 0: name, 1: name, 2: JSON.stringify({ source: { id: name } }) },
    _errorCode: 0,
    _responseType: 1,
  };
  source.postMessage(JSON.stringify(event), origin);
}
