"""Teams on this machine, as far as a tab can tell: a page that frames it and speaks its protocol."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.flows.login_server import write_certificate

TEAMS = "https://teams.microsoft.com"
STRANGER = "https://stranger.example"
LOOPBACK = "127.0.0.1"

# Answers as Teams does (source: @microsoft/teams-js, internal/communication): the same id, and a list.
HOST_PAGE = """<!DOCTYPE html><html lang="sv"><title>Teams</title><body><script>
const RUNTIME = JSON.stringify({apiVersion: 4, isLegacyTeams: false, supports: {}, hostVersionsInfo: {}});
const answers = {
  "initialize": () => ["content", "web", RUNTIME, "2.58.0"],
  "authentication.getAuthToken": () => [IS_GRANTED, TOKEN],
};
addEventListener("message", event => {
  const answer = answers[event.data.func];
  if (!answer) return;
  const {id, uuidAsString} = event.data;
  event.source.postMessage({id, uuidAsString, args: answer()}, event.origin);
});
</script><iframe title="tab" src="TAB" width="900" height="700"></iframe></body></html>"""


@dataclass(slots=True, kw_only=True)
class TeamsHost:
    """What Teams knows of whoever sits at it: a token for the app, or why there is none."""

    tab: str
    server: TestServer | None = None
    token: str = ""
    refusal: str = ""

    async def page(self, _: web.Request) -> web.Response:
        """The page around the tab."""
        granted = "false" if self.refusal else "true"
        filled = HOST_PAGE.replace("IS_GRANTED", granted).replace("TAB", self.tab)
        said = f'"{self.refusal or self.token}"'
        return web.Response(text=filled.replace("TOKEN", said), content_type="text/html")


@asynccontextmanager
async def teams_host(tab: str, folder: Path) -> AsyncIterator[TeamsHost]:
    """Its server; Chromium finds it with the flags of `chromium_flags`."""
    application = web.Application()
    host = TeamsHost(tab=tab)
    application.router.add_get("/", host.page)
    host.server = await over_tls(application, folder)
    try:
        yield host
    finally:
        assert host.server is not None
        await host.server.close()


async def over_tls(application: web.Application, folder: Path) -> TestServer:
    """A server that speaks TLS with a certificate of its own."""
    write_certificate(folder / "page.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "page.pem")
    server = TestServer(application, scheme="https", host=LOOPBACK)
    await server.start_server(ssl=context)
    return server


def chromium_flags(ports: dict[str, int]) -> list[str]:
    """Every address leads to this machine, whose certificate is its own; all others lead nowhere."""
    rules = [f"MAP {host.partition('://')[2]} {LOOPBACK}:{port}" for host, port in ports.items()]
    rules.append("MAP * ~NOTFOUND")
    return ["--ignore-certificate-errors", f"--host-resolver-rules={', '.join(rules)}"]
