"""The inspection bundle: a ZIP that needs nothing but Python to be verified, without this project."""

import hashlib
import json
from pathlib import Path

from django.conf import settings

from henlius.history.exports import chain, signing
from henlius.history.exports.pdf import obstacle, pdf_of
from henlius.history.exports.plain import json_of, signature_of, value_of
from henlius.history.exports.sheets import csv_of, xlsx_of
from henlius.history.exports.tables import register, tables
from henlius.history.exports.verify import opened_rows, zipped
from ledger import sources
from ledger.anchors.files import read_all
from ledger.canonical import canonical
from newsroom.models import EditionText

FORMAT = "henlius-bundle-1"
LATEST_ANCHORS = 30
SCRIPT = Path(__file__).with_name("verify.py")
README = """\
Inspection bundle: {product}, ledger position {seq}, made {at}.

    python3 verify.py

recomputes every hash and signature in this folder with Python's standard library alone (3.8 or
newer) and names each file that is not as it was exported. It also takes the path of another folder
or of the ZIP. Compare the key that it prints with the one that you were given by another way:
anybody can sign with a key of his own. With `--key HEX` it compares.

dossier/      what the register holds on the product, in every format; dossier.json is canonical
ledger/       the chain of seals, and the content of each change set concerned as it was sealed
sources/      the kept files of the sources cited
editions/     the published editions that show the facts, byte for byte
anchors/      the latest anchors of the ledger, written outside the database
signatures.json, editions.json, manifest.json, manifest.sig

Every value of a row, of a change set and of a source is compared with what was sealed, and a row
that is left out is named. Not proved by the chain, only by the key under the manifest, are: names of
people, products, territories and organisations, which are sealed by number; translations (that they
belong to their text is checked) and signatures; what was public when; what editions show.
"""


def bundle_of(dossier):
    """Return the bundle of a `Dossier` as ZIP (bytes), its texts in the active language.

    Source files are read with their hash; one that is not what was recorded is left out and noted.
    """
    files, notes = contents(dossier)
    files["manifest.json"] = manifest(dossier, files, notes)
    files["manifest.sig"] = signature(files["manifest.json"])
    return zipped(files, value_of(dossier.scope.at))


def contents(dossier):
    """Return `({path: bytes}, notes)`: all but the manifest and its signature."""
    kept, notes = _sources(dossier)
    files = _dossier(dossier, notes) | _ledger(dossier) | _editions(dossier) | _anchors() | kept
    signed = [s for act in dossier.acts.values() for s in act.signatures] + dossier.signatures
    files["signatures.json"] = canonical([signature_of(each) for each in signed])
    files["verify.py"] = SCRIPT.read_bytes()
    scope = dossier.scope
    files["README.txt"] = README.format(
        product=scope.product.slug, seq=scope.seq, at=scope.at.isoformat()
    ).encode()
    return files, notes


def manifest(dossier, files, notes):
    """Return the canonical manifest: the hash and size of every file, and whose signature is due."""
    scope = dossier.scope
    return canonical(
        {
            "format": FORMAT,
            "product": scope.product.slug,
            "as_of": {"day": value_of(dossier.day), "seq": scope.seq, "seal": dossier.head},
            "made_at": value_of(scope.at),
            "files": {
                path: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
                for path, data in files.items()
            },
            "notes": notes,
            "left_out": left_out(dossier),
            "key": signing.public_hex(),
        }
    )


def left_out(dossier):
    """Return the keys of rows that its change sets opened for other products or periods. 1 query."""
    contents = {seq: json.loads(text) for seq, text in chain.contents(dossier.acts).items()}
    return sorted(opened_rows(contents) - {fact.key for fact in dossier.facts})


def signature(content):
    """Return what `manifest.sig` says of the manifest `content`: canonical JSON, hexadecimal."""
    key = signing.bundle_key()
    return canonical(
        {
            "key": signing.public_hex(),
            "manifest_sha256": hashlib.sha256(content).hexdigest(),
            "signature": key.sign(content).hex(),
        }
    )


def _dossier(dossier, notes):
    files = {
        "dossier/dossier.json": json_of(dossier),
        "dossier/register.csv": csv_of(register(dossier)),
        "dossier/dossier.xlsx": xlsx_of(tables(dossier)),
    }
    if why := obstacle(dossier):
        notes.append(f"dossier/dossier.pdf was not made. {why}")
    else:
        files["dossier/dossier.pdf"] = pdf_of(dossier)
    return files


def _ledger(dossier):
    files = {"ledger/chain.json": canonical(chain.links())}
    for seq, content in chain.contents(dossier.acts).items():
        files[f"ledger/change-sets/{seq}.json"] = content
    return files


def _sources(dossier):
    files, notes = {}, []
    for source in dossier.sources:
        if not source.file:
            continue
        path = f"sources/{source.key}/{Path(source.file.name).name}"
        try:
            files[path] = sources.read(source)
        except sources.SourceMissingError:
            notes.append(f"{path} is missing in the register's store.")
        except sources.SourceChangedError:
            notes.append(f"{path} is not what was recorded, and left out.")
    return files, notes


def _editions(dossier):
    """The bytes of every published edition that shows a fact, and what each of them is."""
    shown = {binding.edition_id for binding in dossier.bindings}
    texts = EditionText.objects.filter(
        edition__in=shown,
        edition__number__isnull=False,
        edition__publication__visible__isempty=False,
    ).select_related("edition__release", "edition__publication")
    files, index = {}, []
    for text in texts.order_by("pk"):
        edition = text.edition
        path = f"editions/{edition.release.slug}/{edition.number}-{text.locale}.html"
        files[path] = text.article.encode()
        visible = edition.publication.visible
        index.append(
            {
                "file": path,
                "sha256": text.sha256,
                "title": text.title,
                "summary": text.summary,
                "note": text.note,
                "address": f"{text.dated_on.year}/{text.slug}",
                "public_from": value_of(visible.lower),
                "public_until": value_of(visible.upper),
            }
        )
    return files | {"editions.json": canonical(index)}


def _anchors():
    latest = read_all(settings.ANCHORS)[-LATEST_ANCHORS:]
    return {f"anchors/{anchor.name}": anchor.data for anchor in latest}
