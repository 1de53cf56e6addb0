"""Numbers for a host: of what stands in the list, and told apart by nothing else."""

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from alongside.ground import measures
from alongside.ground.measures import Count, Spread


@pytest.fixture
def made(monkeypatch):
    """A list of its own, so that nothing of this test is counted anywhere else."""
    monkeypatch.setattr(measures, "_every", [])
    return (
        Count("cups", "Cups of tea.", "kind", ("green", "black")),
        Spread("walk_seconds", "Walks."),
    )


def shown(registry: CollectorRegistry) -> str:
    return generate_latest(registry).decode()


def test_nothing_is_counted_while_they_are_off(made):
    cups, walks = made
    cups.add("green")
    with walks.timed():
        pass
    registry = CollectorRegistry()
    cups.keep_in(registry)
    assert 'alongside_cups_total{kind="green"} 0.0' in shown(registry)


def test_what_happens_is_counted(made):
    registry = CollectorRegistry()
    for measure in made:
        measure.keep_in(registry)
    cups, walks = made
    cups.add("green", 2)
    with pytest.raises(ZeroDivisionError), walks.timed():
        raise ZeroDivisionError
    told = shown(registry)
    assert 'alongside_cups_total{kind="green"} 2.0' in told
    assert "alongside_walk_seconds_count 1.0" in told


def test_a_word_that_is_not_in_the_list_never_becomes_a_label(made):
    cups = made[0]
    registry = CollectorRegistry()
    cups.keep_in(registry)
    cups.add("for-mira")
    told = shown(registry)
    assert "for-mira" not in told
    assert 'alongside_cups_total{kind="other"} 1.0' in told
