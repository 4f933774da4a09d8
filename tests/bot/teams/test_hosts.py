"""The bot's own token goes to Microsoft's hosts and nowhere else."""

import pytest

from bot.settings import TEAMS_SERVICE_HOSTS
from bot.teams.hosts import ServiceHosts


@pytest.mark.parametrize(
    "service_url",
    [
        "https://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net/teams",
        "https://smba.trafficmanager.net",
        "https://SMBA.trafficmanager.net:443/emea/8c2f6d5e-1b7a-4c39-9f53-6a1d7e0b4c21/",
        "https://smba.infra.gcc.teams.microsoft.com/teams",
    ],
)
def test_microsofts_hosts_are_allowed_whatever_the_region(service_url: str) -> None:
    assert ServiceHosts(TEAMS_SERVICE_HOSTS).allows(service_url)


@pytest.mark.parametrize(
    "service_url",
    [
        "",
        "smba.trafficmanager.net",
        "http://smba.trafficmanager.net/emea/",
        "https://evil.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://smba.trafficmanager.net./emea/",
        "https://smba.trafficmanager.net:8443/emea/",
        "https://smba.trafficmanager.net:@evil.example/",
        "https://user@smba.trafficmanager.net/",
        "https://evil.example/#@smba.trafficmanager.net/",
        "https://evil.example\\@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net\\.evil.example/",
        "https://smba.trafficmanager.net/?next=//evil.example",
        "https://smba.trafficmanager.net/\r\nHost: evil.example",
        "https://smba.trafficmanager.net/emea/\n",
        " https://smba.trafficmanager.net/",
        "https://ſmba.trafficmanager.net/",
        "https://127.0.0.1/",
        "http://localhost:56150/_connector",
    ],
)
def test_everything_else_is_refused(service_url: str) -> None:
    assert not ServiceHosts(TEAMS_SERVICE_HOSTS).allows(service_url)


@pytest.mark.parametrize(
    "service_url", ["http://localhost:56150/_connector", "http://127.0.0.1:3979/_connector"]
)
def test_in_development_this_machine_is_allowed_too(service_url: str) -> None:
    assert ServiceHosts(TEAMS_SERVICE_HOSTS, loopback=True).allows(service_url)


@pytest.mark.parametrize(
    "service_url",
    [
        "http://localhost.evil.example/",
        "http://127.0.0.1@evil.example/",
        "http://10.0.0.1/",
        "http://localhost:1:2/",
    ],
)
def test_in_development_other_machines_are_still_refused(service_url: str) -> None:
    assert not ServiceHosts(TEAMS_SERVICE_HOSTS, loopback=True).allows(service_url)
