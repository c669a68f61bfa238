import assert from "node:assert/strict";
import { test } from "node:test";

import { Cache } from "../../plugin/tariffline_office/panes/excel/runtime/cache.js";
import { Feed } from "../../plugin/tariffline_office/panes/excel/runtime/feed.js";
import { change, kept, page, until } from "./made.js";

/** A service whose feed the test writes; `isAway` and `streams` say how it behaves. */
function service() {
  const told = {
    feedId: "one",
    changes: [],
    isAway: false,
    streams: true,
    polls: 0,
    opened: 0,
    async changes_(after, limit) {
      told.polls += 1;
      if (told.isAway) throw new Error("away");
      const head = told.log.at(-1)?.seq ?? 0;
      const found = told.log.filter((each) => each.seq > after).slice(0, limit);
      return page(found, { feed_id: told.feedId, head, next: found.length === limit ? found.at(-1).seq : head });
    },
    log: [],
    async *stream(after, signal) {
      told.opened += 1;
      if (!told.streams) throw new Error("no stream");
      let at = after;
      while (!signal.aborted && !told.isAway) {
        const news = told.log.filter((each) => each.seq > at);
        at = news.at(-1)?.seq ?? at;
        yield news;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
  return { told, stream: told.stream, changes: told.changes_ };
}

function following(place) {
  const cache = new Cache();
  const heard = { changes: [], gone: [], another: 0, contacts: 0 };
  const feed = new Feed(place, cache, {
    onChanges(changes, gone, isAnother) {
      heard.changes.push(...changes.map((each) => each.seq));
      heard.gone.push(...gone);
      if (isAnother) heard.another += 1;
    },
    onContact: () => (heard.contacts += 1),
  });
  void feed.follow();
  return { cache, feed, heard };
}

test("it begins at the head, and then hears each change once", async () => {
  const place = service();
  place.told.log = [change(1, "0101"), change(2, "0901")];
  const { cache, feed, heard } = following(place);
  await feed.begun;
  assert.deepEqual(cache.position, { feedId: "one", seq: 2 });
  cache.put("one", "a", kept("0901110010", { feed: 2 }));
  await until(() => place.told.opened === 1);
  place.told.log.push(change(3, "0901"));
  await until(() => cache.position.seq === 3);
  assert.deepEqual(heard.gone, ["a"]);
  assert.equal(heard.changes.at(-1), 3);
  assert.equal(place.told.opened, 1);
  feed.stop();
});

test("a service that is away is known to be, and what was missed is read when it is back", async () => {
  const place = service();
  place.told.log = [change(1, "0101")];
  const { cache, feed } = following(place);
  await until(() => place.told.opened === 1);
  place.told.isAway = true;
  await until(() => feed.isOffline);
  place.told.log.push(change(2, "0901"), change(3, "0901"));
  place.told.isAway = false;
  feed.wake();
  await until(() => cache.position.seq === 3);
  assert.equal(feed.isOffline, false);
  feed.stop();
});

test("cells are not kept waiting for a feed that can't be read", async () => {
  const place = service();
  place.told.isAway = true;
  const { feed } = following(place);
  await feed.begun;
  assert.ok(feed.isOffline);
  feed.stop();
});

test("another feed is told as such", async () => {
  const place = service();
  place.told.log = [change(1, "0101")];
  const { cache, feed, heard } = following(place);
  await until(() => place.told.opened === 1);
  cache.put("one", "a", kept("0901110010", { feed: 1 }));
  const before = heard.another;
  place.told.feedId = "two";
  await feed.catchUp();
  assert.equal(heard.another, before + 1);
  assert.deepEqual(heard.gone, ["a"]);
  feed.stop();
});

test("where no stream gets through it asks from time to time", async () => {
  const place = service();
  place.told.streams = false;
  const { feed } = following(place);
  await until(() => place.told.opened === 2, 10_000);
  await until(() => feed.pollUntil > Date.now());
  const polls = place.told.polls;
  feed.wake();
  await until(() => place.told.polls > polls);
  assert.equal(place.told.opened, 2);
  assert.equal(feed.isOffline, false);
  feed.stop();
});
