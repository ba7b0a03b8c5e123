"""Stages of programmes."""

from operator import attrgetter

from django.utils.translation import gettext as _

from newsroom.facts.asking import among, once, wholes
from newsroom.facts.keys import Key
from newsroom.facts.values import Value
from pipeline.enums import ProgrammeStatus, Stage
from pipeline.models import ProgrammeStage


def stage_of(row):
    """Say the stage of a `ProgrammeStage`."""
    stage = row.get_stage_display()
    return _("%(stage)s (cleared)") % {"stage": stage} if row.is_cleared_only else stage


def stages(shown, subjects=None):
    """Return the stage of each programme that goes on. 1 query."""
    return {
        Key("stage", row.programme.key): Value(stage_of(row), (row,))
        for row in _going_on(shown, wholes(subjects))
    }


@once(by=attrgetter("programme.key"))
def _going_on(shown, keys):
    rows = shown.moment.in_force(ProgrammeStage).filter(**among("programme__key", keys))
    known = rows.exclude(stage=Stage.NOT_STATED).exclude(status=ProgrammeStatus.DISCONTINUED)
    return known.select_related("programme")
