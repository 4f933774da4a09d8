"""Asks whether anything that the lock names has a known weakness; what was not asked is never called good.

The advisories are OSV's, which lists what PyPA, GitHub and others have published.
"""

import subprocess
import sys
from pathlib import Path

from tools.bootstrap import TOOLS

ROOT = Path(__file__).parent.parent
GOOD, WEAK = 0, 1
NOT_ASKED = (
    "\nNOTHING HAS BEEN AUDITED: the advisories could not be fetched, and the reason is above. Run it again "
    "where https://api.osv.dev can be reached, or name a service of your own: "
    "make audit ARGS='--service-url https://…'"
)
WEAKNESSES = (
    "\nSomething that the lock names has a known weakness. Raise it with "
    "`.tools/bin/uv lock --upgrade-package NAME`, run the tests, and say in CHANGELOG.md if it is urgent."
)


def main(arguments: list[str]) -> int:
    """Audit what runs and what builds and tests it; returns 0 only when all of it was asked about."""
    command = [str(ROOT / TOOLS / "bin" / "uv"), "audit", "--frozen", "--preview-features", "audit-command"]
    status = subprocess.run([*command, "--system-certs", *arguments], cwd=ROOT, check=False).returncode
    if status != GOOD:
        print(WEAKNESSES if status == WEAK else NOT_ASKED, file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
