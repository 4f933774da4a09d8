"""What is wrong with the settings for letters, each told with what to mend."""

import pytest

from bot.mail.settings import mail_problems
from bot.settings import Settings

GOOD: dict[str, object] = {
    "public_url": "https://lageskoll.example",
    "mail": "smtp",
    "mail_from": "lageskoll@borlange.example",
    "smtp_host": "smtp.borlange.example",
}


def problems(**others: object) -> list[tuple[str, tuple[str, ...]]]:
    settings = Settings(_env_file=None, **(GOOD | others))  # type: ignore[arg-type]
    return [(each.kind.value, each.variables) for each in mail_problems(settings, settings)]


def test_a_mail_server_and_a_sender_are_enough_where_there_are_pages() -> None:
    assert problems() == []


def test_where_no_letters_are_sent_nothing_is_wrong_with_them() -> None:
    assert problems(mail="off", mail_from="inte en adress", smtp_host="") == []


@pytest.mark.parametrize(
    ("given", "kind", "variable"),
    [
        ({"public_url": ""}, "missing", "PUBLIC_URL"),
        ({"mail_from": ""}, "missing", "MAIL_FROM"),
        ({"mail_from": "lägeskoll"}, "not_an_address", "MAIL_FROM"),
        ({"mail_reply_to": "a@b.example, c@d.example"}, "not_an_address", "MAIL_REPLY_TO"),
        ({"mail_coordinator": "samordnaren"}, "not_an_address", "MAIL_COORDINATOR"),
        ({"smtp_host": " "}, "missing", "SMTP_HOST"),
        ({"smtp_security": "none"}, "not_encrypted", "SMTP_SECURITY"),
        ({"smtp_ca_file": "/finns/inte.pem"}, "file_not_found", "SMTP_CA_FILE"),
        ({"smtp_user": "lageskoll"}, "missing", "SMTP_PASSWORD"),
    ],
)
def test_each_mistake_is_told_with_its_variable(given: dict[str, object], kind: str, variable: str) -> None:
    assert problems(**given) == [(kind, (f"LAGESKOLL_{variable}",))]


def test_through_graph_a_mailbox_is_enough_and_graph_must_be_turned_on() -> None:
    way: dict[str, object] = {"mail": "graph", "smtp_host": "", "smtp_security": "none"}

    assert problems(**way, graph=True) == []
    assert problems(**way) == [("missing", ("LAGESKOLL_GRAPH",))]
    assert problems(**way, graph=True, mail_from="") == [("missing", ("LAGESKOLL_MAIL_FROM",))]


def test_only_a_server_on_this_machine_may_be_spoken_to_in_the_clear() -> None:
    assert problems(smtp_security="none", smtp_host="127.0.0.1") == []
