"""Issuing, drawing and revoking certificates of completed courses."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import DistrictSetting, User
from accounts.services import record_act
from certificates.exceptions import NotYoursToDecide, ReasonMissing
from certificates.models import CourseCertificate
from certificates.numbers import compose, random_signs
from certificates.permissions import can_revoke_certificate
from certificates.services.drawing import draw_pdf
from courses.models import Enrolment, EnrolmentState
from courses.services import AwardLink

logger = logging.getLogger(__name__)

TEMPLATE = "course-1"
# So many a sweep: at half a second each a sweep ends before the next one begins.
PER_SWEEP = 60


def award_link(enrolment: Enrolment) -> AwardLink | None:
    """Lead from the page of a completed course to its certificate; nothing when it was revoked."""
    certificate = CourseCertificate.objects.filter(enrolment=enrolment, revoked_at__isnull=True).first()
    return (
        {"url": reverse("certificates:mine"), "label": _("My certificate of this course")}
        if certificate
        else None
    )


def issue_certificate(*, enrolment: Enrolment) -> CourseCertificate:
    """Issue the certificate of a completed enrolment; a second call returns the first one.

    Raises ``ValueError`` for an enrolment that is not completed.
    """
    existing = CourseCertificate.objects.filter(
        person=enrolment.person_id, edition=enrolment.edition_id
    ).first()
    if existing is not None:
        return existing
    if enrolment.state != EnrolmentState.COMPLETED or enrolment.completed_at is None:
        raise ValueError("only a completed enrolment has a certificate")
    try:
        with transaction.atomic():
            certificate = _make(enrolment)
            record_act(actor=None, action="certificate.issued", target=certificate)
    except IntegrityError:
        # Somebody else issued it in this moment.
        return CourseCertificate.objects.get(person=enrolment.person_id, edition=enrolment.edition_id)
    return certificate


def _make(enrolment: Enrolment) -> CourseCertificate:
    today = timezone.localdate()
    number = compose(settings.CERTIFICATE_PREFIX, today.year, random_signs(secrets.choice))
    edition, person = enrolment.edition, enrolment.person
    completed_on = timezone.localdate(enrolment.completed_at)
    return CourseCertificate.objects.create(
        number=number,
        person=person,
        edition=edition,
        enrolment=enrolment,
        holder_name=person.name,
        course_title=edition.title,
        credited_minutes=edition.online_minutes,
        completed_on=completed_on,
        words=_words(enrolment, number),
    )


def _words(enrolment: Enrolment, number: str) -> dict[str, Any]:
    """Everything that the PDF says, in Chinese, frozen at issue."""
    edition, district = enrolment.edition, DistrictSetting.load()
    with translation.override("zh-hans"):
        completed = date_format(timezone.localdate(enrolment.completed_at), "Y 年 n 月 j 日")
        passed = edition.requirements.exists()
        sentence = (
            pgettext("certificate", "completed this course on %(day)s, passing its tests.")
            if passed
            else pgettext("certificate", "completed this course on %(day)s.")
        )
        return {
            "template": TEMPLATE,
            "title": pgettext("certificate", "Certificate of completion"),
            "holder": enrolment.person.name,
            "course": edition.title,
            "programme": edition.get_programme_type_display(),
            "sentence": sentence % {"day": completed},
            "minutes": _minutes(edition.online_minutes),
            "issuer": f"{district.district_name}{district.academy_name}",
            "product": district.product_name,
            "issued_on": date_format(timezone.localdate(), "Y 年 n 月 j 日"),
            "number_label": pgettext("certificate", "Certificate number"),
            "number": number,
            "check_label": pgettext(
                "certificate", "Scan the code, or enter the number on the site, to verify"
            ),
            "note": pgettext(
                "certificate",
                "Certifies the completion of a training course. It is not a professional qualification"
                " of the state. What the verification page says decides.",
            ),
            "check_at": f"{settings.PUBLIC_URL}{reverse('certificates:verify_form')}",
            "verify_url": f"{settings.PUBLIC_URL}{reverse('certificates:verify', args=[number])}",
        }


def _minutes(minutes: int) -> str:
    if not minutes:
        return ""
    return pgettext("certificate", "Credited study time: %(minutes)d minutes") % {"minutes": minutes}


def render_certificate(*, certificate: CourseCertificate) -> CourseCertificate:
    """Draw the PDF of a certificate that has none; doing it twice keeps the first one."""
    if certificate.rendered_at is not None:
        return certificate
    content = draw_pdf(certificate.words)
    with transaction.atomic():
        row = CourseCertificate.objects.select_for_update().get(pk=certificate.pk)
        if row.rendered_at is None:
            row.pdf.save("certificate.pdf", ContentFile(content), save=False)
            row.rendered_at = timezone.now()
            row.save(update_fields=["pdf", "rendered_at"])
    return row


def issue_missing_certificates() -> list[CourseCertificate]:
    """Issue what a lost message left out."""
    rows = Enrolment.objects.completed().filter(certificate__isnull=True).select_related("person", "edition")
    return [issue_certificate(enrolment=row) for row in rows.order_by("pk")[:PER_SWEEP]]


def render_missing_certificates() -> int:
    """Issue and draw what is missing, oldest first; one that cannot be drawn is logged, the others go on."""
    issue_missing_certificates()
    drawn = 0
    for certificate in CourseCertificate.objects.unrendered().order_by("pk")[:PER_SWEEP]:
        try:
            render_certificate(certificate=certificate)
        except Exception:
            logger.exception("The PDF of certificate %s could not be drawn.", certificate.pk)
        else:
            drawn += 1
    return drawn


def revoke_certificate(*, certificate: CourseCertificate, by: User, reason: str) -> CourseCertificate:
    """Revoke a certificate for a reason that its verification page does not tell; twice changes nothing.

    Raises :class:`NotYoursToDecide` for anybody but the district, :class:`ReasonMissing` without a reason.
    """
    if not can_revoke_certificate(by, certificate):
        raise NotYoursToDecide(_("This step belongs to somebody else."))
    if not reason.strip():
        raise ReasonMissing(_("Give the reason."))
    with transaction.atomic():
        row = CourseCertificate.objects.select_for_update().get(pk=certificate.pk)
        if row.revoked_at is None:
            row.revoked_at, row.revoked_by, row.revoked_reason = timezone.now(), by, reason.strip()
            row.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
            record_act(actor=by, action="certificate.revoked", target=row)
    return row
