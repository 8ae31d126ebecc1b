"""What other programmes read."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.accounts.factories import make_district, make_street_town
from tests.insights.factories import make_many

pytestmark = pytest.mark.django_db


def _run(*arguments: str) -> str:
    out = StringIO()
    call_command("certification_rate", *arguments, stdout=out)
    return out.getvalue()


def _rows(*arguments: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(_run("--json", "--on", "2026-09-30", *arguments))
    return rows


@pytest.mark.smoke
def test_it_works() -> None:
    make_many(make_street_town("310113101", "示例乙镇"), heads=3, certified=1)
    make_many(make_street_town("310113003", "示例甲街道"), heads=5, certified=3)
    make_street_town("310113501", "示例园区", kind="industrial_park", counts_as_street_town=False)

    rows = _rows()

    assert [row["unit"] for row in rows] == ["310113", "310113003", "310113101", "310113501"]
    assert rows[0] == {
        "unit": "310113",
        "numerator": 4,
        "denominator": 8,
        "rate": "50.0",
        "reached": False,
        "definition": "2026-01",
    }
    assert (rows[1]["rate"], rows[1]["reached"]) == ("60.0", True)
    assert (rows[3]["denominator"], rows[3]["rate"], rows[3]["reached"]) == (0, None, False)


def test_one_unit() -> None:
    make_many(make_street_town(), heads=3, certified=1)

    assert [row["unit"] for row in _rows("--unit", "310113003")] == ["310113003"]


def test_the_table_lines_up() -> None:
    make_many(make_street_town(), heads=3, certified=1)

    lines = _run("--on", "2026-09-30").splitlines()

    assert lines[0] == "社区工作者持证率 2026-09-30（口径 2026-01，目标 60%）"
    assert lines[3].split() == ["310113003", "示例街道", "1", "3", "33.3%", "否", "1", "0", "0"]


@pytest.mark.parametrize("arguments", [["--unit", "999"], ["--on", "30.9.2026"], ["--on", "2099-01-01"]])
def test_it_refuses(arguments: list[str]) -> None:
    make_district()

    with pytest.raises(CommandError):
        _run(*arguments)
