"""CP-7: the inspection bundle is verified outside the project; one changed byte, and it names the file."""

import io
import json
import subprocess
import sys
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from henlius.history.exports import bundle, signing, verify
from ledger.anchors.making import anchor
from ledger.canonical import canonical
from ledger.sources import SourceDocument
from products.models import TradeNameVersion
from tests import factories as make
from tests.henlius.history.exporting import LETTER, dossier, published, world


@pytest.fixture
def store(settings, tmp_path, monkeypatch):
    """Files and anchors of this test alone; without a PDF, which takes long and is bytes like others."""
    settings.MEDIA_ROOT, settings.ANCHORS = tmp_path / "media", tmp_path / "anchors"
    monkeypatch.setattr(bundle, "obstacle", lambda dossier: "Not asked for")
    return tmp_path


@pytest.fixture
def exported(db, store):
    """The bytes of a bundle with a source, an edition and an anchor."""
    world()
    published()
    anchor()
    return bundle.bundle_of(dossier())


@pytest.fixture
def files(exported):
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def named(files):
    return sorted({path for path, _what in verify.problems_of(files)})


def test_a_bundle_holds_everything(files):
    assert sorted(files) == [
        "README.txt",
        "anchors/00000001.json",
        "dossier/dossier.json",
        "dossier/dossier.xlsx",
        "dossier/register.csv",
        "editions.json",
        "editions/told/1-en.html",
        "editions/told/1-zh-hans.html",
        "ledger/chain.json",
        "ledger/change-sets/1.json",
        "ledger/change-sets/2.json",
        "ledger/change-sets/3.json",
        "ledger/change-sets/4.json",
        "manifest.json",
        "manifest.sig",
        "signatures.json",
        "sources/letter/letter.pdf",
        "verify.py",
    ]
    assert files["sources/letter/letter.pdf"] == LETTER
    assert json.loads(files["manifest.json"])["key"] == signing.public_hex()


def test_it_is_verified_outside_the_project_with_the_standard_library_alone(exported, tmp_path):
    outside = tmp_path / "outside"
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        archive.extractall(outside)
        count = len(archive.namelist())

    def run():
        command = [
            sys.executable,
            "-I",
            "-S",
            str(outside / "verify.py"),
            "--key",
            signing.public_hex(),
        ]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    untouched = run()
    (outside / "verify.py").write_bytes(
        (outside / "verify.py").read_bytes().replace(b"RFC", b"rFC")
    )
    touched = run()

    assert (untouched.returncode, untouched.stderr) == (0, "")
    assert untouched.stdout.splitlines()[:2] == [
        "Note: dossier/dossier.pdf was not made. Not asked for",
        f"{count} files verified, as they were exported.",
    ]
    assert touched.returncode == 1
    assert touched.stdout.splitlines() == [
        "verify.py: is not as it was exported",
        "This bundle is not as it was exported.",
        "verify.py: is not the script of this bundle",
    ]


