"""First sign-in: an officer hands out a code, the person chooses a password."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.exceptions import ActivationRefused
from accounts.models import ActivationCode, CommunityWorker, Person, User
from accounts.permissions import activatable_workers
from accounts.roster_table.cells import narrow
from accounts.services.audit import record_act
from lms.lib.crypto import lookup_hash
from lms.lib.phones import normal_phone

# Without signs that look alike on paper: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
ALPHABET: Final = "34679ACDEFGHJKMNPQRTWXY"
LENGTH: Final = 8
MAX_TRIES: Final = 5


@dataclass(frozen=True)
class IssuedCode:
    """A code in the clear; it exists only in the answer to the officer who asked for it."""

    person: Person
    code: str
    expires_at: dt.datetime

    @property
    def spaced(self) -> str:
        """Return the code in two groups, as it stands on the slip."""
        return f"{self.code[:4]} {self.code[4:]}"


def issue_activation_codes(*, people: Sequence[Person], by: User) -> list[IssuedCode]:
    """Make a code for each person on duty; earlier codes of theirs no longer work.

    Somebody who has a sign-in already chooses a new password with it.
    """
    expires = timezone.now() + dt.timedelta(days=settings.ACTIVATION_CODE_DAYS)
    with transaction.atomic():
        ids = [person.pk for person in people]
        locked = list(Person.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
        open_rows = CommunityWorker.objects.on_duty().filter(person__in=ids)
        on_duty = set(open_rows.values_list("person_id", flat=True))
        issued = [IssuedCode(person, _new_code(), expires) for person in locked if person.pk in on_duty]
        live = ActivationCode.objects.filter(used_at__isnull=True, replaced_at__isnull=True)
        live.filter(person__in=[one.person for one in issued]).update(replaced_at=timezone.now())
        ActivationCode.objects.bulk_create(
            ActivationCode(
                person=one.person, code_hash=_hash(one.person, one.code), issued_by=by, expires_at=expires
            )
            for one in issued
        )
        record_act(actor=by, action="activation.issued", detail={"people": [one.person.pk for one in issued]})
    return sorted(issued, key=lambda one: ids.index(one.person.pk))


def issue_activation_code(*, person: Person, by: User) -> IssuedCode:
    """Make one code; raises :class:`ActivationRefused` for somebody who is not on duty."""
    issued = issue_activation_codes(people=[person], by=by)
    if not issued:
        raise ActivationRefused(_("Only people on duty get a code."))
    return issued[0]


def activate(*, key: str, code: str, password: str) -> User:
    """Open the sign-in of the person with this employee number or phone, with a password of their own.

    Raises :class:`ActivationRefused` with the same words whatever is wrong, so that nobody learns whose
    number is on the roster; ``ValidationError`` for a weak password, which costs no try.
    """
    person = _find(key)
    with transaction.atomic():
        live = _live_code(person)
        is_right = live is not None and hmac.compare_digest(live.code_hash, _hash(live.person, code))
        if live is not None and is_right:
            validate_password(password, User(username=key, first_name=live.person.name))
            return _open(live, password)
        if live is not None:
            live.failed_tries += 1
            live.save(update_fields=["failed_tries"])
            record_act(actor=None, action="activation.failed", target=live.person, succeeded=False)
    raise ActivationRefused(
        _("Number and code do not fit, or the code is no longer valid. Ask your officer for a new one.")
    )


def _find(key: str) -> Person | None:
    written = narrow(key)
    phone = normal_phone(written)
    by_number = Person.objects.filter(employee_no__iexact=written).first() if written else None
    return by_number or (Person.objects.filter(phone=phone).first() if phone else None)


def _live_code(person: Person | None) -> ActivationCode | None:
    """The locked code of somebody on duty that still works; None whatever is missing.

    Whether its issuer may hand this person a code is asked again at use: since it was issued the person
    may have been given a role above the issuer's, or the issuer may have lost the own one.
    """
    if person is None or not person.employments.on_duty().exists():
        return None
    code = (
        ActivationCode.objects.select_for_update(of=("self",))
        .select_related("person", "issued_by")
        .filter(person=person, used_at__isnull=True, replaced_at__isnull=True)
        .filter(expires_at__gt=timezone.now(), failed_tries__lt=MAX_TRIES)
        .first()
    )
    if code and not activatable_workers(code.issued_by).filter(person=person).exists():
        return None
    return code


def _open(code: ActivationCode, password: str) -> User:
    person, now = code.person, timezone.now()
    code.used_at = now
    code.save(update_fields=["used_at"])
    user = User.objects.filter(person=person).first() or User(person=person, username=_username(person))
    user.set_password(password)
    user.password_changed_at, user.must_change_password, user.is_active = now, False, True
    if person.phone and not User.objects.filter(phone=person.phone).exclude(pk=user.pk).exists():
        user.phone = person.phone
    user.save()
    record_act(actor=user, action="activation.used", target=person)
    return user


def _username(person: Person) -> str:
    wanted = person.employee_no or person.phone or ""
    is_taken = not wanted or User.objects.filter(Q(username__iexact=wanted)).exists()
    return f"p{person.public_id.hex}" if is_taken else wanted


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def _hash(person: Person, code: str) -> str:
    plain = "".join(sign for sign in narrow(code).upper() if sign.isalnum())
    return lookup_hash(f"activation:{person.pk}:{plain}")
