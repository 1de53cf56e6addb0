"""What every fault must leave behind."""

from tests.live import Site, eventually


def everything_settles(site: Site, *, within: float = 150) -> None:
    """Soon nothing waits for the gate any more."""
    waiting = "SELECT count(*) FROM door_message WHERE state = 'waiting'"
    eventually(lambda: site.sql(waiting) == [(0,)], within=within, what="everything to be settled")


def each_is_there_once(site: Site, *, messages: int) -> None:
    """So many messages are kept, each with its own receipt, no answer is written down twice, and the doctor is content."""
    assert site.sql("SELECT count(*), count(DISTINCT receipt) FROM door_message") == [(messages, messages)]
    assert site.sql("SELECT count(*) FROM door_consent") == [(0,)]  # nobody changed an answer
    assert [finding for finding in site.ask("doctor")["findings"] if finding["grade"] == "wrong"] == []
