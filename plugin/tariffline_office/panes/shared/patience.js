/**
 * Wait, at most until it is called off.
 *
 * @param {number} milliseconds
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>} fulfilled in any case
 */
export function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    }
  });
}

/**
 * How long to wait after a number of failures: twice as long each time, up to `most`, and never
 * the same for all, so that those who lost a service don't come back to it in one moment.
 *
 * @param {number} failures 1 after the first
 * @param {{least: number, most: number}} bounds in milliseconds
 */
export function backOff(failures, { least, most }) {
  const whole = Math.min(most, least * 2 ** (failures - 1));
  return whole * (0.5 + Math.random() / 2);
}
