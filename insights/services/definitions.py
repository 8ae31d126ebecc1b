"""Which definition counts, and a new one."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_act
from insights.exceptions import DefinitionRefused
from insights.models import RateDefinition


def current_definition() -> RateDefinition:
    """Return the definition that counts now."""
    return RateDefinition.objects.get(is_current=True)


def adopt_definition(*, version: str, by: User | None, **switches: Any) -> RateDefinition:
    """Make a new version the current one, starting from the present switches.

    Adopting a version that exists makes it current again if its switches are the same. Snapshots
    keep the version that counted them. Raises :class:`DefinitionRefused` for valid registration,
    which the records do not hold yet, and for a known version with other switches.
    """
    if switches.get("require_registration_valid"):
        raise DefinitionRefused(_("Registration periods are not kept yet, so they cannot be required."))
    with transaction.atomic():
        present = RateDefinition.objects.select_for_update().get(is_current=True)
        values = {**present.frozen(), **switches, "version": version}
        known = RateDefinition.objects.filter(version=version).first()
        if known and known.frozen() != values:
            raise DefinitionRefused(_("This version exists with other switches."))
        if present.version == version:
            return present
        RateDefinition.objects.filter(pk=present.pk).update(is_current=False)
        chosen = known or RateDefinition(**values)
        chosen.is_current = True
        chosen.save()
        record_act(actor=by, action="rate_definition.adopted", target=chosen, detail=chosen.frozen())
    return chosen
