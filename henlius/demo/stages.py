"""The stages of programmes: with the event that dates them, else by the day of their source."""

from functools import partial

from henlius.demo.days import by, midnight, seen_on
from henlius.demo.files import register
from ledger.models import period
from pipeline.enums import Stage
from pipeline.models import ProgrammeStage, Trial


def plan_stages(catalogue):
    """Plan the stages that no event dates: one act for all regions that its source names."""
    for asset in register("pipeline"):
        for programme in asset["programmes"]:
            _plan(catalogue, asset["code"], programme)


def seen(programme, stage):
    """Return the day by which `programme` had reached `stage`."""
    return seen_on({"source": programme["source"], "as_of": stage.get("as_of")})


def _plan(catalogue, code, row):
    for place, stage in enumerate(row["stages"]):
        if "event" not in stage:
            day = seen(row, stage)
            catalogue.plan.add(
                f"stage {place + 1} of {code}: {row['indication']}, {', '.join(row['regions'])}",
                at=midnight(day),
                evidence=catalogue.citing.supports(row["source"]),
                write=partial(_write_everywhere, catalogue, code, row, stage, by(day)),
            )


def _write_everywhere(catalogue, code, row, stage, start, draft):
    for region in row["regions"]:
        programme = catalogue.programmes[code, row["indication"], region]
        _write(programme, row, stage, start, draft)


def move(catalogue, case, draft):
    """Move the programmes whose stage begins with this event."""
    for code, row, stage in _moved_by(case):
        programme = catalogue.programmes[code, row["indication"], case.territory.code]
        _write(programme, row, stage, case.date, draft)


def sources_of(case):
    """Return the sources of the programmes that this event moves."""
    return [("stage of the programme", row["source"]) for _code, row, _stage in _moved_by(case)]


def _moved_by(case):
    return [
        (asset["code"], row, stage)
        for asset in register("pipeline")
        for row in asset["programmes"]
        for stage in row["stages"]
        if case.is_main
        and stage.get("event") == case.row["id"]
        and case.territory.code in row["regions"]
    ]


def _write(programme, row, stage, start, draft):
    reached = {
        "stage": Stage(stage["stage"]),
        "is_cleared_only": stage.get("is_cleared_only", False),
        "seen_on": _seen_day(row, stage),
        "note": "; ".join(filter(None, [stage["as_stated"], row.get("note")])),
    }
    before = ProgrammeStage.objects.current().filter(programme=programme, valid__upper_inf=True)
    if version := before.first():
        draft.turn(version, start, **reached)
        return
    draft.open(ProgrammeStage(programme=programme, **reached, **period(start)))
    if "trial" in row:
        draft.open(Trial(programme=programme, **row["trial"]))


def _seen_day(row, stage):
    """Return the day of the source that saw the stage; an event dates it without one."""
    return None if "event" in stage and "as_of" not in stage else seen(row, stage)
