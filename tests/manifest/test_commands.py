import pytest

from manifest.package import LANGUAGES, commands


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bot_answers_every_command_that_the_package_promises(language: str) -> None:
    phrases = pytest.importorskip("bot.phrases")

    assert all(phrases.named(command) for command in commands(language))
