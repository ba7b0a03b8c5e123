"""What the fields and blocks of a release are called, as its form calls them."""

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from ledger.phrases import with_note
from newsroom.models import Block, Release

BLOCKS = {model._meta.model_name: model for model in Block.__subclasses__()}


def name_of(user):
    """Return the name of somebody as a signature prints it: the full one, else that of the account."""
    return user.get_full_name() or user.get_username()


def model_of(block_type):
    """Return the model of a block by its short name, the release for ""; None for a former one."""
    return BLOCKS.get(block_type) if block_type else Release


def field_label(model, name):
    """Return what the form calls a field, which may be one of a shared record: `contact.name_en`."""
    head, _dot, tail = name.partition(".")
    try:
        field = model._meta.get_field(head)
    except FieldDoesNotExist:
        return name
    return field_label(field.related_model, tail) if tail else str(field.verbose_name)


def part_label(block_type, field, locale):
    """Return the field, and its language, that a comment is about; "" for the whole."""
    model = model_of(block_type)
    name = f"{field}_{locale.replace('-', '_')}" if locale else field
    return field_label(model, name) if model and field else ""


def place_label(block_type, field, locale):
    """Return what a comment is about in words: a block, a field of it, or of the release."""
    part = part_label(block_type, field, locale)
    return with_note(block_label(block_type), part) if block_type else part


def block_label(block_type):
    """Return what a kind of block is called, also one that there is no more."""
    model = model_of(block_type)
    return str(model._meta.verbose_name) if model else _("former block")


def change_label(change):
    """Return what a change of a revision (`revisions.changes`) touched, in words."""
    model = model_of(change["block"].partition(".")[0])
    if change["field"] == "order":
        return _("order of the blocks")
    if model is None:
        return change["field"]
    what = field_label(model, change["field"]) if change["field"] else _("added or removed")
    return with_note(block_label(model._meta.model_name), what) if change["block"] else what
