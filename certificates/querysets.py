"""Reads of this app: adjectives and prepositions, no rule about users."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from accounts.models import CommunityWorker
from certificates.transitions import LIVE, SETTLED, WAITING, State

if TYPE_CHECKING:
    # Named in strings below, which ruff does not read as annotations.
    from certificates.models import CourseCertificate, Evidence, ExternalQualification, QualificationEvent  # noqa: F401

# Years for which a pass of the senior exam stands without the recognition (domain rules, section 1.3).
EXAM_PASS_YEARS = 3


def years_before(day: dt.date, years: int) -> dt.date:
    """Return the same day some years ago; 29 February becomes the 28th where there is none."""
    year = day.year - years
    last = calendar.monthrange(year, day.month)[1]
    return day.replace(year=year, day=min(day.day, last))


class ExternalQualificationQuerySet(models.QuerySet["ExternalQualification"]):
    """External qualifications."""

    def held_on(
        self,
        day: dt.date,
        *,
        include_exam_pass: bool = False,
        include_shanghai_local: bool = False,
    ) -> Self:
        """Qualifications that count on a day, as we know it now.

        The rule: a qualification counts on a day when it was issued on or before that day and

        - it is verified now, whenever the verification took place; or
        - it is doubted or revoked now and ended after that day (``ended_on > day``).

        Doubting and revoking set ``ended_on`` to the day of the act, so earlier days keep counting it;
        dispelling a doubt clears it. A revocation that corrects a mistake (it never was right) sets
        ``ended_on`` to ``issued_on`` and so withdraws it from all days. Figures already frozen in a
        snapshot do not move.

        By default only the state's three levels count. The definition of a rate may add the pass of the
        senior exam (for three years from its date) and certificates issued by Shanghai before
        the national exam (law checklist, 89).
        """
        rows = self.filter(issued_on__lte=day).filter(
            Q(state=State.VERIFIED) | Q(state__in=(State.DOUBTED, State.REVOKED), ended_on__gt=day)
        )
        exam_pass = Q(level="senior_exam_pass")
        if include_exam_pass:
            rows = rows.filter(~exam_pass | Q(issued_on__gt=years_before(day, EXAM_PASS_YEARS)))
        else:
            rows = rows.exclude(exam_pass)
        return rows if include_shanghai_local else rows.exclude(issuer="shanghai_local")

    def waiting(self) -> Self:
        """Those on which an officer is to act; sent back ones wait for their holder and are not here."""
        return self.filter(state__in=WAITING)

    def with_home_unit(self) -> Self:
        """Add ``unit_name`` and ``unit_path`` of the unit that answers for the holder now."""
        employments = CommunityWorker.objects.filter(person=OuterRef("person")).order_by(
            F("left_on").desc(nulls_first=True), "-hired_on", "-pk"
        )
        return self.annotate(
            unit_name=Subquery(employments.values("unit__name")[:1]),
            unit_path=Subquery(employments.values("unit__path")[:1]),
        )

    def of_unit(self, path: str) -> Self:
        """Those whose home unit lies in or below a tree path; after :meth:`with_home_unit`."""
        return self.filter(unit_path__startswith=path)

    def by_unit_and_name(self) -> Self:
        """In the order of the unit tree, then of names; after :meth:`with_home_unit`."""
        return self.order_by("unit_path", "person__name", "pk")

    def live(self) -> Self:
        """Those that keep their number taken."""
        return self.filter(state__in=LIVE)

    def with_number_hash(self, hashes: Iterable[str]) -> Self:
        """Those with one of these keyed hashes."""
        return self.filter(number_hash__in=list(hashes))


class AppendOnlyQuerySet(models.QuerySet["QualificationEvent"]):
    """Rows that are written once."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: history is not rewritten."""
        raise TypeError("Events are written once.")

    def delete(self) -> NoReturn:
        """Refuse: history is not removed."""
        raise TypeError("Events are kept.")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Scans."""

    def kept(self) -> Self:
        """Scans whose file still lies in the storage."""
        return self.filter(erased_at__isnull=True)

    def settled(self) -> Self:
        """Kept scans that nobody needs any more: decided, or replaced by a newer one."""
        newer = self.model._default_manager.filter(
            qualification=models.OuterRef("qualification"), pk__gt=models.OuterRef("pk")
        )
        return self.kept().filter(Q(qualification__state__in=SETTLED) | models.Exists(newer))


class CourseCertificateQuerySet(models.QuerySet["CourseCertificate"]):
    """Course certificates."""

    def valid(self) -> Self:
        """Those that were not revoked."""
        return self.filter(revoked_at__isnull=True)

    def unrendered(self) -> Self:
        """Those whose PDF is still to be drawn."""
        return self.filter(rendered_at__isnull=True)
