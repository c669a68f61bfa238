"""The description of the addresses of AD/CVD cases."""

from __future__ import annotations

from typing import Any

from tariffline.web.openapi_parts import path, problems, query


def find_cases() -> dict[str, Any]:
    """GET /v1/adcvd"""
    return {
        "operationId": "find_cases",
        "summary": "AD/CVD cases by number, product or company",
        "description": "No match is no clearance: the words of a scope decide, not its HTS list.",
        "parameters": [
            query("q", "a case number, words of the product, or a company's name"),
            query("hts", "cases whose list holds this number, or what begins with it"),
            query("country", "the country of origin: ISO code, Census code or name"),
            query("status", "in investigation, order in force, revoked, …"),
        ],
        "responses": {"200": {"description": "Cases, best first"}, **problems("400", "503")},
    }


def pending() -> dict[str, Any]:
    """GET /v1/adcvd/pending"""
    return {
        "operationId": "pending_cases",
        "summary": "The pending investigations: how far each is, and the days of the next steps",
        "responses": {
            "200": {"description": "Stage, since, next steps, postponements"},
            **problems("400", "503"),
        },
    }


def case() -> dict[str, Any]:
    """GET /v1/adcvd/{number}"""
    return {
        "operationId": "case",
        "summary": "Everything about one case: rates, scope by version, companion, history",
        "parameters": [
            _case_number(),
            query("date", "the entry date; today when left out"),
            query("known", "as it was known here at the end of this day"),
            query("description", "your product in words: what of the scope matters for it"),
        ],
        "responses": {"200": {"description": "The case"}, **problems("400", "404", "503")},
    }


def deposit() -> dict[str, Any]:
    """GET /v1/adcvd/{number}/deposit"""
    return {
        "operationId": "deposit",
        "summary": "The cash deposit for an exporter and a producer, and the step that decides",
        "parameters": [
            _case_number(),
            query("exporter", "who sold the goods for export"),
            query("producer", "who made them"),
            query("date", "the entry date; today when left out"),
        ],
        "responses": {
            "200": {"description": "Step, rate, names that are only alike, companions, together"},
            **problems("400", "404", "409", "422", "503"),
        },
    }


def _case_number() -> dict[str, Any]:
    return path("number", "the case number, A-570-910 or A570910, a company's suffix allowed")
