const PATIENCE = 30_000; // ms; Outlook may never call back for an item that is no longer open

/** Outlook did not do what it was asked; the message is Outlook's. */
export class OutlookError extends Error {}

/**
 * A call of Outlook's as a promise.
 *
 * @template T
 * @param {(done: (result: Office.AsyncResult<T>) => void) => void} call
 * @returns {Promise<T>}
 * @throws {OutlookError}
 */
export function called(call) {
  return new Promise((resolve, reject) => {
    const late = () => reject(new OutlookError("Outlook gave no answer."));
    const timer = setTimeout(late, PATIENCE);
    call((result) => {
      clearTimeout(timer);
      if (result.status === Office.AsyncResultStatus.Succeeded) resolve(result.value);
      else reject(new OutlookError(result.error?.message ?? "Outlook refused."));
    });
  });
}

/**
 * Whether this Outlook has a requirement set: https://learn.microsoft.com/javascript/api/requirement-sets/outlook/outlook-api-requirement-sets
 *
 * @param {string} version such as 1.8
 */
export function knows(version) {
  return Office.context.requirements.isSetSupported("Mailbox", version);
}
