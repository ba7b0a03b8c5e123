"""Comments on a release: made, answered, resolved, opened again; they hold nobody up silently."""

from django.db import transaction
from django.db.models.functions import Now

from newsroom.enums import NoticeKind
from newsroom.labels import name_of
from newsroom.models import Comment, Release
from newsroom.notices import done, tell
from newsroom.people import people_of


@transaction.atomic
def comment(
    release: Release,
    *,
    by,
    text: str,
    block_type: str = "",
    block: int | None = None,
    field: str = "",
    locale: str = "",
) -> Comment:
    """Say something about `release`, one of its blocks or a field of it, in one language or all.

    The block was looked up among those of the release. Tells those who work on it.
    """
    made = Comment.objects.create(
        release=release,
        block_type=block_type,
        block=block,
        field=field,
        locale=locale,
        text=text,
        by=by,
    )
    _tell(made, people_of(release))
    return made


@transaction.atomic
def answer(question: Comment, *, by, text: str) -> Comment:
    """Answer a comment where it stands; tells those who said something there before."""
    made = Comment.objects.create(
        release=question.release,
        block_type=question.block_type,
        block=question.block,
        field=question.field,
        locale=question.locale,
        answers=question,
        text=text,
        by=by,
    )
    earlier = question.answered_by.select_related("by")
    _tell(made, {question.by, *(one.by for one in earlier)})
    return made


@transaction.atomic
def resolve(question: Comment, *, by) -> None:
    """Close a comment; nothing happens to one that somebody resolved before."""
    Comment.objects.filter(pk=question.pk, resolved_at=None).update(
        resolved_by=by, resolved_at=Now()
    )
    for said in (question, *question.answered_by.all()):
        done(question.release, NoticeKind.COMMENT, about=f"comment:{said.pk}")


def reopen(question: Comment) -> None:
    """Open a resolved comment again."""
    Comment.objects.filter(pk=question.pk).update(resolved_by=None, resolved_at=None)


def _tell(made, people):
    told, about = people - {made.by}, f"comment:{made.pk}"
    tell(NoticeKind.COMMENT, made.release, told, about=about, by=name_of(made.by))
