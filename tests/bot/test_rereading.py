"""Secrets are exchanged in their files while the service runs; everything else waits for a restart."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.secret_files import SecretFileSettings
from bot.setting_problems import ProblemKind, SettingsError
from bot.settings import Settings, read_settings

OLD, NEW = "o" * 32, "n" * 32

Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"LAGESKOLL_{name.upper()}", raising=False)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes secrets, each in its file, which takes the place of the one before."""
    folder = tmp_path / "secrets"
    folder.mkdir()

    def written(**secrets: str) -> Path:
        for name, content in secrets.items():
            (folder / "beside").write_text(content, encoding="utf-8")
            (folder / "beside").rename(folder / f"lageskoll_{name}")
        return folder

    return written


def settings(folder: Path, **given: object) -> Settings:
    usual = {"profile": "development", "public_url": "https://lageskoll.borlange.example"}
    return read_settings(env_file=None, secrets_folder=folder, **{**usual, **given})


def revealed(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


def test_every_secret_is_as_its_file_has_it_now_and_the_settings_stay_as_they_were(write: Write) -> None:
    found = settings(write(link_key=OLD, smtp_password="old"))
    write(link_key=NEW, smtp_password="new\n")

    fresh = found.fresh()

    assert (revealed(fresh.link_key), revealed(fresh.smtp_password)) == (NEW, "new")
    assert revealed(found.link_key) == OLD


def test_what_is_no_secret_is_as_when_the_process_began(write: Write) -> None:
    found = settings(write(link_key=OLD, municipality="Borlänge"))
    write(link_key=NEW, municipality="Falun")

    assert (found.fresh().municipality, revealed(found.fresh().link_key)) == ("Borlänge", NEW)


def test_a_file_that_lies_behind_a_link_may_be_exchanged_by_moving_the_link(tmp_path: Path) -> None:
    """As Kubernetes does it: all files of a volume at once."""
    folder = tmp_path / "volume"
    for name, key in (("first", OLD), ("second", NEW)):
        (folder / name).mkdir(parents=True)
        (folder / name / "lageskoll_link_key").write_text(key)
    (folder / "..data").symlink_to("first")
    (folder / "lageskoll_link_key").symlink_to("..data/lageskoll_link_key")
    found = settings(folder)
    (folder / "moved").symlink_to("second")
    (folder / "moved").rename(folder / "..data")

    assert revealed(found.fresh().link_key) == NEW


def test_a_file_of_settings_may_be_changed_too(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"LAGESKOLL_LINK_KEY={OLD}\nLAGESKOLL_PORT=8080\n")
    found = read_settings(profile="development")
    file.write_text(f"LAGESKOLL_LINK_KEY={NEW}\nLAGESKOLL_PORT=9090\n")

    assert (revealed(found.fresh().link_key), found.fresh().port) == (NEW, 8080)


@pytest.mark.parametrize("content", ["", "too short"])
def test_a_secret_that_could_not_be_served_with_leaves_the_one_before(
    write: Write, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    found = settings(write(link_key=OLD))
    write(link_key=content, smtp_password="another, which is good")

    assert revealed(found.fresh().link_key) == OLD
    assert revealed(found.fresh().smtp_password) == "another, which is good"
    assert [each.getMessage() for each in caplog.records] == [
        "LAGESKOLL_LINK_KEY cannot be used as it is now; the one before goes on"
    ]


def test_after_a_half_written_secret_the_whole_one_is_used(write: Write) -> None:
    found = settings(write(link_key=OLD))
    write(link_key="half")
    found.fresh()
    write(link_key=NEW)

    assert revealed(found.fresh().link_key) == NEW


def test_settings_that_cannot_be_read_leave_every_secret_as_it_was_and_say_why(
    write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    found = settings(write(link_key=OLD))
    (write(port="nonsense") / "lageskoll_link_key").write_text(NEW)

    assert revealed(found.fresh().link_key) == OLD
    assert "LAGESKOLL_PORT" in caplog.text
    assert NEW not in caplog.text


def test_the_key_before_is_gone_when_its_file_is(write: Write) -> None:
    folder = write(link_key=NEW, link_key_before=OLD)
    found = settings(folder)
    (folder / "lageskoll_link_key_before").unlink()

    assert found.link_keys() == (NEW,)


def test_settings_that_nobody_read_anywhere_are_as_they_are() -> None:
    made = Settings(_env_file=None, link_key=SecretStr("k"))

    assert made.fresh() is made


def test_while_no_file_changes_nothing_is_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(write(link_key=OLD))
    # It would be refused if it were read.
    monkeypatch.setenv("LAGESKOLL_PORT", "nonsense")

    assert found.fresh() is found


def test_the_folder_of_secrets_may_be_another_and_must_be_there(
    write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = write(link_key=OLD)
    monkeypatch.setenv("LAGESKOLL_SECRETS_FOLDER", str(folder))

    assert revealed(read_settings(env_file=None, profile="development").link_key) == OLD

    monkeypatch.setenv("LAGESKOLL_SECRETS_FOLDER", str(tmp_path / "none"))
    with pytest.raises(SettingsError) as refusal:
        read_settings(env_file=None)
    assert [each.kind for each in refusal.value.problems] == [ProblemKind.FILE_NOT_FOUND]


def test_a_secret_that_is_no_text_is_named_and_not_told(write: Write) -> None:
    folder = write(link_key=OLD)
    (folder / "lageskoll_app_certificate").write_bytes(b"\xff is no text, and need not be")
    (folder / "lageskoll_app_secret").write_bytes(b"\xff\xfes3cret")

    with pytest.raises(SettingsError, match="lageskoll_app_secret") as refusal:
        settings(folder)

    assert refusal.value.problems[0].variables == ("LAGESKOLL_APP_SECRET",)
    assert "s3cret" not in str(refusal.value)


def test_a_file_of_settings_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"LAGESKOLL_PORT=\xff")

    with pytest.raises(SettingsError, match=r"\.env"):
        read_settings()


def test_where_the_secrets_lie_is_known_before_everything_else() -> None:
    assert set(SecretFileSettings.model_fields) <= set(Settings.model_fields)
