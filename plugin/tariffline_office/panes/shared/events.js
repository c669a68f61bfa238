/**
 * The data of server-sent events, as many as each piece of the stream completes.
 *
 * Not EventSource, which sends no headers of ours (a sign-in needs one) and hides why it failed:
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 *
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<string[]>}
 */
export async function* events(body) {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      yield blocks.map(dataOf).filter((data) => data !== "");
    }
  } finally {
    await reader.cancel().catch(() => {}); // it may have broken already
  }
}

/**
 * @param {string} block
 */
function dataOf(block) {
  const lines = block.split("\n").filter((line) => line.startsWith("data:"));
  return lines.map((line) => line.slice(5).trimStart()).join("\n");
}
