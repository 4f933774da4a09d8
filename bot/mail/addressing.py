"""E-mail addresses that may stand in a header and in what is said to a mail server."""

from email.errors import MessageError
from email.headerregistry import Address


def address_of(text: str) -> Address | None:
    """The address; None when it cannot be anybody's. Only plain letters: not every server takes others."""
    written = text.strip()
    if not (written.isascii() and written.isprintable()) or " " in written:
        return None
    try:
        address = Address(addr_spec=written)
    except (ValueError, IndexError, MessageError):
        return None
    return address if address.username and "." in address.domain else None
