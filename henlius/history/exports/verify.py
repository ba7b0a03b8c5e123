"""Verify an inspection bundle: python3 verify.py [FOLDER or ZIP] [--key HEX]

Needs Python 3.8 or newer and nothing else. Recomputes every hash and signature and names each file
that is not as it was exported, is missing, or was added; then it ends with status 1. Without a path
it looks at the folder that it lies in. HEX is the key of the site, as you were told it by another way.
"""

import hashlib
import io
import json
import os
import re
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
MANIFEST, SIGNATURE, SCRIPT = "manifest.json", "manifest.sig", "verify.py"
DOSSIER, CHAIN, CONTENTS = "dossier/dossier.json", "ledger/chain.json", "ledger/change-sets/"

# Ed25519, verification only: RFC 8032, section 5.1.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point_at(data):
    """The point that 32 bytes encode, in extended coordinates (5.1.3); None when there is none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def added(one, other):
    """The sum of two points (5.1.4)."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = added(total, point)
        point, number = added(point, point), number >> 1
    return total


def is_signed(key, content, signature):
    """Whether `signature` is that of `key` under `content` (5.1.7); all are bytes."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = point_at(key), point_at(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + key + content).digest()
    k = int.from_bytes(digest, "little") % ORDER
    left, right = times(s, BASE), added(r, times(k, a))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


BASE = point_at((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


KEY_WAS_GIVEN = "That is the key that you gave."
KEY_TO_COMPARE = (
    "Compare this key with the one you were given by another way: "
    "anybody can sign with a key of his own."
)

NOT_PROVED = (
    "Not proved by the chain, only by the key: names of people, products and organisations, which "
    "are sealed by number; translations, signatures, what was public when, what editions show."
)

# The bundle as {path: bytes}.


def read_folder(folder):
    files = {}
    for parent, _folders, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            with open(path, "rb") as file:
                files[os.path.relpath(path, folder).replace(os.sep, "/")] = file.read()
    return files


def read_zip(path, problems):
    """The files of a ZIP; what is wrong with the ZIP itself is added to `problems` under its name."""
    files, name = {}, os.path.basename(path)
    try:
        with open(path, "rb") as file:
            data = file.read()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.filename in files:
                    problems.append((entry.filename, "is in the ZIP twice"))
                files[entry.filename] = read_entry(archive, entry, problems)
    except Exception as error:
        problems.append((name, f"is not a ZIP that can be read: {error!r}"))
        return files
    if not problems and not is_layout(data, files):
        problems.append(
            (name, "is not packed as it was exported; unpack it, and verify the folder")
        )
    return files


def read_entry(archive, entry, problems):
    try:
        return archive.read(entry)
    except Exception as error:
        problems.append((entry.filename, f"cannot be read from the ZIP: {error}"))
        return b""


def zipped(files, made_at):
    """The ZIP of `files`, which depends on nothing else: sorted, not compressed, all of one moment.

    `made_at` is that of the manifest, an ISO 8601 moment in UTC.
    """
    target, moment = io.BytesIO(), tuple(map(int, re.split("[-T:]", made_at[:19])))
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, moment)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[path])
    return target.getvalue()


def is_layout(data, files):
    """Whether `data` is the ZIP of `files`; also when they do not tell, which is found elsewhere."""
    try:
        made_at = parsed(files[MANIFEST])["made_at"]
    except (ValueError, KeyError, TypeError):
        return True
    return zipped(files, made_at) == data


# What must hold. Each check yields (file, what is wrong).


def canonical(value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def parsed(data):
    """The value of canonical JSON; ValueError for any other bytes."""
    value = json.loads(data.decode("utf-8"))
    if canonical(value) != data:
        raise ValueError("not canonical")
    return value


def parsed_signature(data):
    """What `manifest.sig` says; ValueError unless it is written exactly as exports write it."""
    said = parsed(data)
    lengths = {"key": 64, "manifest_sha256": 64, "signature": 128}
    if not isinstance(said, dict) or set(said) != set(lengths):
        raise ValueError("other keys")
    for name, length in lengths.items():
        if not re.fullmatch("[0-9a-f]{%d}" % length, str(said[name])):  # noqa: UP031  for 3.8
            raise ValueError("not hexadecimal in lower case")
    return said


def check_signature(files, key):
    """The manifest against its signature, which also keeps its hash: so it is clear which is wrong."""
    for path in (MANIFEST, SIGNATURE):
        if path not in files:
            yield path, "is missing"
            return
    manifest = files[MANIFEST]
    try:
        said = parsed_signature(files[SIGNATURE])
    except ValueError:
        yield SIGNATURE, "is not as it was exported: it cannot be read"
        return
    told, signature = bytes.fromhex(said["key"]), bytes.fromhex(said["signature"])
    is_same = said["manifest_sha256"] == sha256(manifest)
    is_good = is_signed(told, manifest, signature)
    if not is_same and not is_good:
        yield MANIFEST, "is not as it was exported: the signature is not under it"
    elif not is_same or not is_good:
        yield SIGNATURE, "is not as it was exported: it does not fit the manifest"
    if key and key.lower() != said["key"]:
        yield SIGNATURE, "is that of another key: " + said["key"]
    elif is_good and named_key(manifest) != said["key"]:
        yield SIGNATURE, "is that of another key than the manifest names: " + said["key"]


def named_key(manifest):
    try:
        return parsed(manifest)["key"]
    except (ValueError, KeyError, TypeError):
        return None


def check_files(files):
    """Every file against the manifest: changed, missing, added."""
    try:
        listed = parsed(files[MANIFEST])["files"]
        items = [(path, each["sha256"], each["bytes"]) for path, each in sorted(listed.items())]
    except (ValueError, KeyError, TypeError, AttributeError):
        yield MANIFEST, "is not as it was exported: it cannot be read"
        return
    for path, digest, size in items:
        if path not in files:
            yield path, "is missing"
        elif sha256(files[path]) != digest or len(files[path]) != size:
            yield path, "is not as it was exported"
    for path in sorted(set(files) - set(listed) - {MANIFEST, SIGNATURE}):
        yield path, "was added: it is not in the manifest"


def check_chain(files):
    """The seals one after the other, and each change set that is here against its seal."""
    previous = ""
    for position, (seq, before, own) in enumerate(parsed(files[CHAIN]), 1):
        if seq != position or before != previous:
            yield CHAIN, f"is broken at position {position}"
        previous = own
    seals = {seq: (before, own) for seq, before, own in parsed(files[CHAIN])}
    for path in sorted(path for path in files if path.startswith(CONTENTS)):
        before, own = seals[int(path[len(CONTENTS) : -len(".json")])]
        if sha256(bytes.fromhex(before) + files[path]) != own:
            yield path, "is not what was sealed"


def check_dossier(files):
    """All that the dossier says of rows and acts against the change sets as they were sealed."""
    dossier = parsed(files[DOSSIER])
    seals = {seq: own for seq, _before, own in parsed(files[CHAIN])}
    if dossier["as_of"]["seal"] != seals.get(dossier["as_of"]["seq"]):
        yield DOSSIER, "names another seal than the chain"
    contents = {}
    for act in dossier["change_sets"]:
        seq = act["seq"]
        data = files[f"{CONTENTS}{seq}.json"].decode("utf-8")
        contents[seq] = json.loads(data, parse_float=str)
        if act["seal"] != seals.get(seq):
            yield DOSSIER, f"names another seal of change set {seq} than the chain"
        if not act_is_sealed(act, contents[seq], dossier["sources"]):
            yield DOSSIER, f"says of change set {seq} what was not sealed"
    rows = [row for found in dossier["sections"].values() for row in found]
    for row in rows:
        if not row_is_sealed(row, contents):
            yield DOSSIER, "says of {} what no change set says".format(row["row"])
        for each in row["translations"]:
            if each["text_hash"] != sha256(row["values"]["text"].encode("utf-8")):
                yield DOSSIER, "has at {} the translation of another text".format(row["row"])
    told = {row["row"] for row in rows} | set(parsed(files[MANIFEST])["left_out"])
    for key in sorted(opened_rows(contents) - told):
        yield DOSSIER, f"leaves out {key}"


def opened_rows(contents):
    """The keys of all rows that change sets opened, such as products.indicationversion:12."""
    return {
        "{}:{}".format(table.replace("_", ".", 1), row["id"])
        for content in contents.values()
        for table, rows in content.items()
        if isinstance(rows, dict) and "opened" in rows
        for row in rows["opened"]
    }


def act_is_sealed(act, content, sources):
    """An act with its citations and the sources that it cites; people are only sealed by number."""
    sealed, by_key = content["change_set"], {source["key"]: source for source in sources}
    if any(act[name] != sealed.get(name) for name in ("kind", "reason", "entry_error")):
        return False
    if moment(act["recorded_at"]) != moment(sealed["recorded_at"]):
        return False
    if bool(act["approved_by"]) != ("approver_id" in sealed):
        return False
    if len(act["citations"]) != len(content["citations"]):
        return False
    for told, cited in zip(act["citations"], content["citations"]):  # noqa: B905  3.8 has no strict
        source = cited["source"]
        same = [told[name] == cited.get(name) for name in ("stance", "locator", "note")]
        if told["source"] != source["key"] or not all(same):
            return False
        said = by_key[told["source"]]
        if any(said[name] != source.get(name) for name in said if name != "file"):
            return False
    return True


def moment(text):
    """An ISO 8601 moment in UTC without the zeros at its end, which not everybody writes."""
    whole, _, fraction = text.split("+")[0].partition(".")
    return whole, fraction.rstrip("0")


BOOKKEEPING = {"id", "opened_by_id", "closed_by_id"}
PARTS = ("earliest", "latest", "precision", "as_stated")


def row_is_sealed(row, contents):
    """Every column that was sealed, against what the dossier says of it; and who closed the row."""
    label, number = row["row"].rsplit(":", 1)
    table, number = label.replace(".", "_"), int(number)
    opened = {each["id"]: each for each in contents[row["opened_by"]][table]["opened"]}
    if number not in opened:
        return False
    closing = [
        seq
        for seq, content in contents.items()
        if number in content.get(table, {}).get("closed", ())
    ]
    if closing != ([] if row["closed_by"] is None else [row["closed_by"]]):
        return False
    sealed = {name: value for name, value in opened[number].items() if name not in BOOKKEEPING}
    for name, value in columns_of(row).items():
        reference = sealed.pop(name + "_id", None)
        if reference is None and not is_same(value, sealed.pop(name, None)):
            return False
        if reference is not None and not refers_to(value, reference):
            return False
    left = {name: value for name, value in sealed.items() if value != ""}
    return not left or (len(left) == 1 and refers_to(row["about"], *left.values()))


def refers_to(value, number):
    """Whether `value` may stand for the record of that number; a mere name does not tell."""
    if isinstance(value, dict):
        return value.get("id") == number
    if isinstance(value, str) and re.fullmatch(r"[a-z]+\.[a-z]+:\d+", value):
        return value.endswith(f":{number}")
    return value is not None


def columns_of(row):
    """{column: value} of what the dossier says of a row, its dates taken apart."""
    told = period_columns(row["valid"]) if row["valid"] else {}
    for name, value in row["values"].items():
        if isinstance(value, dict) and set(value) == set(PARTS):
            told.update({f"{name}_{part}": value[part] for part in PARTS})
        else:
            told[name] = value
    return told


def period_columns(valid):
    start, end = valid["start"], valid["end"] or dict.fromkeys(PARTS)
    return {
        "valid": "[{},{})".format(start["latest"], end["earliest"] or ""),
        "from_earliest": start["earliest"],
        "from_precision": start["precision"],
        "from_as_stated": start["as_stated"],
        "to_latest": end["latest"],
        "to_precision": end["precision"] or "",
        "to_as_stated": end["as_stated"] or "",
    }


def is_same(told, sealed):
    if isinstance(told, (str, int)) and isinstance(sealed, (str, int)):
        return str(told) == str(sealed)
    return told == sealed


def check_editions(files):
    for edition in parsed(files["editions.json"]):
        if sha256(files[edition["file"]]) != edition["sha256"]:
            yield edition["file"], "is not what was published"


def check_sources(files):
    for source in parsed(files[DOSSIER])["sources"]:
        start = "sources/{}/".format(source["key"])
        for path in (path for path in files if path.startswith(start)):
            if sha256(files[path]) != source["sha256"]:
                yield path, "is not the source that was recorded"


def check_anchors(files):
    """The anchors: signed, each following the one before it, and the chain has what they name."""
    seals = {seq: own for seq, _before, own in parsed(files[CHAIN])}
    previous = None
    for path in sorted(path for path in files if path.startswith("anchors/")):
        anchor = parsed(files[path])
        signature = bytes.fromhex(anchor.pop("signature"))
        if not is_signed(bytes.fromhex(anchor["key"]), canonical(anchor), signature):
            yield path, "is not signed by the key that it names"
        if previous and anchor["previous"] != sha256(previous):
            yield path, "does not follow the anchor before it"
        if seals.get(anchor["head"]["seq"]) != anchor["head"]["hash"]:
            yield path, "names another seal than the chain"
        previous = files[path]


CHECKS = (
    (CHAIN, check_chain),
    (DOSSIER, check_dossier),
    ("editions.json", check_editions),
    (DOSSIER, check_sources),
    ("anchors/", check_anchors),
)


def problems_of(files, key=""):
    """Return [(file, what is wrong)]; what a file says is only asked once it is unchanged.

    That holds for the manifest first: one that is not signed accuses no other file.
    """
    problems = list(check_signature(files, key)) or list(check_files(files))
    if problems:
        return problems
    for path, check in CHECKS:
        try:
            problems += list(check(files))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            problems.append((path, f"cannot be understood: {error!r}"))
    return problems


def asked(arguments):
    """(path, key) of the command line; None when it cannot be understood."""
    key, paths = "", list(arguments)
    if "--key" in paths:
        at = paths.index("--key")
        key = "".join(paths[at + 1 : at + 2]).lower()
        del paths[at : at + 2]
        if not re.fullmatch("[0-9a-f]{64}", key):
            return None
    if len(paths) > 1 or any(path.startswith("-") for path in paths):
        return None
    return paths[0] if paths else HERE, key


def main(arguments):
    found = asked(arguments)
    if found is None:
        print(
            "Usage: python3 verify.py [FOLDER or ZIP] [--key HEX], a key being 64 hexadecimal digits"
        )
        return 2
    (place, key), problems = found, []
    files = read_folder(place) if os.path.isdir(place) else read_zip(place, problems)
    if files:
        named = dict(problems)
        problems += [each for each in problems_of(files, key) if each[0] not in named]
    elif not problems:
        problems.append((place, "holds no files"))
    for path, what in problems:
        print(f"{path}: {what}")
    if problems:
        print("This bundle is not as it was exported.")
        return 1
    say_what_is_proved(files, key)
    return 0


def say_what_is_proved(files, key):
    manifest = parsed(files[MANIFEST])
    for note in manifest["notes"]:
        print("Note: " + note)
    print(f"{len(files)} files verified, as they were exported.")
    print("Ledger position {seq}, seal {seal}".format(**manifest["as_of"]))
    print("Signed by " + parsed_signature(files[SIGNATURE])["key"])
    print(KEY_WAS_GIVEN if key else KEY_TO_COMPARE)
    print(
        f"{len(manifest['left_out'])} rows of these change sets are of other products or periods."
    )
    print(NOT_PROVED)


def own_hash_is_listed():
    """Look at this very file once more, by another way than `check_files`."""
    try:
        with open(os.path.join(HERE, "manifest.json"), "rb") as file:
            text = file.read().decode("utf-8", "replace")
        with open(os.path.abspath(__file__), "rb") as file:
            return hashlib.sha256(file.read()).hexdigest() in text
    except OSError:
        return True  # it lies outside of a bundle


if __name__ == "__main__":
    status = main(sys.argv[1:])
    if not own_hash_is_listed():
        print(SCRIPT + ": is not the script of this bundle")
        status = 1
    sys.exit(status)
