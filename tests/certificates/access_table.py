"""Who may open which page of certificates."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from certificates.models import CourseCertificate, Evidence, ExternalQualification, Reconciliation
from certificates.services import Scan, attach_evidence
from tests.access import LEARNER, OFFICER, PUBLIC, SIGNED_IN, Row, World
from tests.certificates.factories import make_certificate, make_drawn, make_qualification

# Columns: anonymous, learner (the holder), lead, officer, colleague, district, trainer, evaluator, auditor
OFFICERS_ONLY = (302, 403, 403, 200, 200, 200, 403, 403, 403)
OFFICERS_ACT = (302, 403, 403, 302, 302, 302, 403, 403, 403)
OF_THE_UNIT = (302, 403, 403, 200, 404, 200, 403, 403, 403)
THE_HOLDER = (302, 200, 404, 404, 404, 404, 404, 404, 404)
THE_UPLOADER = (302, 403, 403, 200, 404, 404, 403, 403, 403)


def _row(world: World) -> ExternalQualification:
    learner: Any = world.users[LEARNER]
    # A browser test asks several times on one database; a number stands there once.
    return ExternalQualification.objects.first() or make_qualification(person=learner.person)


def _key(world: World) -> dict[str, object]:
    return {"public_id": _row(world).public_id}


def _scan(world: World) -> dict[str, object]:
    learner: Any = world.users[LEARNER]
    row = _row(world)
    scan: Evidence = attach_evidence(
        qualification=row, by=learner, scan=Scan(ContentFile(b"\xff\xd8\xff", "scan.jpg"), "image/jpeg")
    )
    return {"public_id": row.public_id, "scan_id": scan.public_id}


def _list(world: World) -> dict[str, object]:
    made = Reconciliation.objects.create(file_name="名单.xlsx", uploaded_by=world.users[OFFICER])  # type: ignore[misc]
    return {"public_id": made.public_id}


def _certificate(world: World) -> dict[str, object]:
    learner: Any = world.users[LEARNER]
    return {"public_id": make_drawn(make_certificate(learner.person)).public_id}


def _number(world: World) -> dict[str, object]:
    learner: Any = world.users[LEARNER]
    made = CourseCertificate.objects.first() or make_certificate(learner.person)
    return {"number": made.number}


ROWS = [
    Row("certificates:pdf", (302, 200, 404, 200, 404, 200, 404, 404, 404), _certificate),
    Row("certificates:issued", OFFICERS_ONLY),
    Row("certificates:revoke", (302, 403, 403, 403, 404, 200, 403, 403, 403), _certificate),
    Row("certificates:verify_form", PUBLIC),
    Row("certificates:verify", PUBLIC, _number),
    Row("certificates:mine", SIGNED_IN),
    Row("certificates:qualification_new", SIGNED_IN),
    Row("certificates:qualification_edit", THE_HOLDER, _key),
    Row("certificates:qualification_withdraw", THE_HOLDER, _key),
    Row("certificates:scan", (302, 200, 404, 200, 404, 200, 404, 404, 404), _scan),
    Row("certificates:queue", OFFICERS_ONLY),
    Row("certificates:queue_confirm", OFFICERS_ACT, method="post"),
    Row(
        "certificates:queue_sample",
        (302, 403, 403, 403, 403, 302, 403, 403, 403),
        method="post",
        data=lambda world: {"percent": 10},
    ),
    Row("certificates:queue_export", OFFICERS_ONLY),
    Row("certificates:review", OF_THE_UNIT, _key),
    Row("certificates:review_number", OF_THE_UNIT, _key, method="post"),
    Row(
        "certificates:decide",
        (302, 403, 403, 422, 404, 422, 403, 403, 403),  # an empty form comes back
        lambda world: {**_key(world), "action": "review"},
        method="post",
    ),
    Row("certificates:reconcile", OFFICERS_ONLY),
    Row("certificates:reconcile_template", OFFICERS_ONLY),
    Row("certificates:reconciliation", THE_UPLOADER, _list),
    Row(
        "certificates:reconciliation_apply",
        (302, 403, 403, 302, 404, 404, 403, 403, 403),
        _list,
        method="post",
    ),
    Row("certificates:reconciliation_report", THE_UPLOADER, _list),
]
