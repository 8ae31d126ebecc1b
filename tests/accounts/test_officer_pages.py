"""Roster, codes, imports, units, roles, log and feedback as pages."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import (
    ActivationCode,
    AuditEntry,
    CommunityWorker,
    Feedback,
    Person,
    Role,
    RoleGrant,
    RosterImport,
    Unit,
    User,
)
from accounts.models.roster import ImportState
from accounts.roster_table import read_roster
from accounts.services.roster_template import roster_template
from lms.lib.sheets import read_sheets
from tests.accounts.factories import (
    CommunityWorkerFactory,
    PersonFactory,
    UserFactory,
    make_district,
    make_residential_area,
    make_street_town,
    make_user_with_role,
    make_worker_user,
)

pytestmark = pytest.mark.django_db


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def district() -> Client:
    return as_(make_user_with_role(Role.DISTRICT_OFFICER))


@pytest.mark.parametrize("name", ["accounts:roster", "accounts:units", "accounts:activation_codes"])
def test_queries_do_not_grow_with_rows(district: Client, name: str) -> None:
    def queries(count: int) -> int:
        for _ in range(count):
            area = make_residential_area(make_street_town(), f"R{Unit.objects.count()}")
            CommunityWorkerFactory.create(unit=area)
        with CaptureQueriesContext(connection) as captured:
            district.get(reverse(name))
        return len(captured)

    queries(1)
    assert queries(2) == queries(12)


def test_the_roster_is_filtered(district: Client) -> None:
    CommunityWorkerFactory.create(person=PersonFactory.create(name="𠮷䶮", employee_no="Q1"))
    CommunityWorkerFactory.create(
        person=PersonFactory.create(name="离岗人"), left_on=dt.date(2026, 1, 1), left_kind="off_duty"
    )

    def shown(**asked: str) -> set[str]:
        page = district.get(f"{reverse('accounts:roster')}?{urlencode(asked)}")
        return {worker.person.name for worker in page.context["page_obj"]}

    assert shown() == shown(q="𠮷") == shown(q="q1") == shown(state="waiting") == {"𠮷䶮"}
    assert shown(state="left") == {"离岗人"}
    assert len(shown(state="all", unit="999999")) == 2


def test_an_export_masks_phones_neutralises_formulas_and_is_written_down(district: Client) -> None:
    CommunityWorkerFactory.create(person=PersonFactory.create(name="=1+1", phone="13800001234"))
    rows = read_sheets(district.get(reverse("accounts:roster_export")).content)[0].rows
    full = read_sheets(district.get(reverse("accounts:roster_export") + "?phones=1").content)[0].rows

    assert (rows[1][1], rows[1][2], full[1][2]) == ("'=1+1", "138****1234", "13800001234")
    details = (
        AuditEntry.objects.filter(action="roster.exported").order_by("pk").values_list("detail", flat=True)
    )
    assert [detail["with_phones"] for detail in details] == [False, True]


def test_a_file_goes_in_and_is_taken_back(
    district: Client, django_capture_on_commit_callbacks: object
) -> None:
    make_street_town("310113003", "甲街道")
    text = "工号,姓名,街镇,入职日期\nA1,林示例,甲街道,2024-03-01\nA2,林示例,没有,2024-03-01\n"
    data = {"as_of": "2026-01-01", "unit": make_district().pk}
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = district.post(
            reverse("accounts:import_new"), {"file": SimpleUploadedFile("r.csv", text.encode()), **data}
        )
    roster_import = RosterImport.objects.get()
    page = district.get(answer["Location"])
    assert [(line["row"], line["column"]) for line in page.context["errors"]] == [(3, "街镇")]
    sheet = read_sheets(
        district.get(reverse("accounts:import_errors", args=[roster_import.public_id])).content
    )
    assert sheet[0].rows[1][:2] == [3, "街镇"]

    url = reverse("accounts:import_apply", args=[roster_import.public_id])
    district.post(url)
    assert Person.objects.filter(employee_no="A1").count() == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        district.post(url, {"skip_bad_rows": "1"})
    assert CommunityWorker.objects.get().person.employee_no == "A1"
    district.post(reverse("accounts:import_undo", args=[roster_import.public_id]))
    assert CommunityWorker.objects.count() == 0


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"PK\x03\x04x", "姓名,身份证号\n甲,1".encode()])
def test_a_wrong_file_is_refused_beside_its_field(district: Client, content: bytes) -> None:
    page = district.post(
        reverse("accounts:import_new"),
        {
            "file": SimpleUploadedFile("r.xlsx", content),
            "as_of": "2026-01-01",
            "unit": make_district().pk,
        },
    )
    assert page.context["form"].errors["file"]
    assert RosterImport.objects.count() == 0


def test_the_template_reads_as_an_empty_roster() -> None:
    make_street_town()
    table = read_roster(roster_template())
    assert (table.rows_total, table.errors) == (0, [])


def test_codes_are_shown_once_on_slips_or_in_a_sheet(district: Client, settings: Any) -> None:
    settings.PUBLIC_URL = "https://lms.example:8443"
    worker = CommunityWorkerFactory.create()
    url, chosen = reverse("accounts:activation_codes"), str(worker.person.public_id)
    page = district.post(url, {"person": [chosen, "not-an-id"]})
    code = page.context["slips"][0]["issued"].spaced
    assert code in page.content.decode()
    assert f"lms.example:8443{reverse('account_activate')}" in page.content.decode()
    assert code not in district.get(url).content.decode()
    sheet = read_sheets(district.post(url, {"person": [chosen], "as": "xlsx"}).content)[0].rows
    assert sheet[1][1] == worker.person.name
    assert ActivationCode.objects.filter(replaced_at__isnull=True).count() == 1


def test_no_code_for_a_role_above_or_a_foreign_unit_or_oneself() -> None:
    own, other = make_street_town(), make_street_town("310113101", "乙镇")
    lead = make_user_with_role(Role.COMMUNITY_LEAD, own)
    officer = make_user_with_role(Role.STREET_TOWN_OFFICER, own)
    auditor = make_user_with_role(Role.AUDITOR)
    for user in (lead, officer, auditor):
        CommunityWorkerFactory.create(person=user.person, unit=own)
    foreign = CommunityWorkerFactory.create(unit=other)
    learner = make_worker_user(own)
    people = [user.person for user in (lead, officer, auditor, learner)] + [foreign.person]

    def given(client: Client) -> int:
        ids = [str(person.public_id) for person in people if person]
        return len(client.post(reverse("accounts:activation_codes"), {"person": ids}).context["slips"])

    assert given(as_(lead)) == given(as_(officer)) == 1
    assert given(as_(make_user_with_role(Role.DISTRICT_OFFICER))) == 4


def test_the_district_closes_and_opens_a_unit(district: Client) -> None:
    unit = make_street_town("310113101", "乙镇")
    district.post(reverse("accounts:unit_state", args=[unit.code]), {"act": "close"})
    unit.refresh_from_db()
    assert unit.closed_on == timezone.localdate()
    district.post(reverse("accounts:unit_state", args=[unit.code]), {"act": "reopen"})
    unit.refresh_from_db()
    assert unit.closed_on is None


def test_a_list_of_units_is_imported_on_the_page(district: Client) -> None:
    make_district()
    text = "编码,名称,类型,上级编码,启用日期,停用日期,计为街镇\n310113003,甲街道,街道,310113,,,是\n"
    district.post(reverse("accounts:units"), {"file": SimpleUploadedFile("u.csv", text.encode())})
    assert Unit.objects.filter(code="310113003").exists()
    bad = district.post(
        reverse("accounts:units"),
        {"file": SimpleUploadedFile("u.csv", text.replace("310113,", "9,").encode())},
    )
    assert [error.row for error in bad.context["errors"]] == [2]


def _give(client: Client, user: User, role: str, **more: str) -> int:
    data = {"login": user.username, "role": role, "unit": make_district().pk, **more}
    return client.post(reverse("accounts:roles"), data).status_code


def test_roles_are_given_by_the_district_but_not_to_oneself() -> None:
    officer, user = make_user_with_role(Role.DISTRICT_OFFICER), UserFactory.create()
    client = as_(officer)
    assert _give(client, user, "trainer") == 302
    assert _give(client, officer, "trainer") == 200
    assert _give(client, user, "auditor") == _give(client, user, "operator") == 200
    assert _give(client, user, "evaluator") == 200
    assert _give(client, user, "evaluator", until="2099-01-01") == 302
    assert set(RoleGrant.objects.filter(user=user).values_list("role", flat=True)) == {"trainer", "evaluator"}
    own = RoleGrant.objects.get(user=officer)
    assert client.post(reverse("accounts:role_revoke", args=[own.pk])).status_code == 403
    given = RoleGrant.objects.get(user=user, role="trainer")
    client.post(reverse("accounts:role_revoke", args=[given.pk]))
    given.refresh_from_db()
    assert given.revoked_at is not None
    assert AuditEntry.objects.filter(action="role.revoked").count() == 1


def test_the_operator_grants_the_auditor() -> None:
    operator, user = make_user_with_role(Role.OPERATOR), UserFactory.create()
    assert _give(as_(operator), user, "auditor") == 302


def test_the_auditor_filters_and_exports_and_changes_nothing() -> None:
    auditor = as_(make_user_with_role(Role.AUDITOR))
    url = reverse("accounts:audit")
    assert auditor.get(url + "?q=role.granted").context["page_obj"].paginator.count == 1
    assert auditor.get(url + "?failed=1").context["page_obj"].paginator.count == 0
    assert auditor.get(url + "?from=2020-01-01&to=2020-13-99&who=x").status_code == 200
    rows = read_sheets(auditor.get(url + "?as=xlsx").content)[0].rows
    assert rows[1][3] == "role.granted"
    assert AuditEntry.objects.filter(action="audit.exported").count() == 1


def test_feedback_is_sent_once_answered_and_seen_by_its_sender(district: Client) -> None:
    user = make_worker_user()
    client = as_(user)
    for _ in range(2):
        sent = client.post(
            reverse("accounts:feedback"), {"kind": "burden", "text": "这条给我添负担了", "page": "/learn/"}
        )
    assert sent["Location"] == reverse("accounts:feedback_thanks")
    item = Feedback.objects.get()
    assert (item.sent_by, item.page) == (user, "/learn/")
    district.post(reverse("accounts:feedback_answer", args=[item.pk]), {"answer": "已经去掉"})
    assert "已经去掉" in client.get(reverse("accounts:me")).content.decode()
    assert district.get(reverse("accounts:feedback_list")).context["waiting"] == 0


def test_feedback_without_a_sign_in_is_limited() -> None:
    client, url = Client(), reverse("accounts:feedback")
    for number in range(20):
        client.post(url, {"kind": "idea", "text": f"第 {number} 条"})
    assert client.post(url, {"kind": "idea", "text": "再一条"}).status_code == 200
    assert Feedback.objects.count() == 20
    assert client.get(url + "?page=/learn/x/").context["form"].initial["page"] == "/learn/x/"


def test_the_page_that_was_asking_is_loaded_anew_when_the_work_is_done(district: Client) -> None:
    """The title states the result, so a swap of the progress alone would leave it wrong."""
    done = RosterImport.objects.create(
        file_name="a.csv",
        unit=make_district(),
        as_of=dt.date(2026, 11, 1),
        state=ImportState.APPLIED,
        applied_at=timezone.now(),
    )
    url = reverse("accounts:import_detail", args=[done.public_id])

    polled = district.get(url, headers={"HX-Request": "true"})

    assert polled.headers["HX-Refresh"] == "true"


def test_an_import_waits_for_the_sweep_when_the_broker_is_away(
    district: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def away(*args: object) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr("accounts.tasks.work_on_roster_import.delay", away)
    file = SimpleUploadedFile("a.csv", "工号,姓名,街镇,入职日期\nT1,林示例,示例甲街道,2026-01-05\n".encode())

    with django_capture_on_commit_callbacks(execute=True):
        response = district.post(
            reverse("accounts:import_new"),
            {"file": file, "unit": make_district().pk, "as_of": "2026-11-01"},
        )

    assert response.status_code == 302
    assert RosterImport.objects.get().state == ImportState.CHECK_QUEUED
