from ledger.models import period
from pipeline.enums import AssetClass, MilestoneKind, Origin, Stage
from pipeline.models import Asset, AssetFacts, Milestone, Programme, ProgrammeStage, Trial
from tests.factories.ledger import day
from tests.factories.products import START, jurisdiction


def asset(code="X-000", **fields):
    return Asset.objects.get_or_create(code=code, defaults=fields)[0]


def asset_facts(of=None, start=START, end=None, **fields):
    fields = {
        "target": "made-up target",
        "modality": "antibody",
        "asset_class": AssetClass.INNOVATIVE,
        "origin": Origin.SELF_DEVELOPED,
    } | fields
    return AssetFacts(asset=of or asset(), **period(day(start), day(end)), **fields)


def programme(of=None, key="x-000-made-up-disease", code="CN", **fields):
    fields = {
        "asset": of or asset(),
        "region": jurisdiction(code),
        "target_indication_en": "made-up disease",
        "target_indication_zh_hans": "虚构的疾病",
    } | fields
    return Programme.objects.get_or_create(key=key, defaults=fields)[0]


def programme_stage(of=None, start=START, end=None, **fields):
    fields = {"stage": Stage.PH2} | fields
    return ProgrammeStage(programme=of or programme(), **period(day(start), day(end)), **fields)


def milestone(of=None, date=START, **fields):
    fields = {"kind": MilestoneKind.FIRST_PATIENT_DOSED, "date": day(date)} | fields
    return Milestone(programme=of or programme(), **fields)


def trial(of=None, **fields):
    return Trial(programme=of or programme(), **{"code": "X-000-01 (made up)"} | fields)
