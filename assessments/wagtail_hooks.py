"""What assessments adds to the editors' back office."""

from wagtail import hooks

from assessments.viewsets import ItemVersionViewSet


@hooks.register("register_admin_viewset")
def register_item_bank() -> ItemVersionViewSet:
    """Put the item bank into the menu."""
    return ItemVersionViewSet()
