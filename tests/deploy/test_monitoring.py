"""The example dashboard and alert rules: every figure that they ask for exists, divided as they think."""

import json
import re
from collections.abc import Iterator

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.watching.clock_watch import PUT_BACK, RETRIED
from bot.watching.figures import GAUGES, Figures
from bot.watching.turns import Outcome
from domain.deliveries import Fate
from tests.house.source import ROOT

MONITORING = ROOT / "deploy" / "monitoring"
ALERTS = yaml.safe_load((MONITORING / "alerts.yml").read_text(encoding="utf-8"))
RULES = [rule for group in ALERTS["groups"] for rule in group["rules"]]
DASHBOARD = json.loads((MONITORING / "dashboard.json").read_text(encoding="utf-8"))
SELECTOR = re.compile(r"\b((?:lageskoll|process)_[a-z_]+)(?:\{([^}]*)\})?")
MATCHER = re.compile(r'(\w+)(=~|=)"([^"]*)"')
GROUPED = re.compile(r"by \(([^)]*)\)")
# Prometheus itself gives every figure these.
OF_THE_SCRAPE = {"job", "instance"}
VALUES = {"outcome": {*Outcome, *Fate, RETRIED, PUT_BACK}, "level": {"warning", "error", "critical"}}


@pytest.fixture(scope="module")
def figures() -> dict[str, set[str]]:
    """Every sample of a process where everything has happened once, with its labels."""
    counted = Figures()
    counted.turn("press", "answer.save", "answered", 0.1)
    counted.turned_away(401)
    counted.delivery("reminder", "sent", "")
    counted.request("POST", "done", 0.1)
    counted.tick("plan", "done", 0.1, 0)
    counted.duty("rounds", 0.1)
    counted.lag(0.1)
    counted.line("error")
    counted.built("1", "sqlite")
    for name, (_, labels) in GAUGES.items():
        if name != "build_info":
            counted.set(name, 1, *("x" for _ in labels))
    families = text_string_to_metric_families(counted.written().decode())
    return {sample.name: set(sample.labels) for family in families for sample in family.samples}


def questions() -> Iterator[str]:
    """Every expression of both files."""
    yield from (rule["expr"] for rule in RULES)
    yield from (target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"])


@pytest.mark.parametrize("question", list(questions()))
def test_every_figure_that_is_asked_for_exists_and_is_divided_so(
    question: str, figures: dict[str, set[str]]
) -> None:
    asked = SELECTOR.findall(question)
    known: set[str] = set(OF_THE_SCRAPE)
    for name, matchers in asked:
        assert name in figures, name
        labels = figures[name] | OF_THE_SCRAPE
        known |= labels
        for label, kind, value in MATCHER.findall(matchers):
            assert label in labels
            values = value.split("|") if kind == "=~" else [value]
            assert set(values) <= VALUES.get(label, set(values))
    for names in GROUPED.findall(question):
        assert {name.strip() for name in names.split(",")} <= known

    assert asked or question.startswith("up{")
    assert question.count("(") == question.count(")")


def test_the_dashboard_leaves_none_of_our_figures_out(figures: dict[str, set[str]]) -> None:
    asked = {name for question in questions() for name, _ in SELECTOR.findall(question)}
    families = {re.sub(r"_(bucket|sum|count|total)$", "", name) for name in figures}
    shown = {re.sub(r"_(bucket|sum|count|total)$", "", name) for name in asked}

    assert {name for name in families if name.startswith("lageskoll_")} == {
        name for name in shown if name.startswith("lageskoll_")
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_every_alert_says_what_has_happened_and_what_to_do(rule: dict[str, dict[str, str]]) -> None:
    assert rule["annotations"]["summary"].endswith(".")
    assert rule["annotations"]["remedy"].endswith(".")
    assert rule["labels"]["severity"] in {"page", "ticket"}


def test_panels_lie_beside_each_other_and_not_on_top() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert max(x for x, _ in cells) < 24
        assert not cells & taken
        taken |= cells
