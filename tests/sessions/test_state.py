from __future__ import annotations

import pytest
from stand_ins import heard, kept_run

from mnist_desktop.sessions.state import ApplicationState
from mnist_desktop.system.errors import Problem
from mnist_desktop.workers.reading import WeightsChoice, WeightsInUse


def in_use(network: str, run: str = "") -> WeightsInUse:
    return WeightsInUse(WeightsChoice(network, run), "", (), ())


def test_another_network_is_told_once(state: ApplicationState) -> None:
    told = heard(state.network_changed)
    for name in ("CNNNet", "FirstNet", "FirstNet"):
        state.choose_network(name)
    assert told == [("FirstNet",)]
    assert state.network == "FirstNet"


def test_a_network_reads_with_the_factory_weights_unless_others_were_chosen() -> None:
    state = ApplicationState("CNNNet", {"FirstNet": "one"})
    assert state.chosen("FirstNet") == WeightsChoice("FirstNet", "one")
    assert state.chosen("CNNNet") == WeightsChoice("CNNNet", "")
    state.choose(WeightsChoice("CNNNet", "two"))
    assert state.all_chosen == {"FirstNet": "one", "CNNNet": "two"}


def test_weights_that_fell_back_to_the_factory_s_are_those_chosen(state: ApplicationState) -> None:
    state.choose(WeightsChoice("CNNNet", "damaged"))
    state.set_weights(in_use("CNNNet"))
    assert state.chosen("CNNNet").run == ""


def test_weights_are_loading_until_they_are_there_or_lost(state: ApplicationState) -> None:
    told = heard(state.weights_changed)
    assert state.is_loading("CNNNet")
    state.set_weights(in_use("CNNNet"))
    assert not state.is_loading("CNNNet")
    state.clear_weights("FirstNet")
    assert not state.is_loading("FirstNet")
    assert state.weights("FirstNet") is None
    assert told == [("CNNNet",), ("FirstNet",)]


@pytest.mark.parametrize(("network", "live"), [("CNNNet", ""), ("FirstNet", "CNNNet")])
def test_whoever_chooses_weights_leaves_the_run_under_way_of_that_network(
    state: ApplicationState, network: str, live: str
) -> None:
    state.follow("CNNNet")
    state.choose(WeightsChoice(network, "one"))
    assert state.live == live


def test_runs_are_listed_the_newest_first_and_found_by_their_id(state: ApplicationState) -> None:
    told = heard(state.runs_changed)
    old, new = kept_run("Run 1"), kept_run("Run 2")
    state.set_runs({old.id: old})
    state.add_run(new)
    assert state.runs == [new, old]
    assert state.find(old.id) is old
    assert state.find("gone") is None
    assert len(told) == 2


def test_the_run_on_show_has_its_history(state: ApplicationState) -> None:
    told = heard(state.run_changed)
    assert state.history is None
    run = kept_run()
    state.show_run(run)
    assert state.history is run.history
    state.show_run(None)
    assert state.history is None
    assert len(told) == 2


def test_a_message_says_words_or_a_problem_and_what_can_be_done(state: ApplicationState) -> None:
    messages: list[object] = []
    state.message_sent.connect(messages.append)
    done: list[str] = []
    state.say(Problem("run_under_way"))
    state.say("It was cut off.", "Resume", lambda: done.append("resumed"))
    plain, offer = messages
    assert (plain.about, plain.action) == (Problem("run_under_way"), "")  # type: ignore[attr-defined]  # a Message
    offer.act()  # type: ignore[attr-defined]  # the same
    assert done == ["resumed"]
