"""The markup of facts: what the sanitiser passes, and nothing else."""

import pytest

from newsroom.facts.keys import Key
from newsroom.facts.markup import facts_in, replaced, written
from newsroom.models import Boilerplate, Prose

FACT = '<span data-fact="trade-name/testamab/CN">TESTAMAB</span>'


def sanitised(html, model=Prose):
    return model._meta.get_field("body").sanitize(html)


@pytest.mark.parametrize(
    ("text", "parts"),
    (
        ("inn/testamab", ("inn", "testamab", "")),
        ("trade-name/testamab/CN", ("trade-name", "testamab", "CN")),
        ("owner/HLX04-O", ("owner", "HLX04-O", "")),
        ("commercialiser/a_b/ASEAN-10", ("commercialiser", "a_b", "ASEAN-10")),
        ("indication/testamab.made-up-use/EU", ("indication", "testamab.made-up-use", "EU")),
    ),
)
def test_key_is_read_and_written(text, parts):
    key = Key.parse(text)

    assert (key.kind, key.subject, key.territory) == parts
    assert str(key) == text


@pytest.mark.parametrize(
    "text",
    (
        None,
        "",
        "inn",
        "inn/",
        "inn/testamab/",
        "Inn/testamab",
        "-inn/testamab",
        "inn/testamab/cn",
        "inn/testamab/CN/extra",
        "inn/a.b.c",
        "inn/a b",
        "inn/testamab\n",
        " inn/testamab",
        "inn/<b>",
        "inn/tést",
        "inn/" + "a" * 121,
    ),
)
def test_what_is_not_written_as_a_key_is_none(text):
    assert Key.parse(text) is None


@pytest.mark.parametrize("model", (Prose, Boilerplate))
@pytest.mark.parametrize(
    ("typed", "kept"),
    (
        (FACT, FACT),
        ("<span>text</span>", "text"),
        ('<span class="x" style="color:red">text</span>', "text"),
        ('<span data-fact="nonsense">text</span>', "text"),
        ('<span data-fact="inn/x" onclick="alert(1)" class="y">text</span>', None),
        ('<span data-fact="inn/x"><strong>te</strong><em>xt</em></span>', None),
        ('<span data-fact="inn/x"><script>alert(1)</script>text</span>', None),
        ('<span data-fact="inn/x"><span data-fact="inn/y">te</span>xt</span>', None),
        ('<span data-fact="inn/x"> te<br>xt </span>', None),
        ('<a data-fact="inn/x">text</a>', "<a>text</a>"),
    ),
)
def test_sanitiser_passes_facts_and_no_other_span(model, typed, kept):
    kept = kept or '<span data-fact="inn/x">text</span>'

    assert sanitised(f"<p>a {typed} &amp; b</p>", model) == f"<p>a {kept} &amp; b</p>"


def test_unclosed_fact_ends_with_its_paragraph():
    html = sanitised('<p><span data-fact="inn/x">text</p><p>next</p>')

    assert html == '<p><span data-fact="inn/x">text</span></p><p>next</p>'


def test_sanitising_twice_changes_nothing():
    html = sanitised(f"<p>{FACT} &lt;b&gt; &amp;amp; 5 &gt; 4&nbsp;<strong>x</strong></p>")

    assert sanitised(html) == html
    assert html == f"<p>{FACT} &lt;b&gt; &amp;amp; 5 &gt; 4&nbsp;<strong>x</strong></p>"


def test_accepted_text_is_read_as_text_and_written_escaped():
    key, text = Key.parse("inn/x"), '"A" & <b>'
    html = written(key, text)

    assert html == '<span data-fact="inn/x">&quot;A&quot; &amp; &lt;b&gt;</span>'
    assert facts_in(sanitised(f"<p>{html}</p>")) == [(key, text)]


def test_replacing_keeps_what_stands_around_the_facts():
    html = f"<p><strong>a {FACT}</strong> and {FACT}&nbsp;b<br>c</p>"

    assert replaced(html, lambda key, text: f"[{key}={text}]") == (
        "<p><strong>a [trade-name/testamab/CN=TESTAMAB]</strong> and "
        "[trade-name/testamab/CN=TESTAMAB]&nbsp;b<br>c</p>"
    )
