"""The image: what it is made of, and that its command and its health check do what they say."""

import os
import re
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.alive import USUAL_PORT, is_alive
from bot.setting_problems import PREFIX
from bot.settings import Settings
from tests.deploy.written import CONTAINERFILE, ROOT, environment, final, health_command, stages
from tests.fakes.listening import Listening

BIN = Path(sys.executable).parent
SETTINGS = {PREFIX + name.upper() for name in Settings.model_fields}
PATIENCE_SECONDS = 120

# Nobody is there: the service must live, and end, without Microsoft.
NOBODY = "https://127.0.0.1:9"
PRODUCTION = {
    "LAGESKOLL_APP_ID": "5f0f8a4e-6a0e-4b0e-9d0b-0a6a7c1f2e3d",
    "LAGESKOLL_TENANT_ID": "8c2f6d5e-1b7a-4c39-9f53-6a1d7e0b4c21",
    "LAGESKOLL_APP_SECRET": "not one",
    "LAGESKOLL_LOGIN_AUTHORITY": NOBODY,
    "LAGESKOLL_OPENID_METADATA_URL": f"{NOBODY}/openid",
}


def test_the_linter_has_nothing_to_say_of_the_recipe() -> None:
    said = subprocess.run([BIN / "hadolint", CONTAINERFILE], capture_output=True, text=True, check=False)

    assert said.stdout + said.stderr == ""


def test_it_is_built_with_the_uv_that_everybody_builds_with() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    everybodys = re.findall(r"UV_VERSION := (\S+)", makefile)

    assert re.findall(r"ARG UV_VERSION=(\S+)", CONTAINERFILE.read_text(encoding="utf-8")) == everybodys


def test_what_is_installed_is_what_the_lock_names_and_uv_by_its_version() -> None:
    ran = " && ".join(rest for stage in stages() for name, rest in stage if name == "RUN")
    installing = re.findall(r"uv sync[^&]*|(?:pip|apt-get|apk|npm) (?:\S+ )*?(?:install|add)\b[^&]*", ran)

    assert [each.split()[-1] for each in installing if not each.startswith("uv sync")] == [
        '"uv==${UV_VERSION}"'
    ]
    synced = [each for each in installing if each.startswith("uv sync")]
    assert synced
    assert all("--frozen --no-dev" in each for each in synced)


def test_it_holds_every_room_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rooms = set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    copied = {word for name, rest in stages()[1] if name == "COPY" for word in rest.split()[:-1]}
    let_in = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }

    assert copied - {"pyproject.toml", "uv.lock", "README.md", "LICENSE"} == rooms
    assert let_in == copied


def test_whoever_runs_it_is_nobody_in_particular_and_can_install_nothing() -> None:
    assert final("USER") == ["10001:10001"]
    assert "pip uninstall" in final("RUN")[0]
    assert [rest.split()[0] for rest in final("COPY")] == ["--from=build"]


def test_both_stages_stand_on_the_same_base_of_an_exact_version() -> None:
    base = re.findall(r"^ARG PYTHON_IMAGE=(\S+)", CONTAINERFILE.read_text(encoding="utf-8"), re.MULTILINE)

    assert [stage[0][1].split()[0] for stage in stages()[1:]] == ["${PYTHON_IMAGE}", "${PYTHON_IMAGE}"]
    assert len(base) == 1
    assert re.search(r":\d+\.\d+\.\d+-slim-\w+$", base[0])


def test_every_setting_that_it_makes_is_one_and_no_secret_is_among_them() -> None:
    made = {name for name in environment() if name.startswith(PREFIX)}

    assert made <= SETTINGS
    assert not [name for name in made if re.search("SECRET|PASSWORD|KEY", name)]


def test_the_port_is_the_same_everywhere() -> None:
    assert final("EXPOSE") == [environment()["LAGESKOLL_PORT"]] == [str(USUAL_PORT)]


@pytest.mark.parametrize(("status", "alive"), [(200, True), (204, False), (302, False), (500, False)])
def test_only_a_200_is_a_sign_of_life(status: int, *, alive: bool) -> None:
    with Listening(f"HTTP/1.1 {status} x\r\nContent-Length: 0\r\n\r\n".encode()) as somebody:
        assert is_alive({"LAGESKOLL_PORT": str(somebody.port)}) is alive


@pytest.mark.parametrize("answer", [b"", b"\x00\xff\r\n", b"HTTP/1.1 " + b"9" * 70_000])
def test_what_is_no_answer_is_no_sign_of_life(answer: bytes) -> None:
    with Listening(answer) as somebody:
        assert not is_alive({"LAGESKOLL_PORT": str(somebody.port)})


@pytest.mark.parametrize("port", ["1", "0", "-1", "99999999", "three"])
def test_where_nobody_can_listen_nobody_lives(port: str) -> None:
    assert not is_alive({"LAGESKOLL_PORT": port})


@pytest.mark.parametrize("host", ["", "0.0.0.0", "127.0.0.1", "localhost"])
def test_it_is_asked_where_it_listens(host: str) -> None:
    with Listening(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") as somebody:
        assert is_alive({"LAGESKOLL_HOST": host, "LAGESKOLL_PORT": str(somebody.port)})


@pytest.fixture
def container(tmp_path: Path) -> dict[str, str]:
    """The image's own variables, with the disk of this machine and a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    ours = {name: value for name, value in environment().items() if name != "PATH"}
    place = {"LAGESKOLL_HOST": "127.0.0.1", "LAGESKOLL_PORT": port}
    database = {"LAGESKOLL_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'lageskoll.db'}"}
    return {"PATH": f"{BIN}:{os.environ['PATH']}", **ours, **PRODUCTION, **place, **database}


@pytest.fixture
def service(container: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The image's command, running."""
    command = ["lageskoll", "serve"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=container, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        yield process
        process.kill()


def test_the_command_starts_says_that_it_lives_and_ends_when_asked(
    service: subprocess.Popen[str], container: dict[str, str], tmp_path: Path
) -> None:
    assert (final("ENTRYPOINT"), final("CMD")) == (['["lageskoll"]'], ['["serve"]'])
    assert service.stdout is not None
    until_it_listens = next(line for line in service.stdout if container["LAGESKOLL_PORT"] in line)

    asked = subprocess.run(
        health_command(), cwd=tmp_path, env=container, check=False, timeout=PATIENCE_SECONDS
    )
    service.send_signal(signal.SIGTERM)
    code = service.wait(timeout=PATIENCE_SECONDS)
    after = subprocess.run(
        health_command(), cwd=tmp_path, env=container, check=False, timeout=PATIENCE_SECONDS
    )

    assert "http://127.0.0.1" in until_it_listens
    assert (asked.returncode, code, after.returncode) == (0, 0, 1)
