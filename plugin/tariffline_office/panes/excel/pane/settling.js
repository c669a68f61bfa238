import { runtime } from "../runtime/main.js";
import { head } from "./feed.js";

const TURN = 100; // ms; Excel starts functions a moment after it was told to calculate
const POLL = 25_000; // ms; where no stream gets through, the feed is asked every 20 s

/**
 * Wait until the functions know every change that the service knows now. While the service is away
 * they give the last known answers, and there is nothing to wait for.
 *
 * @param {AbortSignal} signal
 */
export async function caughtUp(signal) {
  const now = await head(signal).catch(() => null);
  signal.throwIfAborted();
  const patience = Date.now() + POLL;
  const isBehind = () => {
    const { feed } = runtime.status();
    return now !== null && (feed?.feedId !== now.feedId || feed.seq < now.seq);
  };
  while (isBehind() && Date.now() < patience) await turn(signal);
}

/**
 * Wait until no question is under way.
 *
 * @param {AbortSignal} signal
 */
export async function settled(signal) {
  do {
    await turn(signal);
  } while (runtime.status().pending > 0);
}

/**
 * @param {AbortSignal} signal
 */
async function turn(signal) {
  await new Promise((resolve) => setTimeout(resolve, TURN));
  signal.throwIfAborted();
}
