"""What a browser may do with a page: nothing but show it, and only where it belongs."""

from base64 import b64encode
from functools import cache
from hashlib import sha256

from aiohttp import web

from reports.web_page.html_file import style

# Source: Microsoft Teams, "Tab requirements", and for the American government's clouds its own hosts.
TEAMS_HOSTS = (
    "https://teams.microsoft.com",
    "https://*.teams.microsoft.com",
    "https://*.cloud.microsoft",
    "https://*.microsoft365.com",
    "https://*.office.com",
    "https://outlook.office365.com",
    "https://*.teams.microsoft.us",
)
NOWHERE = "'none'"
A_YEAR = 31_536_000


def guarded(
    response: web.Response, *, in_teams: bool, runs_scripts: bool = False, style_from: str = "'self'"
) -> web.Response:
    """The response with its policy. `in_teams` lets Teams show it in a frame, which nobody else may."""
    rules = {
        "default-src": NOWHERE,
        "style-src": style_from,
        "form-action": "'self'",
        "base-uri": NOWHERE,
        "frame-ancestors": " ".join(TEAMS_HOSTS) if in_teams else NOWHERE,
    }
    if runs_scripts:
        rules |= {"script-src": "'self'", "connect-src": "'self'"}
    response.headers.update(
        {
            "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in rules.items()),
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Strict-Transport-Security": f"max-age={A_YEAR}",
            "X-Robots-Tag": "noindex, nofollow",
        }
    )
    return response


@cache
def report_style() -> str:
    """The one style sheet that stands in a report's own page, known by what is in it."""
    return f"'sha256-{b64encode(sha256(style().encode()).digest()).decode()}'"
