"""Units come from a list; they are closed, never deleted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.exceptions import UnitNotClosable, UnitsRefused
from accounts.models import AuditEntry, GradeLevel, PostCategory, Role, Unit, UnitKind
from accounts.services import close_unit, import_posts, import_units, reopen_unit
from tests.accounts.factories import CommunityWorkerFactory, make_street_town, make_user_with_role

ROOT = Path(__file__).resolve().parent.parent.parent
UNITS = (ROOT / "content" / "units.csv").read_bytes()
HEADER = "编码,名称,类型,上级编码,启用日期,停用日期,计为街镇\n"

pytestmark = pytest.mark.django_db


def lines(text: str) -> bytes:
    return (HEADER + text).encode()


def test_it_works() -> None:
    result = import_units(data=UNITS, by=None)

    assert result.counts == {"created": 14, "updated": 0, "unchanged": 0}
    assert Unit.objects.street_towns().count() == 13
    assert Unit.objects.street_towns().filter(counts_as_street_town=True).count() == 12
    park = Unit.objects.get(code="310113501")
    assert (park.kind, park.counts_as_street_town, park.depth) == (UnitKind.INDUSTRIAL_PARK, False, 2)


def test_a_second_run_changes_nothing() -> None:
    import_units(data=UNITS, by=None)
    again = import_units(data=UNITS, by=None)

    assert again.counts == {"created": 0, "updated": 0, "unchanged": 14}
    assert AuditEntry.objects.filter(action="units.imported").count() == 1


def test_children_may_stand_before_their_parents() -> None:
    text = "A1,一居,居民区,S1,,,\nS1,甲街道,街道,D,,,\nD,示例区,区,,,,\n"
    assert import_units(data=lines(text), by=None).counts["created"] == 3
    assert Unit.objects.get(code="A1").get_parent().code == "S1"


def test_a_name_is_changed_and_a_unit_closed() -> None:
    make_street_town("S1", "甲街道")
    result = import_units(data=lines("S1,新甲街道,街道,310113,,2026-01-01,是\n"), by=None)

    unit = Unit.objects.get(code="S1")
    assert (unit.name, unit.closed_on) == ("新甲街道", dt.date(2026, 1, 1))
    assert result.counts["updated"] == 1


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (",甲街道,街道,310113,,,", "编码"),
        ("S1,甲街道,什么,310113,,,", "类型"),
        ("S1,甲街道,街道,999,,,", "上级编码"),
        ("S1,甲街道,街道,,,,", "上级编码"),
        ("R1,一居,居民区,R1,,,", "上级编码"),
        ("S1,甲街道,街道,310113,昨天,,", "启用日期"),
        ("S1,甲街道,街道,310113,2026-02-01,2026-01-01,", "停用日期"),
        ("S1,甲街道,街道,310113,,,也许", "计为街镇"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(line: str, column: str) -> None:
    make_street_town("S9")
    before = Unit.objects.count()
    result = import_units(data=lines(f"S2,乙街道,街道,310113,,,\n{line}\n"), by=None)

    assert [(error.row, error.column) for error in result.errors] == [(3, column)]
    assert Unit.objects.count() == before


def test_a_unit_with_people_is_not_closed() -> None:
    worker = CommunityWorkerFactory.create()
    officer = make_user_with_role(Role.DISTRICT_OFFICER)
    with pytest.raises(UnitNotClosable):
        close_unit(unit=worker.unit, by=officer)
    text = f"{worker.unit.code},示例街道,街道,310113,,2026-01-01,是\n"
    assert [error.column for error in import_units(data=lines(text), by=None).errors] == ["停用日期"]


def test_closing_and_reopening_are_safe_twice() -> None:
    officer = make_user_with_role(Role.DISTRICT_OFFICER)
    unit = make_street_town("S1")
    for _ in range(2):
        close_unit(unit=unit, by=officer)
    assert Unit.objects.get(pk=unit.pk).closed_on is not None
    for _ in range(2):
        reopen_unit(unit=unit, by=officer)
    assert Unit.objects.get(pk=unit.pk).closed_on is None
    assert AuditEntry.objects.filter(action__startswith="unit.").count() == 2


def test_an_area_moves_inside_its_street_town_only() -> None:
    make_street_town("S1"), make_street_town("S2")
    import_units(data=lines("M1,甲单元,基本管理单元,S1,,,\nR1,一居,居民区,S1,,,\n"), by=None)

    assert import_units(data=lines("R1,一居,居民区,M1,,,\n"), by=None).counts["updated"] == 1
    assert Unit.objects.get(code="R1").get_parent().code == "M1"
    assert import_units(data=lines("R1,一居,居民区,S2,,,\n"), by=None).errors[0].column == "上级编码"


def test_what_is_no_table_is_refused() -> None:
    for data in (b"", b"\x00\x01", b"PK\x03\x04 not a zip", "名称\n甲".encode()):
        with pytest.raises(UnitsRefused):
            import_units(data=data, by=None)


def test_three_posts_and_eighteen_grades(tmp_path: Path) -> None:
    data = (ROOT / "content" / "posts.csv").read_bytes()
    assert import_posts(data=data, by=None).counts["created"] == 21
    assert import_posts(data=data, by=None).counts["unchanged"] == 21
    assert (PostCategory.objects.count(), GradeLevel.objects.count()) == (3, 18)
    assert set(GradeLevel.objects.values_list("note", flat=True)) == {"待主管部门核定"}


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_units", ROOT / "content" / "units.csv")
    call_command("import_posts", ROOT / "content" / "posts.csv")
    assert "created=14" in capsys.readouterr().out
    bad = tmp_path / "bad.csv"
    bad.write_text(HEADER + "S1,甲街道,街道,999,,,\n")
    with pytest.raises(CommandError):
        call_command("import_units", bad)
