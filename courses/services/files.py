"""Which images, documents and media a released body shows."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtailmedia.models import get_media_model

from courses.models import EditionLesson


def files_in(bodies: Iterable[Any]) -> list[dict[str, int]]:
    """Return, once each, the key column of ``EditionFile`` and the primary key to put there.

    Wagtail's own extraction finds choosers at any depth and links inside rich text.
    """
    columns: Final = {
        get_image_model(): "image_id",
        get_document_model(): "document_id",
        get_media_model(): "media_id",
    }
    found = {
        (columns[model], int(key)) for body in bodies for model, key in _references(body) if model in columns
    }
    return [{column: key} for column, key in sorted(found)]


def _references(body: Any) -> Iterator[tuple[type, str]]:
    field = EditionLesson._meta.get_field("body")
    assert isinstance(field, StreamField)
    for model, key, _model_path, _content_path in field.stream_block.extract_references(body):
        yield model, key
