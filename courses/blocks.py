"""What a lesson is made of.

An edition stores blocks as JSON for good. A type that editors shall no longer use moves from
``LessonBody`` to ``RETIRED``; it is never deleted, else released lessons would silently lose text.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "hr", "link", "document-link", "blockquote"]
SINGLE, MULTIPLE, TRUE_FALSE = "single", "multiple", "truefalse"


class PictureBlock(blocks.StructBlock):
    """An image that says in words what it shows."""

    image = ImageChooserBlock(label=_("image"))
    alt = blocks.CharBlock(
        label=_("text alternative"),
        max_length=200,
        help_text=_("What somebody who cannot see the image must know; not “picture of…”."),
    )
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("image")
        template = "courses/blocks/picture.html"


class VideoBlock(blocks.StructBlock):
    """A video with captions and a transcript."""

    video = VideoChooserBlock(label=_("video"))
    title = blocks.CharBlock(label=_("title"), max_length=120)
    captions = DocumentChooserBlock(
        label=_("captions"), help_text=_("A .vtt file; upload it among the documents first.")
    )
    transcript = blocks.RichTextBlock(
        label=_("transcript"),
        features=["ol", "ul", "bold"],
        help_text=_("What is said and shown, to read instead of watching."),
    )

    class Meta:
        icon = "media"
        label = _("video")
        template = "courses/blocks/video.html"

    def clean(self, value: Any) -> Any:
        """Captions are a WebVTT file, nothing else plays."""
        cleaned = super().clean(value)
        if not cleaned["captions"].filename.lower().endswith(".vtt"):
            raise StructBlockValidationError({"captions": ValidationError(_("Choose a .vtt file."))})
        return cleaned


class AudioBlock(blocks.StructBlock):
    """A recording with its transcript."""

    audio = AudioChooserBlock(label=_("audio"))
    title = blocks.CharBlock(label=_("title"), max_length=120)
    transcript = blocks.RichTextBlock(label=_("transcript"), features=["ol", "ul", "bold"])

    class Meta:
        icon = "media"
        label = _("audio")
        template = "courses/blocks/audio.html"


class AttachmentBlock(blocks.StructBlock):
    """A file to take along; its kind and size are shown before one taps."""

    document = DocumentChooserBlock(label=_("file"))
    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)

    class Meta:
        icon = "doc-full"
        label = _("attachment")
        template = "courses/blocks/attachment.html"


class CaseBlock(blocks.StructBlock):
    """A story from the neighbourhood, with invented names."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=["bold", "ol", "ul"])

    class Meta:
        icon = "openquote"
        label = _("case")
        template = "courses/blocks/case.html"


class ChecklistBlock(blocks.StructBlock):
    """Points to tick off in one's mind: to do and not to do."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    points = blocks.ListBlock(
        blocks.StructBlock(
            [
                (
                    "kind",
                    blocks.ChoiceBlock(
                        label=_("kind"),
                        choices=[
                            ("point", pgettext_lazy("checklist", "Point")),
                            ("do", pgettext_lazy("checklist", "Do")),
                            ("dont", pgettext_lazy("checklist", "Do not")),
                        ],
                        default="point",
                    ),
                ),
                ("text", blocks.CharBlock(label=_("text"), max_length=300)),
            ]
        ),
        label=_("points"),
        min_num=1,
    )

    class Meta:
        icon = "list-ul"
        label = _("checklist")
        template = "courses/blocks/checklist.html"


class LawBlock(blocks.StructBlock):
    """A citation: which text, which article, as of which day, and what it means in plain words."""

    title = blocks.CharBlock(label=_("law or document"), max_length=160)
    article = blocks.CharBlock(label=_("article"), max_length=160)
    as_of = blocks.DateBlock(
        label=_("in force since"), help_text=_("From which day the cited wording has been in force.")
    )
    plain_words = blocks.RichTextBlock(label=_("in plain words"), features=["bold"])

    class Meta:
        icon = "clipboard-list"
        label = _("law citation")
        template = "courses/blocks/law.html"


class CopyableBlock(blocks.StructBlock):
    """Words to take along: talk lines, a notice, a form to fill in."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.TextBlock(label=_("text"))

    class Meta:
        icon = "copy"
        label = _("copyable text")
        template = "courses/blocks/copyable.html"


class OptionBlock(blocks.StructBlock):
    """One option of a self-check."""

    text = blocks.CharBlock(label=_("text"), max_length=300)
    right = blocks.BooleanBlock(label=_("is right"), required=False)


class SelfCheckBlock(blocks.StructBlock):
    """A question to oneself: not scored, not recorded; answered on the server so that the key stays there."""

    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[(SINGLE, _("One right")), (MULTIPLE, _("Several right")), (TRUE_FALSE, _("True or false"))],
        default=SINGLE,
    )
    stem = blocks.TextBlock(label=_("question"))
    options = blocks.ListBlock(OptionBlock(), label=_("options"), min_num=2, max_num=6)
    explanation = blocks.TextBlock(
        label=_("explanation"),
        help_text=_("First why one easily chooses the wrong one, then the rule and its source."),
    )

    class Meta:
        icon = "help"
        label = _("self-check question")
        template = "courses/blocks/selfcheck.html"

    def clean(self, value: Any) -> Any:
        """The number of right options fits the kind."""
        cleaned = super().clean(value)
        refusal = refusal_of_key(cleaned["kind"], [bool(option["right"]) for option in cleaned["options"]])
        if refusal:
            raise StructBlockValidationError({"options": ValidationError(refusal)})
        return cleaned


def refusal_of_key(kind: str, rights: list[bool]) -> str | None:
    """Say what is wrong with the options of a self-check, or None."""
    right = sum(rights)
    if kind == TRUE_FALSE and len(rights) != 2:
        return str(_("True or false has two options."))
    if kind == MULTIPLE and right < 2:
        return str(_("Several right means at least two."))
    if kind != MULTIPLE and right != 1:
        return str(_("Exactly one option is right."))
    return None


# Name → block: what editors may choose.
CURRENT: dict[str, blocks.Block] = {
    "text": blocks.RichTextBlock(
        label=_("text"), features=TEXT_FEATURES, template="courses/blocks/text.html", icon="pilcrow"
    ),
    "picture": PictureBlock(),
    "video": VideoBlock(),
    "audio": AudioBlock(),
    "attachment": AttachmentBlock(),
    "case": CaseBlock(),
    "checklist": ChecklistBlock(),
    "law": LawBlock(),
    "copyable": CopyableBlock(),
    "selfcheck": SelfCheckBlock(),
}
# What released lessons may still hold though editors cannot choose it any more.
RETIRED: dict[str, blocks.Block] = {}


class LessonBody(blocks.StreamBlock):
    """The body of a lesson page: what editors choose from."""

    def __init__(self, **kwargs: Any) -> None:
        """Take the current types."""
        super().__init__(local_blocks=list(CURRENT.items()), **kwargs)


class EditionBody(blocks.StreamBlock):
    """The body of a released lesson: every type there ever was."""

    def __init__(self, **kwargs: Any) -> None:
        """Take the current and the retired types."""
        super().__init__(local_blocks=[*CURRENT.items(), *RETIRED.items()], **kwargs)
