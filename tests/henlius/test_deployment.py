"""Files that other programs read: requirements, Compose, the settings of the container."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_carry_no_address(name):
    text = (ROOT / name).read_text()

    assert "://" not in text
    assert not re.findall(r"^--|file:|@ ", text, re.MULTILINE)


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_are_pinned_with_hashes(name):
    entries = re.split(r"\n(?=[a-z])", (ROOT / name).read_text().split("\n", 2)[2])

    assert len(entries) > 10
    assert [
        entry for entry in entries if not re.match(r"[\w-]+==\S+.*\n +--hash=sha256:", entry)
    ] == []


def test_compose_gives_each_service_its_own_role(services):
    migrate = services["migrate"]["environment"]

    assert "henlius_owner:" in migrate["DATABASE_OWNER_URL"]
    for name in ("web", "worker", "anchor"):
        assert "henlius_app:" in services[name]["environment"]["DATABASE_URL"]
        assert "OWNER" not in str(services[name]["environment"])


def test_compose_starts_one_after_the_other(services):
    assert services["db"]["image"] == "postgres:18"
    assert {name: service.get("depends_on") for name, service in services.items()} == {
        "db": None,
        "migrate": {"db": {"condition": "service_healthy"}},
        "web": {"migrate": {"condition": "service_completed_successfully"}},
        "worker": {"migrate": {"condition": "service_completed_successfully"}},
        "anchor": {"migrate": {"condition": "service_completed_successfully"}},
        "nginx": {"web": {"condition": "service_healthy"}},
    }
    assert {name for name, service in services.items() if "healthcheck" in service} == {
        "db", "web", "nginx",
    }  # fmt: skip


def test_compose_asks_for_the_address_of_the_site(services):
    for name in ("migrate", "web", "worker", "anchor"):
        assert services[name]["environment"]["HENLIUS_ORIGIN"].startswith("${HENLIUS_ORIGIN:?")


def test_compose_holds_no_secret():
    text = (ROOT / "docker-compose.yml").read_text()

    values = re.findall(r"^ +\w+(?:PASSWORD|_KEY): *(\S+)", text, re.MULTILINE)

    assert len(values) == 5
    assert all(re.match(r"\$\{\w+:\?", value) for value in values)


def test_compose_gives_the_mail_server_to_the_worker_alone(services):
    told = {name for name, service in services.items() if "HENLIUS_MAIL_URL" in str(service)}

    assert told == {"worker"}
    assert services["worker"]["command"] == ["python", "manage.py", "worker"]


def test_compose_gives_the_key_of_the_anchors_to_their_service_alone(services):
    told = {name for name, service in services.items() if "HENLIUS_ANCHOR_KEY" in str(service)}
    writing = {
        n
        for n, service in services.items()
        if "anchors:/data/anchors" in service.get("volumes", ())
    }

    assert told == writing == {"anchor"}
    assert services["anchor"]["command"] == ["python", "manage.py", "anchor", "--daily"]
    assert services["anchor"]["volumes"] == ["media:/data/media:ro", "anchors:/data/anchors"]
    assert "anchors:/data/anchors:ro" in services["web"]["volumes"]


def test_container_makes_both_roles():
    script = (ROOT / "docker" / "roles.sh").read_text()

    assert "CREATE ROLE henlius_owner LOGIN CREATEDB" in script
    assert "CREATE ROLE henlius_app LOGIN PASSWORD" in script
    assert "REVOKE TEMPORARY ON DATABASE henlius FROM PUBLIC" in script
