import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation


@pytest.mark.parametrize("name", ("400.html", "500.html"))
def test_error_page_without_context_speaks_both_languages(name):
    with translation.override("zh-hans"):
        page = render_to_string(name)

    assert '<html lang="zh-Hans">' in page
    assert page.index('<section lang="zh-hans">') < page.index('<section lang="en">')


@pytest.mark.parametrize("name", ("403.html", "404.html"))
@pytest.mark.parametrize(("path", "languages"), (("/en/nothing/", 1), ("/nothing/", 2)))
def test_refusal_speaks_both_languages_outside_their_addresses(name, path, languages):
    with translation.override("en"):
        page = render_to_string(name, request=RequestFactory().get(path))

    assert page.count('<section lang="') == languages


@pytest.mark.parametrize(
    ("declared", "home"),
    (("", "http://testserver"), ("https://www.example.com", "https://www.example.com")),
)
def test_page_names_its_declared_home(settings, declared, home):
    settings.ORIGIN = declared
    alternates = [{"code": code, "url": f"/{code}/news/"} for code in ("en", "zh-hans")]

    with translation.override("en"):
        links = render_to_string(
            "components/head_links.html",
            {"request": RequestFactory().get("/en/news/?a=1"), "alternates": alternates},
        )

    assert re.findall(r'([a-z]+="[^"]+") href="(.+?)"', links) == [
        ('rel="canonical"', f"{home}/en/news/"),
        ('hreflang="en"', f"{home}/en/news/"),
        ('hreflang="x-default"', f"{home}/en/news/"),
        ('hreflang="zh-Hans"', f"{home}/zh-hans/news/"),
        ('title="News of Henlius"', f"{home}/en/news/feed.atom"),
        ('title="News of Henlius"', f"{home}/en/news/feed.rss"),
    ]


def test_switcher_marks_a_missing_translation():
    alternates = [
        {"code": "en", "label": "English", "url": "/en/news/"},
        {"code": "zh-hans", "label": "简体中文", "url": None},
    ]

    switcher = render_to_string(
        "components/languages.html", {"alternates": alternates, "language": "en"}
    )

    assert 'href="/en/news/" lang="en" hreflang="en" aria-current="true"' in switcher
    assert "not translated yet" in switcher
    assert "/zh-hans/" not in switcher
