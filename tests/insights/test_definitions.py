"""A new definition is a new version; the old one and its snapshots stay."""

import pytest

from insights.exceptions import DefinitionRefused
from insights.models import RateDefinition
from insights.services import adopt_definition, current_definition

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    adopted = adopt_definition(version="2026-02", by=None, include_party_secretary=False)

    assert current_definition() == adopted
    assert adopted.include_on_leave is True
    assert RateDefinition.objects.filter(is_current=True).count() == 1


def test_adopting_twice_changes_nothing() -> None:
    first = adopt_definition(version="2026-02", by=None, include_on_leave=False)
    second = adopt_definition(version="2026-02", by=None, include_on_leave=False)

    assert first == second
    assert RateDefinition.objects.count() == 2


def test_an_earlier_version_comes_back() -> None:
    adopt_definition(version="2026-02", by=None, include_on_leave=False)

    adopt_definition(version="2026-01", by=None, include_on_leave=True)

    assert current_definition().version == "2026-01"


def test_a_version_keeps_its_switches() -> None:
    with pytest.raises(DefinitionRefused):
        adopt_definition(version="2026-01", by=None, include_on_leave=False)


def test_it_refuses_what_the_records_cannot_answer() -> None:
    with pytest.raises(DefinitionRefused):
        adopt_definition(version="2026-02", by=None, require_registration_valid=True)
