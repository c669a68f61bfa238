"""Lists of goods loaded beside those that come with the product, and news of the programmes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Engine, delete, func, insert, select, update
from sqlalchemy.engine import Row as Record

from tariffline.law.changes import ChangeKind
from tariffline.law.goods_lists import Listed
from tariffline.law.measure_news import News
from tariffline.store.database import goods_table, head_table, told_table, writing
from tariffline.store.feed import append

_goods = goods_table


class MeasureStore:
    """Lists in and out; what the feed was told of the measures."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, entries: Sequence[Listed]) -> bool:
        """Take in one list as it stands from a day on; False when it is here already, all the same.

        One of that name and day gives way to it. The feed is told, for answers that were given
        without the list are stale.
        """
        name, start, source = entries[0].name, entries[0].start, entries[0].source
        same = (_goods.c.name == name, _goods.c.starts == start)
        with writing(self._engine) as connection:
            known = connection.execute(select(_goods).where(*same))
            if {_listed(record) for record in known} == set(entries):
                return False
            connection.execute(delete(_goods).where(*same))
            connection.execute(insert(_goods), [_row(entry) for entry in dict.fromkeys(entries)])
            news = News(name, "", start, "", f"{len(set(entries)):,} numbers", source, "list")
            append(connection, [_told(news)])
            connection.execute(update(head_table).values(head=head_table.c.head + 1))
            return True

    def lists(self) -> tuple[Listed, ...]:
        """Everything that was loaded, by name and day."""
        query = select(_goods).order_by(_goods.c.name, _goods.c.starts, _goods.c.id)
        with self._engine.connect() as connection:
            return tuple(_listed(record) for record in connection.execute(query))

    def last(self) -> int:
        """A number that grows when a list comes."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(func.max(_goods.c.id))).scalar() or 0)

    def tell(self, news: Iterable[News]) -> int:
        """Tell the feed what it has not heard of starts and stops; how many entries that made."""
        with writing(self._engine) as connection:
            heard = set(connection.execute(select(told_table.c.entry)).scalars())
            fresh = {repr(each): each for each in news if repr(each) not in heard}
            if fresh:
                append(connection, [_told(each) for each in fresh.values()])
                connection.execute(insert(told_table), [{"entry": entry} for entry in fresh])
                connection.execute(update(head_table).values(head=head_table.c.head + 1))
            return len(fresh)


def _told(news: News) -> dict[str, object]:
    return {
        "kind": ChangeKind.PROGRAMME.value,
        "hts": "",
        "origin": news.origin,
        "case": None,
        "message": None,
        "field": news.field,
        "before": f"{news.programme}: {news.before}" if news.before else "",
        "after": f"{news.programme}: {news.after}" if news.after else "",
        "successors": "[]",
        "effective": news.effective,
        "until": None,
        "published": None,
        "document": news.law,
    }


def _row(entry: Listed) -> dict[str, object]:
    return {
        "name": entry.name,
        "digits": entry.digits,
        "worded": entry.worded,
        "starts": entry.start,
        "ends": entry.end,
        "source": entry.source,
    }


def _listed(record: Record[Any]) -> Listed:
    return Listed(
        name=record.name,
        digits=record.digits,
        worded=record.worded,
        start=record.starts,
        end=record.ends,
        source=record.source,
    )
