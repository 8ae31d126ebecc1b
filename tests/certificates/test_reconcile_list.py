"""A whole official list at once."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role, User
from certificates.exceptions import ListRefused, NotYoursToDecide
from certificates.models import ExternalQualification, Level, LookUpSource, Outcome, Reconciliation
from certificates.services import (
    apply_reconciliation,
    mend_qualification,
    reconcile_official_list,
    withdraw_qualification,
)
from certificates.services.official_list import read_date, read_level
from certificates.transitions import State
from lms.lib.sheets import write_sheet
from tests.accounts.factories import make_street_town, make_user_with_role, make_worker_user
from tests.certificates.factories import make_qualification, make_reviewed

pytestmark = pytest.mark.django_db
HEADINGS = ["姓名", "级别", "证书编号", "取得日期"]
DAY = dt.date(2023, 9, 1)


def sheet(rows: list[list[Any]], headings: list[str] | None = None) -> bytes:
    return write_sheet(name="名单", headers=headings or HEADINGS, rows=rows)


def line(row: ExternalQualification, **changes: str) -> list[str]:
    values = {
        "name": row.person.name,
        "level": "助理社会工作师",
        "number": row.number,
        "day": "2023-09-01",
        **changes,
    }
    return [values["name"], values["level"], values["number"], values["day"]]


def compare(rows: list[list[Any]], by: User) -> Reconciliation:
    return reconcile_official_list(data=sheet(rows), file_name="名单.xlsx", by=by)


def outcomes(whole: Reconciliation) -> list[tuple[int, str]]:
    return list(whole.rows.values_list("position", "outcome"))


def street() -> User:
    return make_user_with_role(Role.STREET_TOWN_OFFICER, make_street_town())


@pytest.mark.smoke
def test_it_works() -> None:
    officer, row = street(), make_qualification()

    whole = compare([line(row)], officer)
    row.refresh_from_db()
    assert outcomes(whole) == [(2, Outcome.MATCHED)]
    assert row.state == State.SUBMITTED  # comparing changes nothing

    done = apply_reconciliation(reconciliation=whole, by=officer)
    row.refresh_from_db()
    assert (done.applied_count, row.state, row.reviewed_by) == (1, State.STREET_REVIEWED, officer)
    event, look_up = row.events.last(), row.look_ups.get()
    assert event
    assert (event.action, event.by) == ("review", officer)
    assert (look_up.result, look_up.source) == ("matches", LookUpSource.LIST)


def test_the_district_confirms_what_the_street_town_reviewed() -> None:
    row = make_reviewed()
    district = make_user_with_role(Role.DISTRICT_OFFICER)

    apply_reconciliation(reconciliation=compare([line(row)], district), by=district)

    assert ExternalQualification.objects.held_on(DAY).get() == row


def test_each_row_says_what_it_means() -> None:
    officer, unit = street(), make_street_town()
    rows = [make_qualification(unit) for _ in range(4)]
    sent_back = make_qualification(unit, state=State.MORE_NEEDED)
    verified = make_qualification(unit, state=State.VERIFIED)
    elsewhere = make_qualification(make_street_town("310113101", "示例乙镇"))
    missing = make_qualification(unit)

    whole = compare(
        [
            line(rows[0]),
            line(rows[1], name="别人"),
            line(rows[2], level="社会工作师"),
            line(rows[3], day="2022-09-01"),
            line(sent_back),
            line(verified),
            line(elsewhere),
            ["无人", "助理社会工作师", "20200000000000000", "2020-01-01"],
            line(rows[0]),
            ["坏行", "助理社会工作师", "x", "2020-01-01"],
        ],
        officer,
    )

    assert outcomes(whole) == [
        (0, Outcome.NOT_IN_LIST),
        (2, Outcome.MATCHED),
        (3, Outcome.NAME_DIFFERS),
        (4, Outcome.DETAILS_DIFFER),
        (5, Outcome.DETAILS_DIFFER),
        (6, Outcome.SENT_BACK),
        (7, Outcome.DONE),
        (8, Outcome.UNKNOWN),  # whose it is stays with the other unit
        (9, Outcome.UNKNOWN),
        (10, Outcome.REPEATED),
        (11, Outcome.UNREADABLE),
    ]
    first = whole.rows.first()
    assert first
    assert first.qualification == missing
    assert elsewhere.number not in str(list(whole.rows.values()))


def test_confirming_twice_changes_nothing() -> None:
    officer, row = street(), make_qualification()
    whole = compare([line(row)], officer)

    apply_reconciliation(reconciliation=whole, by=officer)
    again = apply_reconciliation(reconciliation=whole, by=officer)

    assert again.applied_count == 1
    assert row.events.count() == 2


def test_the_same_list_twice_finds_nothing_left_to_do() -> None:
    officer, row = street(), make_qualification()
    apply_reconciliation(reconciliation=compare([line(row)], officer), by=officer)

    assert outcomes(compare([line(row)], officer)) == [(2, Outcome.DONE)]


def test_what_changed_since_the_comparison_is_left() -> None:
    officer, unit = street(), make_street_town()
    holders = [make_worker_user(unit) for _ in range(3)]
    rows = [make_qualification(person=holder.person) for holder in holders]
    whole = compare([line(row) for row in rows], officer)
    withdraw_qualification(qualification=rows[0], by=holders[0])
    mend_qualification(
        qualification=rows[1],
        by=holders[1],
        level=Level.ASSISTANT,
        issuer="national",
        issued_on=DAY,
        number="2023999988887777",
    )

    done = apply_reconciliation(reconciliation=whole, by=officer)

    assert done.applied_count == 1
    states = list(ExternalQualification.objects.order_by("pk").values_list("state", flat=True))
    assert states == [State.WITHDRAWN, State.SUBMITTED, State.STREET_REVIEWED]
    assert all(whole.rows.filter(is_applied=False).values_list("refusal", flat=True))


def test_the_own_certificate_and_the_own_review_are_left_to_a_colleague() -> None:
    district = make_user_with_role(Role.DISTRICT_OFFICER)
    own = make_qualification(person=district.person)
    reviewed = make_reviewed(by=district)

    whole = compare([line(own), line(reviewed)], district)

    assert outcomes(whole) == [(2, Outcome.NOT_YOURS), (3, Outcome.NOT_YOURS)]


def test_only_the_uploader_confirms() -> None:
    whole = compare([line(make_qualification())], street())

    with pytest.raises(NotYoursToDecide):
        apply_reconciliation(reconciliation=whole, by=street())


@pytest.mark.parametrize("heading", ["身份证号", "身份证号码", "证件号码", "公民身份号码"])
def test_it_refuses_identity_numbers(heading: str) -> None:
    data = sheet([["林示例", "助理", "2023045310001", "2023-09-01", "x"]], [*HEADINGS, heading])

    with pytest.raises(ListRefused, match="身份证"):
        reconcile_official_list(data=data, file_name="x.xlsx", by=street())
    assert not Reconciliation.objects.exists()


def test_it_refuses_an_identity_number_in_the_wrong_column() -> None:
    with pytest.raises(ListRefused, match="第 2 行"):
        compare([["林示例", "助理", "11010519491231002X", "2023-09-01"]], street())


def test_a_number_that_a_spreadsheet_rounded_is_not_guessed() -> None:
    whole = compare([["林示例", "助理", 202304531000000123, "2023-09-01"]], street())

    row = whole.rows.get()
    assert row.outcome == Outcome.UNREADABLE
    assert "文本格式" in row.note


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (310 * 1024 * 1024))
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04broken",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0old",
        "姓名,证书编号\n".encode(),
        "随便,两列\n1,2\n".encode(),
    ],
    ids=["empty", "broken zip", "pdf", "old xls", "headings only", "other table"],
)
def test_it_refuses_what_is_no_list(data: bytes) -> None:
    with pytest.raises(ListRefused):
        reconcile_official_list(data=data, file_name="x", by=street())


def test_it_refuses_an_archive_that_unpacks_without_end() -> None:
    with pytest.raises(ListRefused):
        reconcile_official_list(data=_bomb(), file_name="x.xlsx", by=street())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_with_a_title_above_does_as_well(encoding: str) -> None:
    row = make_qualification()
    text = f"2026年合格名单\n姓 名（全）,管理号\n{row.person.name},{row.number}\n".replace("姓 名", "姓名")

    whole = reconcile_official_list(data=text.encode(encoding), file_name="名单.csv", by=street())

    assert outcomes(whole) == [(3, Outcome.MATCHED)]


def test_the_queries_do_not_grow_with_the_list() -> None:
    officer = street()
    costs = []
    for many in (2, 30):
        rows = [make_qualification() for _ in range(many)]
        with CaptureQueriesContext(connection) as compared:
            whole = compare([line(row) for row in rows], officer)
        with CaptureQueriesContext(connection) as applied:
            apply_reconciliation(reconciliation=whole, by=officer)
        costs.append((len(compared), len(applied)))

    assert costs[1][0] <= costs[0][0]  # the officer's roles are read once
    assert costs[1][1] == costs[0][1] <= 15


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2023-09-01", DAY),
        ("2023/9/1", DAY),
        ("2023.09.01", DAY),
        ("2023年9月1日", DAY),
        ("20230901", DAY),
        (20230901.0, DAY),
        (dt.datetime(2023, 9, 1, tzinfo=dt.UTC), DAY),
        (DAY, DAY),
        ("2023-13-01", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_as_offices_write_them(cell: object, day: dt.date | None) -> None:
    assert read_date(cell) == day


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("助理社会工作师", "assistant"),
        ("初级", "assistant"),
        ("社会工作师", "intermediate"),
        ("中级社会工作师", "intermediate"),
        ("高级社会工作师", "senior"),
        ("高级社会工作师（成绩合格）", "senior_exam_pass"),
        ("", ""),
    ],
)
def test_levels_as_offices_write_them(words: str, level: str) -> None:
    assert read_level(words) == level


def test_a_huge_file_is_refused_before_it_is_read(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("certificates.forms.MAX_BYTES", 10)
    client.force_login(street())
    upload = SimpleUploadedFile("名单.csv", b"0" * 11)

    answer = client.post(reverse("certificates:reconcile"), {"file": upload})

    assert "文件超过 20 MB" in answer.content.decode()
    assert not Reconciliation.objects.exists()
