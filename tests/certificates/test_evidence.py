"""Scans: made safe, shown to few, erased after the decision."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import AuditEntry, Role
from certificates.exceptions import EvidenceRefused, NotYoursToDecide, WrongState
from certificates.models import Evidence
from certificates.services import Scan, attach_evidence, clean_scan, erase_settled_evidence
from certificates.services.scans import LONGEST_SIDE, MAX_BYTES
from certificates.transitions import State
from tests.accounts.factories import make_street_town, make_user_with_role, make_worker_user
from tests.certificates.factories import make_qualification

pytestmark = pytest.mark.django_db
PLAIN_PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), tail: bytes = b"", **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, kind, **options)
    return buffer.getvalue() + tail


def upload(data: bytes, name: str = "scan.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/png")


def test_an_image_is_drawn_anew_without_the_data_of_the_camera() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    exif[0x0112] = 6  # lies on its side
    data = picture(exif=exif)

    scan = clean_scan(upload(data))
    made = Image.open(io.BytesIO(scan.content.read()))

    assert b"SecretPhone" in data
    assert (scan.content_type, made.format, made.size) == ("image/jpeg", "JPEG", (40, 60))
    assert not made.getexif()


def test_a_large_photo_shrinks() -> None:
    made = Image.open(io.BytesIO(clean_scan(upload(picture(size=(4000, 3000)))).content.read()))

    assert made.size == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_what_hangs_behind_the_picture_is_gone(kind: str) -> None:
    scan = clean_scan(upload(picture(kind, tail=HTML)))

    assert b"script" not in scan.content.read()


def test_a_see_through_picture_gets_white_paper() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(buffer, "PNG")

    made = Image.open(io.BytesIO(clean_scan(upload(buffer.getvalue())).content.read()))

    assert made.getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        HTML,
        SVG,
        b"GIF89a" + HTML,
        b"PK\x03\x04" + b"0" * 100,
        b"MZ" + b"0" * 200,
        b"\x89PNG\r\n\x1a\n" + b"0" * 100,
        picture()[:80],
        PLAIN_PDF.replace(b"<<>>", b"<</OpenAction<</S/JavaScript>>>>"),
        PLAIN_PDF + HTML * 100,
        b"x" + PLAIN_PDF,
    ],
    ids=[
        "html",
        "svg",
        "gif",
        "zip",
        "exe",
        "png head",
        "cut jpeg",
        "pdf with script",
        "pdf and html",
        "not at 0",
    ],
)
def test_it_refuses_what_only_looks_like_a_scan(data: bytes) -> None:
    with pytest.raises(EvidenceRefused):
        clean_scan(upload(data))


def test_it_refuses_a_huge_file_and_a_huge_picture() -> None:
    with pytest.raises(EvidenceRefused, match="10 MB"):
        clean_scan(upload(picture() + b"0" * MAX_BYTES))
    with pytest.raises(EvidenceRefused, match="尺寸"):
        clean_scan(upload(picture("PNG", (9000, 9000))))


def test_a_plain_pdf_stays_as_it_is() -> None:
    scan = clean_scan(upload(PLAIN_PDF, "scan.pdf"))

    assert (scan.content_type, scan.content.read()) == ("application/pdf", PLAIN_PDF)


def attach(state: State = State.SUBMITTED, content_type: str = "image/jpeg") -> Evidence:
    holder = make_worker_user()
    row = make_qualification(person=holder.person)
    scan = Scan(
        ContentFile(picture() if content_type == "image/jpeg" else PLAIN_PDF, "scan.jpg"), content_type
    )
    made = attach_evidence(qualification=row, by=holder, scan=scan)
    type(row).objects.filter(pk=row.pk).update(
        state=state, verified_at=made.uploaded_at if state == State.VERIFIED else None
    )
    return made


@pytest.mark.parametrize("state", [State.SUBMITTED, State.MORE_NEEDED, State.STREET_REVIEWED])
def test_it_is_kept_while_somebody_has_to_decide(state: State) -> None:
    attach(state)

    assert erase_settled_evidence() == 0


@pytest.mark.parametrize("state", [State.VERIFIED, State.REJECTED, State.WITHDRAWN])
def test_it_is_erased_after_the_decision(state: State) -> None:
    made = attach(state)
    path = str(made.file.name)
    assert storages["private"].exists(path)

    assert erase_settled_evidence() == 1

    made.refresh_from_db()
    assert not storages["private"].exists(path)
    assert made.erased_at
    assert not made.file
    assert AuditEntry.objects.filter(action="evidence.erased").count() == 1
    assert erase_settled_evidence() == 0


def test_a_newer_one_takes_the_place_of_the_older() -> None:
    older = attach()
    attach_evidence(
        qualification=older.qualification,
        by=older.uploaded_by,
        scan=Scan(ContentFile(b"2", "s.jpg"), "image/jpeg"),
    )

    assert erase_settled_evidence() == 1
    assert older.pk not in Evidence.objects.kept().values_list("pk", flat=True)


def test_nobody_adds_to_what_is_not_the_own_or_is_being_decided() -> None:
    made = attach(State.STREET_REVIEWED)
    scan = Scan(ContentFile(b"2", "s.jpg"), "image/jpeg")

    with pytest.raises(NotYoursToDecide):
        attach_evidence(qualification=made.qualification, by=make_worker_user(), scan=scan)
    with pytest.raises(WrongState):
        attach_evidence(qualification=made.qualification, by=made.uploaded_by, scan=scan)


@pytest.mark.parametrize(
    ("content_type", "disposition"), [("image/jpeg", "inline"), ("application/pdf", "attachment")]
)
def test_it_is_served_so_that_nothing_in_it_runs(content_type: str, disposition: str) -> None:
    made = attach(content_type=content_type)
    officer = make_user_with_role(Role.STREET_TOWN_OFFICER, make_street_town())
    client = Client()
    client.force_login(officer)

    page = client.get(f"/certificates/qualifications/{made.qualification.public_id}/scans/{made.public_id}/")

    assert page["Content-Type"] == content_type
    assert page["Content-Disposition"].startswith(disposition)
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "sandbox" in page["Content-Security-Policy"]
    assert AuditEntry.objects.filter(action="evidence.seen", actor=officer).exists()
    assert made.uploaded_by.username not in str(made.file.name)


def test_an_erased_one_is_not_found() -> None:
    made = attach(State.VERIFIED)
    erase_settled_evidence()
    client = Client()
    client.force_login(made.uploaded_by)

    url = f"/certificates/qualifications/{made.qualification.public_id}/scans/{made.public_id}/"
    assert client.get(url).status_code == 404
