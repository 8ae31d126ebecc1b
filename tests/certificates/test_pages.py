"""The pages of holders and officers."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from python_calamine import CalamineWorkbook

from accounts.models import AuditEntry, Role, User
from certificates.models import ExternalQualification
from certificates.services import return_for_more
from certificates.transitions import State
from tests.accounts.factories import make_street_town, make_user_with_role, make_worker_user
from tests.certificates.factories import make_certificate, make_drawn, make_qualification, make_reviewed
from tests.courses.factories import make_edition

pytestmark = pytest.mark.django_db
FORM = {
    "level": "assistant",
    "number": "２０２３ 0453 1000 77",
    "issued_on": "2023-09-01",
    "issuer": "national",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def officer() -> User:
    return make_user_with_role(Role.STREET_TOWN_OFFICER, make_street_town())


def photo() -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(buffer, "PNG")
    return SimpleUploadedFile("证书.png", buffer.getvalue())


def test_a_worker_registers_with_a_scan() -> None:
    user = make_worker_user()

    page = signed_in(user).post(
        reverse("certificates:qualification_new"), {**FORM, "scan": photo(), "is_covered": "on"}, follow=True
    )

    row = ExternalQualification.objects.get()
    assert (row.person, row.number, row.evidence.count()) == (user.person, "202304531000" + "77", 1)
    assert "待街镇初审" in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": "123"}, "5 至 40 位"),
        ({"issued_on": "2999-01-01"}, "不能晚于今天"),
        ({"issued_on": "2001-01-01"}, "2008 年"),
        ({"scan": SimpleUploadedFile("x.png", b"<html>")}, "请上传照片"),
    ],
)
def test_an_error_stands_beside_its_field_and_loses_nothing(changes: dict[str, Any], words: str) -> None:
    page = signed_in(make_worker_user()).post(reverse("certificates:qualification_new"), {**FORM, **changes})

    text = page.content.decode()
    assert words in text
    assert 'value="assistant"' in text
    assert "checked" in text
    assert not ExternalQualification.objects.exists()


def test_a_scan_without_the_tick_is_asked_for_it() -> None:
    page = signed_in(make_worker_user()).post(
        reverse("certificates:qualification_new"), {**FORM, "scan": photo()}
    )

    assert "请先遮住身份证号" in page.content.decode()


def test_what_was_sent_back_is_mended_without_typing_it_again() -> None:
    user = make_worker_user()
    row = make_qualification(person=user.person)
    return_for_more(qualification=row, by=officer(), missing=["date"], note="看右下角")
    client, url = signed_in(user), reverse("certificates:qualification_edit", args=[row.public_id])

    text = client.get(url).content.decode()
    assert "取得日期与证书不一致" in text
    assert "看右下角" in text
    assert 'value="2023-09-01"' in text
    assert row.number not in text
    client.post(url, {**FORM, "number": "", "issued_on": "2023-08-01"})

    number = row.number
    row.refresh_from_db()
    assert (row.state, row.number, row.issued_on) == (State.SUBMITTED, number, dt.date(2023, 8, 1))


def test_the_whole_way_over_the_pages() -> None:
    first, row = officer(), make_qualification()
    review = reverse("certificates:review", args=[row.public_id])
    client = signed_in(first)

    assert client.get(review).status_code == 200
    answer = client.post(
        reverse("certificates:decide", args=[row.public_id, "review"]),
        {"review-looked_up_on": "2026-01-05", "review-result": "matches", "review-seen": row.events.get().pk},
    )
    assert answer.status_code == 302
    district = signed_in(make_user_with_role(Role.DISTRICT_OFFICER))
    answer = district.post(reverse("certificates:queue_confirm"), {"pick": [str(row.public_id), "nonsense"]})

    row.refresh_from_db()
    assert (answer.status_code, row.state) == (302, State.VERIFIED)


def test_a_refusal_keeps_the_words() -> None:
    row = make_qualification()

    page = signed_in(officer()).post(
        reverse("certificates:decide", args=[row.public_id, "review"]),
        {"review-looked_up_on": "2026-01-05", "review-result": "differs", "review-note": "少一位数字"},
    )

    assert page.status_code == 409
    assert "少一位数字" in page.content.decode()
    assert row.look_ups.count() == 0


def test_the_number_in_clear_is_written_down() -> None:
    row, by = make_qualification(), officer()
    client = signed_in(by)

    assert row.number not in client.get(reverse("certificates:review", args=[row.public_id])).content.decode()
    page = client.post(reverse("certificates:review_number", args=[row.public_id]))

    assert row.number in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert AuditEntry.objects.get(action="qualification.number_shown").actor == by


def test_the_queue_finds_by_name_and_by_whole_number() -> None:
    rows = [make_qualification() for _ in range(3)]
    client, url = signed_in(officer()), reverse("certificates:queue")

    for words in (rows[1].person.name, f" {rows[1].number} "):
        found = client.get(url, {"state": "all", "q": words}).context["qualifications"]
        assert [one.row for one in found] == [rows[1]]
    assert client.get(url, {"q": rows[1].number[:8]}).context["qualifications"] == []


def test_the_export_neutralises_formulas_and_masks_numbers() -> None:
    row = make_qualification()
    row.person.name = '=HYPERLINK("x")'
    row.person.save()

    content = signed_in(officer()).get(reverse("certificates:queue_export")).content
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    assert cells[1][0] == '\'=HYPERLINK("x")'
    assert cells[1][4] == row.number_masked
    assert AuditEntry.objects.filter(action="qualification.exported").exists()


def cost(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["queue", "queue_export", "issued"])
def test_the_queries_of_officers_lists_do_not_grow(name: str) -> None:
    client, url = signed_in(make_user_with_role(Role.DISTRICT_OFFICER)), reverse(f"certificates:{name}")
    edition = make_edition()
    make_reviewed()
    make_drawn(make_certificate(edition=edition))
    before = cost(client, url)
    for _ in range(8):
        make_reviewed()
        make_drawn(make_certificate(edition=edition))

    assert cost(client, url) == before


def test_the_queries_of_the_own_page_do_not_grow() -> None:
    user = make_worker_user()
    make_qualification(person=user.person)
    make_drawn(make_certificate(user.person, edition=make_edition()))
    client, url = signed_in(user), reverse("certificates:mine")
    before = cost(client, url)
    for number in range(2, 6):
        make_qualification(person=user.person, state=State.WITHDRAWN)
        make_drawn(make_certificate(user.person, edition=make_edition(f"INI-0{number}")))

    assert cost(client, url) == before
