"""What is said about a release, block by block."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from ledger.phrases import labelled
from newsroom.assembly.blocks import blocks_of
from newsroom.labels import block_label, part_label
from newsroom.models import Comment, Release


@dataclass
class Thread:
    """A comment with its answers, oldest first; `part` names the field that it is about."""

    question: Comment
    part: str
    answers: list[Comment] = field(default_factory=list)

    @property
    def is_open(self):
        return self.question.resolved_at is None


@dataclass
class Talk:
    """The threads about one block, or about the release as a whole (`block` None)."""

    block_type: str
    block: int | None
    title: str
    is_removed: bool = False
    threads: list[Thread] = field(default_factory=list)

    @property
    def key(self):
        return key_of(self)

    @property
    def anchor(self):
        return f"talk-{self.block_type}-{self.block}" if self.block_type else "talk"

    @property
    def number_open(self):
        return sum(thread.is_open for thread in self.threads)


def key_of(about) -> str:
    """Return the key of the block that a talk or comment is about: `prose.12`, "" for the release."""
    return f"{about.block_type}.{about.block}" if about.block_type else ""


def talks_of(release: Release) -> list[Talk]:
    """Return a `Talk` for the release, each of its blocks, and each removed block that has one.

    Queries: those of `blocks_of` and 1 for the comments.
    """
    talks = {talk.key: talk for talk in _places(release)}
    threads = {}
    for said in release.comments.select_related("by", "resolved_by"):
        if said.answers_id:
            threads[said.answers_id].answers.append(said)
            continue
        removed = Talk(said.block_type, said.block, _removed(said.block_type), is_removed=True)
        part = part_label(said.block_type, said.field, said.locale)
        threads[said.pk] = Thread(said, part)
        talks.setdefault(removed.key, removed).threads.append(threads[said.pk])
    return list(talks.values())


def open_threads(talks: Iterable[Talk]) -> list[tuple[Talk, Thread]]:
    """Return the threads that nobody has resolved, each with its talk."""
    return [(talk, thread) for talk in talks for thread in talk.threads if thread.is_open]


def _places(release):
    yield Talk("", None, _("The release as a whole"))
    for number, (_type, block) in enumerate(blocks_of(release), start=1):
        kind = block._meta.model_name
        yield Talk(kind, block.pk, f"{number}. {_title(block)}")


def _title(block):
    kind, text = capfirst(str(block._meta.verbose_name)), str(block)
    is_told = text.lower() != kind.lower()
    return labelled(kind, Truncator(text).chars(60)) if text and is_told else kind


def _removed(block_type):
    return labelled(_("Removed block"), block_label(block_type))
