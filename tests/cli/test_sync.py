"""`python -m lib sync`: one line a source, exit codes, progress, what differs; in its own process as cron starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.services.syncs.bench import settings
from tests.support.server import ROOT
from tests.support.site import HTML_500, Site, as_json, site
from tests.support.ulule import KEY, Ulule, news, order


@pytest.fixture
def ulule() -> Ulule:
    return Ulule(100, fans=9, supporters=2, orders=[order(1, 70), order(2, 30), order(3, 5, "processing")], news=[news(1)])


@pytest.fixture
def at(ulule: Ulule) -> Iterator[Site]:
    with site(ulule) as running:
        yield running


@pytest.fixture
def desk(typed: Typed, at: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """A store that knows the campaign, and the owner's key in the environment."""
    monkeypatch.setenv("ULULE_API_KEY", KEY)
    folder = tmp_path / "campaign"
    folder.mkdir()
    (folder / "campaign.toml").write_text(settings(at.url), "utf-8")
    assert typed("import", folder).code == 0
    return typed


def test_one_line_says_what_came_and_a_second_sync_changes_nothing(desk: Typed) -> None:
    answer = desk("sync")
    assert (answer.code, answer.output) == (0, "Ulule: 6 new, 0 changed, 0 known already, 0 refused.\n")
    before = desk.figures("--as-of", "2018-03-16")
    assert (before["money"]["gross"], before["money"]["pending"], before["money"]["contributors"]) == ("100.00", "5.00", 2)
    assert desk("sync", "ulule").output == "Ulule: 0 new, 0 changed, 4 known already, 0 refused.\n"
    assert desk.figures("--as-of", "2018-03-16") == before


def test_in_french_it_speaks_french(desk: Typed) -> None:
    assert desk("sync", lang="fr_CA.UTF-8").output == "Ulule\u00a0: 6 nouvelles, 0 modifiées, 0 déjà connues, 0 refusées.\n"


def test_a_source_that_fails_is_a_sentence_and_exit_code_1(desk: Typed, at: Site) -> None:
    at.trouble("/102184", as_json({}, 403), as_json({}, 403))
    answer = desk("sync")
    assert answer.code == 1 and "refuses access (answer 403)" in answer.output and KEY not in answer.output + answer.errors


def test_a_refused_row_is_named_and_exit_code_1(desk: Typed, ulule: Ulule) -> None:
    ulule.orders.append({**order(4, 10), "status": "teleported"})
    answer = desk("sync")
    assert answer.code == 1 and "1 refused" in answer.output and "row 1, column status" in answer.errors


def test_what_differs_from_the_platform_is_said_with_a_likely_cause(desk: Typed, ulule: Ulule) -> None:
    ulule.amount_raised, ulule.supporters = 140, 5
    errors = desk("sync").errors
    assert "$40.00 more ($140.00)" in errors and "anonymous ones" in errors
    assert "contributors differ: 5 on the platform, 2 here" in errors


@pytest.mark.parametrize("arguments", [("sync", "mastodont"), ("sync", "--every", "soon"), ("sync", "--every", "0m"), ("sync", "--campaign", "none")])
def test_what_cannot_be_asked_is_wrong_use(desk: Typed, arguments: tuple[str, ...]) -> None:
    assert desk(*arguments).code == 2


def test_without_any_live_source_the_way_to_set_one_up_is_said(typed: Typed) -> None:
    typed("demo")
    answer = typed("sync")
    assert answer.code == 2 and "[sources.ulule]" in answer.errors


def test_cron_has_it_in_a_process_of_its_own_with_nothing_but_its_line(desk: Typed, at: Site, tmp_path: Path) -> None:
    at.trouble("/orders", HTML_500)
    done = subprocess.run([sys.executable, "-m", "lib", "sync", "--lang", "en"], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "Ulule: 6 new, 0 changed, 0 known already, 0 refused.\n")


def test_again_and_again_it_goes_on_after_a_failure(desk: Typed, at: Site, ulule: Ulule) -> None:
    at.trouble("/102184", as_json({}, 403))
    process = subprocess.Popen([sys.executable, "-m", "lib", "sync", "--every", "1s", "--lang", "en"], cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert "new" in process.stdout.readline()
        ulule.orders.append(order(9, 5))
        said = process.stdout.readline()
        while " 1 new" not in said:
            said = process.stdout.readline()
            assert said
    finally:
        process.terminate()
        process.wait(10)


def test_a_settings_line_that_is_none_is_said_with_the_nearest_one(typed: Typed, at: Site, tmp_path: Path) -> None:
    (tmp_path / "campaign.toml").write_text(settings(at.url, more='api_key = "x"\n'), "utf-8")
    typed("import", tmp_path / "campaign.toml")
    answer = typed("sync")
    assert answer.code == 1 and "api_key" in answer.output and json.dumps("x") not in answer.output