def test_one_changed_byte_anywhere_names_the_file(files):
    assert named(files) == []
    for path, data in files.items():
        for place in {0, len(data) // 3, len(data) - 1}:
            changed = bytearray(data)
            changed[place] ^= 1

            assert named(files | {path: bytes(changed)}) == [path]


KINDS = (b"abcdef", b"0123456789", b"ghijklmnopqrstuvwxyz", b'{}[]<>":,. ')


@pytest.mark.parametrize("bit", (1, 32))
def test_one_changed_byte_of_each_kind_names_the_file(files, bit):
    """Bit 32 is the case of a letter, which most readers of hexadecimal do not see."""
    for path, data in files.items():
        firsts = [next((i for i, byte in enumerate(data) if byte in kind), 0) for kind in KINDS]
        for place in set(firsts):
            changed = bytearray(data)
            changed[place] ^= bit

            assert named(files | {path: bytes(changed)}) == [path]


def test_every_byte_of_the_signature_counts(files):
    data = files["manifest.sig"]
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 32

        assert named(files | {"manifest.sig": bytes(changed)}) == ["manifest.sig"]


def test_a_missing_and_an_added_file_are_named(files):
    for path in files:
        assert path in named({other: data for other, data in files.items() if other != path})

    assert named(files | {"sources/letter/.hidden": b""}) == ["sources/letter/.hidden"]


def test_a_bundle_signed_by_somebody_else_is_told_from_ours(files):
    theirs = Ed25519PrivateKey.generate()
    said = json.loads(files["manifest.sig"]) | {
        "key": theirs.public_key().public_bytes_raw().hex(),
        "signature": theirs.sign(files["manifest.json"]).hex(),
    }
    forged = files | {"manifest.sig": canonical(said)}

    assert verify.problems_of(files, signing.public_hex()) == []
    assert [path for path, _what in verify.problems_of(forged, signing.public_hex())] == [
        "manifest.sig"
    ]


def forged_by(theirs, files):
    """Another text, the manifest with its hash and still naming our key, and a signature of their own."""
    changed = files | {"README.txt": b"Forged"}
    listed = json.loads(files["manifest.json"])
    listed["files"]["README.txt"] = {"sha256": verify.sha256(b"Forged"), "bytes": 6}
    manifest = canonical(listed)
    said = {
        "key": theirs.public_key().public_bytes_raw().hex(),
        "manifest_sha256": verify.sha256(manifest),
        "signature": theirs.sign(manifest).hex(),
    }
    return changed | {"manifest.json": manifest, "manifest.sig": canonical(said)}


def test_a_forged_bundle_that_still_names_our_key_is_found_without_being_given_it(files):
    theirs = Ed25519PrivateKey.generate()

    assert verify.problems_of(forged_by(theirs, files)) == [
        (
            "manifest.sig",
            "is that of another key than the manifest names: "
            + theirs.public_key().public_bytes_raw().hex(),
        )
    ]


def test_the_key_that_verified_is_said_and_what_to_do_with_it(exported, tmp_path, capsys):
    path = tmp_path / "bundle.zip"
    path.write_bytes(exported)
    ends = []
    for given in ([], ["--key", signing.public_hex().upper()]):
        assert verify.main([str(path), *given]) == 0
        ends.append(capsys.readouterr().out.splitlines()[3:5])

    key = f"Signed by {signing.public_hex()}"
    assert ends == [
        [
            key,
            "Compare this key with the one you were given by another way:"
            " anybody can sign with a key of his own.",
        ],
        [key, "That is the key that you gave."],
    ]


@pytest.mark.parametrize(
    "arguments", (["--key"], ["--key", ""], ["--key", "ab"], ["--other"], ["one", "two"])
)
def test_a_command_that_cannot_be_understood_says_how_to_write_it(arguments, capsys):
    assert verify.main(arguments) == 2
    assert capsys.readouterr().out.startswith(
        "Usage: python3 verify.py [FOLDER or ZIP] [--key HEX]"
    )


def resigned(dossier, files):
    """Whoever holds the key makes a manifest for other files: the chain still knows better."""
    listed = {p: d for p, d in files.items() if not p.startswith("manifest.")}
    listed["manifest.json"] = bundle.manifest(dossier, listed, [])
    return listed | {"manifest.sig": bundle.signature(listed["manifest.json"])}


def test_what_was_changed_before_it_was_signed_differs_from_the_chain(files):
    edits = (
        ("ledger/change-sets/2.json", b"adult patients", b"adult Patients"),
        ("dossier/dossier.json", b'"text":"adult patients"', b'"text":"all patients"'),
        ("editions/told/1-en.html", b"Made-up", b"Altered"),
        ("sources/letter/letter.pdf", b"made-up", b"altered"),
        ("anchors/00000001.json", b'"seq":4', b'"seq":2'),
        ("ledger/chain.json", b'[2,"', b'[9,"'),
    )
    for path, before, after in edits:
        assert before in files[path]
        forged = resigned(dossier(), files | {path: files[path].replace(before, after)})

        assert path in named(forged)


def altered(files, change):
    """The dossier as somebody with the key made it: `change` edits its values in place."""
    said = json.loads(files["dossier/dossier.json"])
    change(said, said["sections"]["indications"][0])
    return files | {"dossier/dossier.json": canonical(said)}


@pytest.mark.parametrize(
    ("change", "what"),
    (
        (
            lambda said, row: row["valid"]["start"].update(latest="2025-05-30"),
            "says of {} what no change set says",
        ),
        (
            lambda said, row: row["valid"]["start"].update(as_stated="June 2025"),
            "says of {} what no change set says",
        ),
        (lambda said, row: row.update(closed_by=None), "says of {} what no change set says"),
        (
            lambda said, row: row["values"].update(language="de"),
            "says of {} what no change set says",
        ),
        (lambda said, row: row["values"].pop("language"), "says of {} what no change set says"),
        (lambda said, row: row["about"].update(id=999), "says of {} what no change set says"),
        (lambda said, row: said["sections"]["indications"].pop(0), "leaves out {}"),
        (
            lambda said, row: said["sections"]["indications"][1]["translations"][0].update(
                text_hash="0" * 64
            ),
            "has at {1} the translation of another text",
        ),
        (
            lambda said, row: said["change_sets"][1].update(reason="Another reason"),
            "says of change set 2 what was not sealed",
        ),
        (
            lambda said, row: said["change_sets"][1].update(
                recorded_at="2025-01-01T00:00:00+00:00"
            ),
            "says of change set 2 what was not sealed",
        ),
        (
            lambda said, row: said["change_sets"][0]["citations"][0].update(locator="p. 9"),
            "says of change set 1 what was not sealed",
        ),
        (
            lambda said, row: said["sources"][1].update(title="Another letter"),
            "says of change set 1 what was not sealed",
        ),
    ),
)
def test_what_the_dossier_says_is_what_was_sealed(files, change, what):
    rows = json.loads(files["dossier/dossier.json"])["sections"]["indications"]
    forged = resigned(dossier(), altered(files, change))
    keys = [row["row"] for row in rows]

    assert verify.problems_of(forged) == [("dossier/dossier.json", what.format(*keys))]


def test_rows_of_other_products_in_the_same_act_are_listed_as_left_out(db, store):
    world()
    make.approved("another", texts=["Text of another product"])
    make.recorded(
        make.trade_name_version(make.trade_name(name="Ours")),
        make.trade_name_version(make.trade_name(make.product("another"), name="Theirs")),
    )
    found, _notes = bundle.contents(dossier())

    listed = json.loads(bundle.manifest(dossier(), found, []))["left_out"]

    theirs = TradeNameVersion.objects.get(trade_name__name="Theirs")
    assert listed == [f"products.tradenameversion:{theirs.pk}"]
    assert verify.problems_of(resigned(dossier(), found)) == []


def test_a_source_that_was_swapped_is_left_out_and_noted(db, store):
    world()
    kept = SourceDocument.objects.get(key="letter").file
    (store / "media" / kept.name).write_bytes(b"something else")

    files, notes = bundle.contents(dossier())

    assert notes[0] == "sources/letter/letter.pdf is not what was recorded, and left out."
    assert "sources/letter/letter.pdf" not in files


@pytest.mark.parametrize(
    ("key", "content", "signature"),
    (
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ),
)  # RFC 8032, section 7.1
def test_the_signature_check_of_the_script_agrees_with_the_standard(key, content, signature):
    key, content, signature = map(bytes.fromhex, (key, content, signature))

    assert verify.is_signed(key, content, signature)
    assert not verify.is_signed(key, content + b"x", signature)
    assert not verify.is_signed(key, content, signature[:32] + b"\xff" * 32)
    assert not verify.is_signed(b"\xff" * 32, content, signature)
    assert not verify.is_signed(key, content, signature[:63])


def test_a_damaged_zip_names_the_file(exported, tmp_path, capsys):
    damaged = bytearray(exported)
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        entry = archive.getinfo("ledger/chain.json")
    damaged[entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2] ^= 1
    path = tmp_path / "bundle.zip"
    path.write_bytes(damaged)

    assert verify.main([str(path)]) == 1
    assert capsys.readouterr().out.startswith("ledger/chain.json: cannot be read from the ZIP")


def packed(entries):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return target.getvalue()


def said_of(path, capsys):
    status = verify.main([str(path)])
    return status, capsys.readouterr().out.splitlines()


def test_a_zip_that_holds_a_name_twice_is_refused(files, tmp_path, capsys):
    path = tmp_path / "twice.zip"
    entries = [("README.txt", b"Forged"), *files.items()]
    with pytest.warns(UserWarning, match="Duplicate name"):
        path.write_bytes(packed(entries))

    assert said_of(path, capsys) == (
        1,
        ["README.txt: is in the ZIP twice", "This bundle is not as it was exported."],
    )


def small_zip():
    """A ZIP of few bytes with a manifest, whose content is not looked at."""
    made_at = "2026-11-23T04:00:00+00:00"
    return verify.zipped(
        {"a.txt": b"Made up", "manifest.json": canonical({"made_at": made_at})}, made_at
    )


def test_every_byte_of_the_zip_itself_counts(tmp_path):
    data, path = small_zip(), tmp_path / "small.zip"
    untouched, found = [], []
    path.write_bytes(data)
    files = verify.read_zip(path, untouched)
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        path.write_bytes(changed)
        problems = []
        is_same = verify.read_zip(path, problems) == files
        found.append(bool(problems) or not is_same)

    assert untouched == []
    assert all(found)


def test_what_is_no_zip_is_named(tmp_path, capsys):
    (tmp_path / "cut.zip").write_bytes(small_zip()[:-9])

    for name in ("cut.zip", "absent.zip"):
        status, lines = said_of(tmp_path / name, capsys)

        assert status == 1
        assert lines[0].startswith(f"{name}: is not a ZIP that can be read: ")


def test_a_zip_packed_anew_is_told_from_the_exported_one(files, tmp_path, capsys):
    path = tmp_path / "again.zip"
    path.write_bytes(packed(files.items()))

    assert said_of(path, capsys)[1][0] == (
        "again.zip: is not packed as it was exported; unpack it, and verify the folder"
    )
