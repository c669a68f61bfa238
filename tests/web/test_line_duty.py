"""What would be collected: the page of a line, without a browser, and WHY of days ahead."""

from __future__ import annotations

from flask.testing import FlaskClient


def test_days_ahead_are_told_by_the_schedule_of_today(client: FlaskClient) -> None:
    """Today is 1 June 2026: the surcharge ends in July, Section 301 on forced labour begins."""
    told = client.get("/v1/cell/WHY?args=6109.10.00.12&args=VN").text
    assert "= 26.5%" in told
    assert "From 2026-07-24: 29%" in told


def test_days_gone_by_are_told_by_their_own_schedule(client: FlaskClient) -> None:
    told = client.get("/v1/cell/WHY?args=6109.10.00.12&args=VN&args=2025-02-01").text
    assert "= 16.5%" in told
    assert "From 2025-04-05: 26.5%" in told


def test_a_page_keeps_the_value_when_it_moves_to_the_whole_number(client: FlaskClient) -> None:
    moved = client.get("/hts/7307915010?country=CN&value=100&quantity=1+kg")
    assert moved.status_code == 302
    assert moved.headers["Location"].startswith("/hts/7307.91.50.10?")
    for kept in ("country=CN", "value=100", "quantity=1"):
        assert kept in moved.headers["Location"]


def test_a_number_of_chapter_99_is_no_article(client: FlaskClient) -> None:
    page = client.get("/hts/9903.01.24?country=CN").text
    assert "says nothing of the article itself" in page
