"""Anybody may ask whether a certificate is genuine."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from certificates.services import revoke_certificate
from certificates.views.verification import PER_MINUTE
from tests.accounts.factories import make_user_with_role
from tests.certificates.factories import make_certificate

pytestmark = pytest.mark.django_db


def test_it_works(client: Client) -> None:
    certificate = make_certificate(name="林示例")

    page = client.get(f"/certificates/verify/{certificate.number}/")
    text = page.content.decode()

    assert page.status_code == 200
    assert "证书真实有效" in text
    assert "林**" in text
    assert "林示例" not in text
    assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_a_revoked_one_says_so_and_not_why(client: Client) -> None:
    certificate = make_certificate()
    revoke_certificate(certificate=certificate, by=make_user_with_role(Role.DISTRICT_OFFICER), reason="代学")

    text = client.get(f"/certificates/verify/{certificate.number}/").content.decode()

    assert "证书已撤销" in text
    assert "代学" not in text


@pytest.mark.parametrize("number", ["BS-2026-0000000000-0", "x", "%3Cscript%3E1"])
def test_an_unknown_number_is_looked_up_like_any_other(client: Client, number: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"/certificates/verify/{number}/")

    assert page.status_code == 404
    assert "没有查到这个编号" in page.content.decode()
    assert b"<script>1" not in page.content
    assert sum("coursecertificate" in query["sql"] for query in asked) == 1


def test_typing_it_carelessly_is_enough(client: Client) -> None:
    number = make_certificate().number
    typed = f"bs 2026 {number[8:].replace('-', ' ').replace('0', 'O').replace('1', 'l')}"

    page = client.get("/certificates/verify/", {"number": f"　{typed} "})

    assert page.status_code == 302
    assert page["Location"] == f"/certificates/verify/{number}/"


def test_a_slip_of_the_pen_is_told_at_once(client: Client) -> None:
    number = make_certificate().number
    wrong = number[:-1] + ("A" if number[-1] != "A" else "B")

    assert "逐位核对" in client.get("/certificates/verify/", {"number": wrong}).content.decode()


def test_a_machine_that_guesses_is_stopped(client: Client) -> None:
    answers: list[Any] = [client.get("/certificates/verify/x/").status_code for _ in range(PER_MINUTE + 1)]

    assert answers == [404] * PER_MINUTE + [429]
