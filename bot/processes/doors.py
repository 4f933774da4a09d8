"""A door for each process at the same address: the machine spreads those who come over all that are open."""

import socket

from bot.listening import taking

Address = tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]


def doors(host: str, port: int, processes: int) -> list[socket.socket]:
    """So many sockets that are bound to one address; port 0 takes a free one. Raises `NoPlaceError`.

    Whoever makes them keeps them, so that people wait at a process's door for a moment while another takes
    its place.
    """
    opened: list[socket.socket] = []
    with taking(host, port, "host", "port"):
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # Somebody else's may be open to sharing too: the place must be free of everybody first.
        _bound(family, kind, address, shared=False).close()
        for _ in range(processes):
            opened.append(_bound(family, kind, address, shared=True))
            address = opened[0].getsockname()
    return opened


def _bound(
    family: socket.AddressFamily, kind: socket.SocketKind, address: Address, *, shared: bool
) -> socket.socket:
    door = socket.socket(family, kind)
    try:
        _bind(door, address, shared=shared)
    except OSError:
        door.close()
        raise
    return door


def _bind(door: socket.socket, address: Address, *, shared: bool) -> None:
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    if door.family == socket.AF_INET6:
        # As asyncio has it: the other family is an address of its own.
        door.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    door.bind(address)
