"""Requests made of the OpenAPI description, and beside it: answered as described, never with a 5xx."""

from __future__ import annotations

import warnings
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cloud.people import Someone, granted, someone
from tests.cloud.running import serving
from worktracker.cloud.server import Server

_SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
_CALM = settings(max_examples=20, deadline=None, database=None, derandomize=True, suppress_health_check=_SLOW)


def test_no_request_makes_the_server_fail(summary_server: Server) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of its own libraries
        import schemathesis
    statuses: dict[str, set[int]] = {}
    with serving(summary_server) as client:
        schema = schemathesis.openapi.from_url(f"{client.base_url}/openapi.json")
        for found in schema.get_all_operations():
            operation: Any = found.ok()  # pyright: ignore[reportAttributeAccessIssue]
            one = someone(summary_server)  # who may delete the account
            name = f"{operation.method.upper()} {operation.path}"
            statuses[name] = _asked(operation, one, granted(summary_server, one))
    assert len(statuses) == 11
    assert statuses["GET /healthz"] == {200}
    assert 200 in statuses["POST /v1/device/authorization"]
    assert {200, 201} & statuses["POST /v1/account/deletion"]


def _asked(operation: Any, one: Someone, grant: UUID) -> set[int]:
    """The statuses of answers to requests as they should be, and as they should not."""
    from schemathesis.checks import not_a_server_error
    from schemathesis.generation import GenerationMode
    from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

    checks = [not_a_server_error, status_code_conformance, response_schema_conformance]
    modes = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]
    seen: set[int] = set()

    @_CALM
    @given(case=st.one_of(modes), own=st.booleans())
    def ask(case: Any, own: bool) -> None:
        headers = one.bearer | ({"Worktracker-Grant": str(grant)} if own else {})
        answer = case.call(headers=headers, timeout=30)
        seen.add(answer.status_code)
        case.validate_response(answer, checks=checks)

    ask()
    return seen
