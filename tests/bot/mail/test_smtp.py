"""A letter through a real mail server: secret, let in, whole; and what is said when it is not taken."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.doctor_mail import examine
from bot.mail.smtp import SmtpMailer
from bot.settings import Settings, read_settings
from cards.words import Words
from domain.mail import MailFailure
from domain.people import Language
from scheduler.mailer import Letter, MailError
from tests.fakes.mail_server import PASSWORD, USER, MailServer, mail_server

LETTER = Letter(
    message_id="<1.abc@lageskoll.example>",
    to="asa.oberg@borlange.example",
    language="sv",
    subject="Läget i handlingsplanen\r\nBcc: alla@borlange.example",
    text="Hej Åsa!\n.\nRaden med en punkt ovanför är kvar.",
    page="<p>Hej Åsa &amp; co!</p>",
)


def settings_for(server: MailServer, **others: object) -> Settings:
    given: dict[str, object] = {
        "profile": "development",
        "public_url": "https://lageskoll.example",
        "link_key": "k" * 40,
        "mail": "smtp",
        "mail_from": "lageskoll@borlange.example",
        "mail_reply_to": "miljo@borlange.example",
        "smtp_host": "127.0.0.1",
        "smtp_port": server.port,
        "smtp_ca_file": server.certificate,
        "smtp_user": USER,
        "smtp_password": PASSWORD,
    }
    return Settings(_env_file=None, **(given | others))  # type: ignore[arg-type]


async def refusal_of(mailer: SmtpMailer, letter: Letter = LETTER) -> MailError:
    with pytest.raises(MailError) as refused:
        await mailer.send(letter)
    return refused.value


async def test_a_letter_arrives_whole_in_secret_with_one_recipient_and_no_header_but_ours(
    tmp_path: Path,
) -> None:
    async with mail_server(tmp_path) as server:
        await SmtpMailer(settings_for(server)).send(LETTER)

    (taken,) = server.letters
    text, page = taken.get_body(("plain",)), taken.get_body(("html",))
    assert text is not None
    assert page is not None
    assert server.were_secret == [True]
    assert server.recipients == [LETTER.to]
    assert taken["Bcc"] is None
    assert taken["Subject"] == "Läget i handlingsplanen Bcc: alla@borlange.example"
    assert (taken["Message-ID"], taken["Auto-Submitted"]) == (LETTER.message_id, "auto-generated")
    assert (taken["Reply-To"], taken["From"].addresses[0].display_name) == (
        "miljo@borlange.example",
        "Lägeskoll",
    )
    assert text.get_content().splitlines() == LETTER.text.splitlines()
    assert page.get_content().strip() == LETTER.page


@pytest.mark.parametrize(
    ("said", "failure", "permanent", "code"),
    [
        ("550 5.1.1 no such user", MailFailure.BOUNCED, True, "550 5.1.1"),
        ("554 5.7.1 relaying denied", MailFailure.REJECTED, True, "554 5.7.1"),
        ("451 4.7.1 greylisted", MailFailure.UNAVAILABLE, False, "451 4.7.1"),
    ],
)
async def test_what_the_server_says_of_the_recipient_is_told_by_its_code_and_never_by_its_words(
    tmp_path: Path,
    *,
    said: str,
    failure: MailFailure,
    permanent: bool,
    code: str,
) -> None:
    async with mail_server(tmp_path) as server:
        server.refusing[LETTER.to] = said
        told = await refusal_of(SmtpMailer(settings_for(server)))

    assert (told.failure, told.permanent, told.code) == (failure, permanent, code)
    assert server.letters == []


async def test_a_letter_that_is_refused_at_its_end_is_rejected_or_waits(tmp_path: Path) -> None:
    async with mail_server(tmp_path) as server:
        server.at_data = ["552 5.3.4 too large", "452 4.3.1 full"]
        mailer = SmtpMailer(settings_for(server))
        first, second = await refusal_of(mailer), await refusal_of(mailer)

    assert (first.failure, first.permanent) == (MailFailure.REJECTED, True)
    assert (second.failure, second.permanent) == (MailFailure.UNAVAILABLE, False)


async def test_the_password_is_exchanged_while_letters_are_being_sent(tmp_path: Path) -> None:
    secret = tmp_path / "lageskoll_smtp_password"
    secret.write_text("det gamla")
    async with mail_server(tmp_path) as server:
        given = settings_for(server).model_dump(exclude={"smtp_password", "secrets_folder"})
        mailer = SmtpMailer(read_settings(env_file=None, secrets_folder=tmp_path, **given))
        await refusal_of(mailer)
        secret.write_text(PASSWORD)

        await mailer.send(LETTER)

    assert len(server.letters) == 1


async def test_nothing_is_sent_in_the_clear_to_strangers_or_with_the_wrong_password(tmp_path: Path) -> None:
    """None of it is the recipient's fault, so the letter waits until IT has mended it."""
    folder = tmp_path / "other"
    folder.mkdir()
    async with (
        mail_server(tmp_path) as server,
        mail_server(folder, starttls=False, wants_login=False) as plain,
    ):
        wrong = await refusal_of(SmtpMailer(settings_for(server, smtp_password="gissning")))
        clear = await refusal_of(SmtpMailer(settings_for(plain, smtp_ca_file=None)))
        stranger = await refusal_of(SmtpMailer(settings_for(server, smtp_ca_file=None)))

    assert {(each.failure, each.permanent) for each in (wrong, clear, stranger)} == {
        (MailFailure.UNAVAILABLE, False)
    }
    assert server.letters == plain.letters == []


async def test_a_server_that_is_not_there_is_waited_for(tmp_path: Path) -> None:
    async with mail_server(tmp_path) as server:
        settings = settings_for(server)
    told = await refusal_of(SmtpMailer(settings))

    assert (told.failure, told.permanent) == (MailFailure.UNAVAILABLE, False)


@pytest.mark.parametrize(
    "address", ["", "a b@c.se", "åsa@borlänge.se", "a@b.se\r\nRCPT TO:<x@y.z>", "<@>", "@"]
)
async def test_an_address_that_is_nobodys_has_bounced_before_the_server_is_asked(
    tmp_path: Path, address: str
) -> None:
    async with mail_server(tmp_path) as server:
        told = await refusal_of(SmtpMailer(settings_for(server)), replace(LETTER, to=address))

    assert (told.failure, told.permanent) == (MailFailure.BOUNCED, True)
    assert server.recipients == []


async def test_doctor_connects_and_logs_in_and_sends_nothing(tmp_path: Path) -> None:
    words = Words(language=Language.ENGLISH)
    async with mail_server(tmp_path) as server:
        good = [each async for each in examine(settings_for(server), words)]
        bad = [each async for each in examine(settings_for(server, smtp_password="gissning"), words)]
    off = [each async for each in examine(Settings(_env_file=None, profile="development"), words)]

    assert [(each.fact, each.remedy) for each in good] == [(f"127.0.0.1:{server.port} lets us in", "")]
    assert bad[0].fact == f"127.0.0.1:{server.port}: 535 5.7.8"
    assert "LAGESKOLL_SMTP_" in bad[0].remedy
    assert [each.fact for each in off] == ["not turned on"]
    assert server.letters == []
