import assert from "node:assert/strict";
import { test } from "node:test";

import { Refused, Service, Unreachable } from "../../plugin/tariffline_office/panes/shared/service.js";
import { change, full } from "./made.js";
import { json, served } from "./served.js";

const CALL = { function: "BASE", rows: [["0901.11"], ["0902.10"]] };

async function withService(answer, work) {
  const place = await served(answer);
  try {
    await work(new Service(place.url), place);
  } finally {
    await place.stop();
  }
}

test("questions travel as the service describes them, with the headers of a sign-in", async () => {
  const reply = { edition: "2026 Rev 5", feed: 3, results: [{ answers: [full(0), full(1)], errors: [] }] };
  await withService((_, response) => json(response, reply), async (_, { url, requests }) => {
    const service = new Service(url, async () => ({ Authorization: "Bearer of-the-test" }));
    assert.deepEqual(await service.ask([CALL], "full"), reply);
    assert.equal(requests[0].path, "/v1/ask");
    assert.equal(requests[0].headers.authorization, "Bearer of-the-test");
    assert.deepEqual(requests[0].body, { calls: [CALL], detail: "full" });
  });
});

test("a refusal is final and says why", async () => {
  const body = { error: { code: "BAD_INPUT", message: "too many rows" } };
  await withService((_, response) => json(response, body, 413), async (service) => {
    await assert.rejects(service.ask([CALL], "full"), (fault) => {
      assert.ok(fault instanceof Refused);
      assert.equal(fault.message, "the service refused: too many rows");
      return true;
    });
  });
});

for (const status of [429, 500, 502, 503, 504]) {
  test(`${status} is worth another try, not sooner than is asked for`, async () => {
    const answer = (_, response) => json(response, "busy", status, { "Retry-After": "7" });
    await withService(answer, async (service) => {
      await assert.rejects(service.ask([CALL], "full"), (fault) => {
        assert.ok(fault instanceof Unreachable);
        assert.equal(fault.after, 7_000);
        return true;
      });
    });
  });
}

test("a service that is gone, or sends something else, can't be reached", async () => {
  const place = await served((_, response) => response.end("<html>"));
  const service = new Service(place.url);
  await assert.rejects(service.ask([CALL], "full"), Unreachable);
  await place.stop();
  await assert.rejects(service.ask([CALL], "full"), Unreachable);
});

test("a reply with fewer answers than questions is not taken", async () => {
  const reply = { edition: null, feed: 3, results: [{ answers: [full(0)], errors: [] }] };
  await withService((_, response) => json(response, reply), async (service) => {
    await assert.rejects(service.ask([CALL], "full"), Unreachable);
  });
});

test("what is called off ends with the reason of who called it off", async () => {
  await withService(() => {}, async (service) => {
    const calledOff = new AbortController();
    const wait = service.ask([CALL], "full", calledOff.signal);
    calledOff.abort(new Error("enough"));
    await assert.rejects(wait, /enough/);
  });
});

test("a stream gives changes by pieces, however they are cut, and goes on where it is told", async () => {
  const event = (seq) => `id: ${seq}\nevent: change\ndata: ${JSON.stringify(change(seq, "09"))}\n\n`;
  const pieces = ["retry: 3000\n\n", event(4) + event(5).slice(0, 9), event(5).slice(9), ": still here\n\n"];
  const answer = async (_, response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    for (const piece of pieces) {
      response.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    response.end();
  };
  await withService(answer, async (service, { requests }) => {
    const heard = [];
    for await (const changes of service.stream(3, new AbortController().signal)) {
      heard.push(...changes.map((each) => each.seq));
    }
    assert.deepEqual(heard, [4, 5]);
    assert.equal(requests[0].headers["last-event-id"], "3");
    assert.equal(requests[0].headers.accept, "text/event-stream");
  });
});

test("something else than a stream is none", async () => {
  await withService((_, response) => json(response, {}), async (service) => {
    const stream = service.stream(0, new AbortController().signal);
    await assert.rejects(stream.next(), /gave no stream/);
  });
});
