"""The DDL of docs/scaling.md, run as it stands there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from sqlalchemy import text

from tests.cloud.people import FIRST, LAST, as_minutes, granted, someone, summary
from tests.cloud.postgres import Postgres
from tests.cloud.running import new_server
from worktracker.cloud import deletion, grants, summaries, totals
from worktracker.cloud.summaries import Caller, Stored

_PAGE = Path(__file__).parents[2] / "docs" / "scaling.md"
DAY, NEXT = date(2026, 11, 20), date(2026, 11, 21)


def test_a_divided_database_serves_as_a_whole_one(postgres: Postgres, tmp_path: Path) -> None:
    server = new_server(postgres.url(), tmp_path)
    one = someone(server)
    grant, caller = granted(server, one), Caller(one.account, one.device.id)
    summaries.store(server, caller, grant, 1, summary({DAY: {"Work": 60, "Other": 15}}))

    divide = re.findall(r"```sql\n(.*?)```", _PAGE.read_text(), re.DOTALL)[0]
    with server.database.writing() as connection:
        connection.exec_driver_sql(divide.replace("%", "%%"), ())
        parts = connection.scalar(text("SELECT count(*) FROM pg_inherits"))
    assert parts == 4 * 16 * 2  # tables and their indexes

    done = summaries.store(server, caller, grant, 3, summary({DAY: {"Work": 45}, NEXT: {"Work": 15}}))
    assert done == Stored((DAY, NEXT), ())
    assert summaries.store(server, caller, grant, 2, summary({DAY: {"Other": 15}})).superseded == (DAY,)
    found = as_minutes(summaries.delivered(server, caller, grant, FIRST, LAST))
    assert found == {DAY: {"Work": 45}, NEXT: {"Work": 15}}
    totals.correct(server, one.account, DAY, grant, {"Work": 600})
    grants.withdraw(server, one.account, grant, None)
    deletion.delete_now(server, one.account)
    server.database.close()
