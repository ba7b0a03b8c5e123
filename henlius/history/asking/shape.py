"""The JSON answers of the workspace. Their shapes are stable: names are added, never changed.

An answer to a question about a day is

    {"question": {"kind", "product", "jurisdiction", "authority", "concept", "day", "known_at",
                  "public_at"},                        keys and codes as asked; null where not asked
     "as_of": "2025-09-17",                            null: today, in each territory
     "seq": 5,                                         the ledger position that answers
     "page": 1, "has_more": false,
     "not_recorded_before": null,                      with no answer: when the first was recorded
     "covered": REACH | null,                          of a product, no territory being asked about
     "answers": [ANSWER]}

An ANSWER is

    {"row": "products.indicationversion:12", "product", "territory", "heading", "text", "language",
     "certainty": "certain" | "possible", "basis", "start": DATE, "end": DATE | null,
     "as_of": "2025-09-17" | null, "through": {"territory", "row"} | null,
     "details": [{"label", "value"}], "evidence": [SOURCE], "recorded": ACT, "closed": ACT | null,
     "translations": [{"language", "text", "status", "by", "at", "source"}],
     "dependents": [DEPENDENT], "dependents_count": 3, "living_pages": [{"language", "url"}]}

A REACH is {"certain": [code], "possible": [code], "through": {code of the whole: [code]}}: territories
in which the product is approved, by their own licence or through a whole, which is not counted itself.

A DATE is {"earliest", "latest", "precision", "as_stated"}, days in ISO 8601 or null; it is never finer
than the source. An ACT is {"seq", "kind", "by", "at", "approver", "reason", "public_from"}, instants in
ISO 8601 in UTC. A SOURCE is {"source", "title", "kind", "url", "locator", "stance", "note", "sha256"}.
A DEPENDENT is {"release", "edition", "locale", "place", "shown", "state", "kind", "row", "url",
"public_url"}. What was typed and cannot be read answers 400 with {"errors": {field: [sentence]}}.
"""

from dataclasses import asdict
from datetime import UTC

from django.http import JsonResponse
from django.utils import timezone

from henlius.history.asking.moments import head

PARAMS = {"ensure_ascii": False, "indent": 1}


def answer_json(data, status=200):
    return JsonResponse(data, status=status, json_dumps_params=PARAMS)


def errors_json(form):
    """Return what a form refused, as 400."""
    errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
    return answer_json({"errors": errors}, status=400)


def question_shape(question):
    return {
        "kind": question.kind,
        "product": question.product and question.product.slug,
        "jurisdiction": question.jurisdiction and question.jurisdiction.code,
        "authority": question.authority and question.authority.code,
        "concept": question.concept and question.concept.key,
        "day": day_shape(question.day),
        "known_at": instant_shape(question.known_at),
        "public_at": instant_shape(question.public_at),
    }


def answers_shape(question, found, begins, reach):
    """Return the answer to a question about a day; `begins` is of `answers.beginning`. 0 or 1 query."""
    return {
        "question": question_shape(question),
        "as_of": day_shape(question.local_day),
        "seq": seq_of(question),
        "page": found.number,
        "has_more": found.has_more,
        "not_recorded_before": instant_shape(begins),
        "covered": reach and asdict(reach),
        "answers": [answer_shape(answer) for answer in found.items],
    }


def seq_of(question):
    """Return the ledger position whose rows answer `question`. 0 or 1 query."""
    return _newest() if question.seq is None else question.seq


def standing_shape():
    """Return the day, in Hong Kong, and the ledger position of an answer of today. 1 query."""
    return {"as_of": day_shape(timezone.localdate()), "seq": _newest()}


def _newest():
    newest = head()
    return newest.seq if newest else 0


def answer_shape(answer):
    cover = answer.through
    return {
        "row": answer.row,
        "product": answer.product,
        "territory": answer.territory,
        "heading": answer.heading,
        "text": answer.text,
        "language": answer.lang,
        "certainty": answer.certainty,
        "basis": answer.basis,
        "start": date_shape(answer.start),
        "end": date_shape(answer.end),
        "as_of": day_shape(answer.as_of),
        "through": cover and {"territory": cover.whole.code, "row": cover.key},
        "details": [{"label": fact.label, "value": str(fact.value)} for fact in answer.details],
        "evidence": [source_shape(source) for source in answer.evidence],
        "recorded": act_shape(answer.recorded),
        "closed": act_shape(answer.closed),
        "translations": [translation_shape(one) for one in answer.translations],
        "dependents": [dependent_shape(one) for one in answer.dependents],
        "dependents_count": answer.dependents_count,
        "living_pages": [{"language": lang, "url": url} for _title, lang, url in answer.living],
    }


def date_shape(imprecise):
    return imprecise and {
        "earliest": day_shape(imprecise.earliest),
        "latest": day_shape(imprecise.latest),
        "precision": imprecise.precision,
        "as_stated": imprecise.as_stated,
    }


def act_shape(act):
    return act and {
        "seq": act.seq,
        "kind": act.kind,
        "by": act.by,
        "at": instant_shape(act.at),
        "approver": act.approver,
        "reason": act.reason,
        "public_from": instant_shape(act.public_from),
    }


def source_shape(source):
    names = ("source", "title", "kind", "url", "locator", "stance", "note", "sha256")
    return {name: getattr(source, name) for name in names}


def translation_shape(one):
    return {
        "language": one.lang,
        "text": one.text,
        "status": one.status,
        "by": one.by,
        "at": instant_shape(one.at),
        "source": one.source,
    }


def dependent_shape(one):
    names = (
        "release",
        "edition",
        "locale",
        "place",
        "shown",
        "state",
        "kind",
        "row",
        "url",
        "public_url",
    )
    return {name: getattr(one, name) for name in names}


def day_shape(day):
    return day and day.isoformat()


def instant_shape(at):
    return at and at.astimezone(UTC).isoformat().replace("+00:00", "Z")
