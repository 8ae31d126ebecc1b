"""A completed course gives one certificate, for ever as it was issued."""

from __future__ import annotations

import io
import subprocess
from typing import Any
from unittest.mock import patch

import pypdf
import pytest
from django.core.files.storage import storages
from django.test import Client

from accounts.models import AuditEntry, DistrictSetting, Role
from certificates.exceptions import NotYoursToDecide, ReasonMissing
from certificates.models import CourseCertificate
from certificates.numbers import read_issued
from certificates.services import (
    issue_certificate,
    render_certificate,
    render_missing_certificates,
    revoke_certificate,
)
from courses.services import complete_lesson, enrol
from tests.accounts.factories import PersonFactory, make_user_with_role, make_worker_user
from tests.certificates.factories import make_certificate, make_drawn
from tests.courses.factories import EnrolmentFactory, make_edition

pytestmark = pytest.mark.django_db
RARE = "林𠮷䶮㛃"


@pytest.mark.smoke
def test_it_works(django_capture_on_commit_callbacks: Any) -> None:
    edition, person = make_edition(lessons=1), PersonFactory.create(name=RARE)

    with django_capture_on_commit_callbacks(execute=True):
        enrolment = enrol(person=person, edition=edition)
        complete_lesson(enrolment=enrolment, lesson_key="ini-01-lesson-1")

    certificate = CourseCertificate.objects.get()
    assert (certificate.holder_name, certificate.course_title) == (RARE, edition.title)
    assert certificate.credited_minutes == edition.online_minutes
    assert read_issued(certificate.number) == certificate.number
    assert certificate.pdf.storage is storages["private"]
    assert certificate.pdf.read(5) == b"%PDF-"


def test_the_pdf_says_it_in_real_signs() -> None:
    certificate = render_certificate(certificate=make_certificate(name=RARE))
    reader = pypdf.PdfReader(io.BytesIO(certificate.pdf.read()))
    text = reader.pages[0].extract_text()

    assert len(reader.pages) == 1
    for words in (RARE, "课程结业证书", certificate.course_title, certificate.number, "核定学习时间 20 分钟"):
        assert "".join(words.split()) in "".join(text.split())
    fonts: Any = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        inner = font.get_object()["/DescendantFonts"][0].get_object()
        assert "CJK" in inner["/BaseFont"]
        assert "/FontFile3" in inner["/FontDescriptor"]
        # Glyph 0 is the empty box that stands for a sign the font lacks.
        assert 0 not in _glyphs(reader, inner)


def _glyphs(reader: pypdf.PdfReader, font: Any) -> set[int]:
    """The glyph numbers for which the font states a width: those that the page draws."""
    widths = [item.get_object() if hasattr(item, "get_object") else item for item in font["/W"]]
    return {int(item) for item in widths if not isinstance(item, list)}


@pytest.mark.parametrize("sign", ["𠮷", "䶮", "㛃"])
def test_a_font_of_the_machine_has_the_rare_sign(sign: str) -> None:
    found = subprocess.run(
        ["fc-list", f":charset={ord(sign):x}:family=Noto Serif CJK SC"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout


def test_issuing_twice_gives_the_first() -> None:
    first = make_certificate()

    assert issue_certificate(enrolment=first.enrolment) == first
    assert AuditEntry.objects.filter(action="certificate.issued").count() == 1


def test_an_open_enrolment_has_none() -> None:
    with pytest.raises(ValueError, match="completed"):
        issue_certificate(enrolment=EnrolmentFactory.create())


def test_later_changes_leave_it_as_it_was() -> None:
    certificate = make_certificate(name="林示例")
    setting = DistrictSetting.load()
    setting.academy_name = "另一个学院"
    setting.save()
    certificate.person.name = "改了名"
    certificate.person.save()

    text = (
        pypdf.PdfReader(io.BytesIO(render_certificate(certificate=certificate).pdf.read()))
        .pages[0]
        .extract_text()
    )

    assert "林示例" in text
    assert "另一个学院" not in text


def test_drawing_twice_keeps_the_first_file() -> None:
    certificate = make_drawn(make_certificate(), b"%PDF-first")
    stale = CourseCertificate.objects.get()
    stale.rendered_at = None

    render_certificate(certificate=stale)

    certificate.refresh_from_db()
    assert certificate.pdf.read() == b"%PDF-first"


def test_the_sweep_makes_up_for_lost_messages() -> None:
    certificate = make_certificate()
    certificate.delete()  # as if the process had died before the receiver ran

    assert render_missing_certificates() == 1
    assert CourseCertificate.objects.get().rendered_at is not None
    assert render_missing_certificates() == 0


def test_one_that_cannot_be_drawn_does_not_stop_the_others() -> None:
    broken = make_certificate()
    broken.words = {}
    broken.save()
    make_certificate(edition=make_edition("INI-02"))

    with patch("certificates.services.course_certificates.logger") as log:
        assert render_missing_certificates() == 1
    assert log.exception.call_count == 1


def test_the_holder_takes_it_along_under_a_chinese_name() -> None:
    user = make_worker_user()
    certificate = make_drawn(make_certificate(user.person, name="林示例"))
    client = Client()
    client.force_login(user)

    response = client.get(f"/certificates/courses/{certificate.public_id}/pdf/")

    assert response["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''%E6%9E%97%E7%A4%BA%E4%BE%8B"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_while_it_is_drawn_the_page_says_so() -> None:
    user = make_worker_user()
    certificate = make_certificate(user.person)
    client = Client()
    client.force_login(user)

    assert "正在生成" in client.get("/certificates/").content.decode()
    make_drawn(certificate)
    assert "正在生成" not in client.get("/certificates/").content.decode()


def test_asking_for_it_too_early_leads_back() -> None:
    user = make_worker_user()
    client = Client()
    client.force_login(user)

    page = client.get(f"/certificates/courses/{make_certificate(user.person).public_id}/pdf/", follow=True)

    assert "稍后再试" in page.content.decode()


def test_only_the_district_revokes_and_says_why() -> None:
    certificate = make_certificate()
    district = make_user_with_role(Role.DISTRICT_OFFICER)

    with pytest.raises(NotYoursToDecide):
        revoke_certificate(
            certificate=certificate, by=make_user_with_role(Role.STREET_TOWN_OFFICER), reason="x"
        )
    with pytest.raises(ReasonMissing):
        revoke_certificate(certificate=certificate, by=district, reason="  ")
    revoke_certificate(certificate=certificate, by=district, reason="代学")
    again = revoke_certificate(certificate=certificate, by=district, reason="另一个原因")

    assert (again.is_valid, again.revoked_reason) == (False, "代学")
    assert AuditEntry.objects.filter(action="certificate.revoked").count() == 1
