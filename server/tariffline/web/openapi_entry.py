"""The description of /v1/entry."""

from __future__ import annotations

from typing import Any

from tariffline.web.openapi_parts import problems


def entry(stated: object) -> dict[str, Any]:
    """The request, and what an amount that is not known looks like."""
    return {
        "operationId": "entry",
        "summary": "What an entry costs: duties of each line, MPF, HMF, totals",
        "description": "Charges stand in filing order. An amount that is not known is null, never "
        "0: a line's `why` says what it needs, its `least` and `most` bound it; `not_known` names "
        "all of them, and `known` is the sum of the rest. AD/CVD deposits are in no amount.",
        "requestBody": {"required": True, "content": {"application/json": {"schema": stated}}},
        "responses": {
            "200": {
                "description": "lines (charges, duty, mpf, hmf, total, why, exposure), value, "
                "duty, mpf, hmf, total, known, not_known, cites, notes"
            },
            **problems("400", "404", "413", "503"),
        },
    }
