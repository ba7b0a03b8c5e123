import re
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.templatetags.static import static

CSS = Path(settings.BASE_DIR) / "static" / "css"
PARTS = re.findall(r'@import url\("([^"]+)"\);', (CSS / "site.css").read_text())


def test_site_css_is_served_in_one_piece(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "henlius.staticfiles.BundlingStorage"}
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    served = (tmp_path / static("css/site.css").removeprefix(settings.STATIC_URL)).read_text()
    parts = "".join((CSS / part).read_text() for part in PARTS)
    assert "".join(served.split()) == "".join(re.sub(r"(?s)/\*.*?\*/", "", parts).split())
    assert len(served) < 32_000


def test_site_css_imports_every_public_part():
    files = {path.relative_to(CSS).as_posix() for path in CSS.rglob("*.css")}

    public = {part for part in files if not part.startswith(("admin", "pages/"))}
    assert public - {"site.css"} == set(PARTS)


def test_a_sheet_of_one_page_is_linked_by_that_page_alone():
    pages = [path.read_text() for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html")]

    for sheet in (CSS / "pages").glob("*.css"):
        assert sum(f'"css/pages/{sheet.name}"' in page for page in pages) == 1


def test_parts_use_no_url():
    assert [part for part in PARTS if "url(" in (CSS / part).read_text()] == []
