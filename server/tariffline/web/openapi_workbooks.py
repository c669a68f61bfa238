"""The description of the addresses of workbooks handed in."""

from __future__ import annotations

from typing import Any

from tariffline.web.openapi_parts import path, problems, query
from tariffline.web.workbooks import MOST_UPLOAD


def hand_in(job: object) -> dict[str, Any]:
    """POST /v1/workbooks"""
    return {
        "operationId": "hand_in_workbook",
        "summary": "Hand in a workbook to be refreshed",
        "description": "The bytes of an .xlsx or .xlsm file, or a form with it as `workbook`; at "
        f"most {MOST_UPLOAD // 2**20} MiB. Nothing of it is kept longer than an hour. Ask its "
        "address until its state is done, refused or failed.",
        "parameters": [
            query("name", "the file's name; without, by the content type"),
            query("sheet", "refresh only this sheet"),
            query("map", "the column of a role, hts=B; may be repeated"),
            query("columns", "the results: functions, such as BASE,CHECK"),
            query("allow", "protected or signature; may be repeated"),
        ],
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["workbook"],
                        "properties": {"workbook": {"type": "string", "format": "binary"}},
                    }
                },
            },
        },
        "responses": {
            "202": {
                "description": "Taken; Location says where to ask for it",
                "content": {"application/json": {"schema": job}},
            },
            **problems("400", "403", "411", "413", "429", "503"),
        },
    }


def progress(job: object) -> dict[str, Any]:
    """GET /v1/workbooks/{number}"""
    return {
        "operationId": "workbook",
        "summary": "How far a workbook is, and what was done or refused",
        "parameters": [_job_number()],
        "responses": {
            "200": {
                "description": "State, step, summary, error, result",
                "content": {"application/json": {"schema": job}},
            },
            **problems("404"),
        },
    }


def result() -> dict[str, Any]:
    """GET /v1/workbooks/{number}/result"""
    return {
        "operationId": "workbook_result",
        "summary": "The refreshed workbook",
        "parameters": [_job_number()],
        "responses": {"200": {"description": "The file"}, **problems("404", "409")},
    }


def delete() -> dict[str, Any]:
    """DELETE /v1/workbooks/{number}"""
    return {
        "operationId": "delete_workbook",
        "summary": "Stop the work on a workbook and delete all of it",
        "parameters": [_job_number()],
        "responses": {"204": {"description": "It is gone"}, **problems("404")},
    }


def _job_number() -> dict[str, Any]:
    return path("number", "the id that the workbook was given")
