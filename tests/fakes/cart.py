"""A carrier of files that remembers what it was asked to bring; its contract is that of the real one."""

from dataclasses import dataclass, field

from dialogs.carrier import CarryError, CarryFault


@dataclass
class Cart:
    """`files` can be fetched by their address. Carries everything, until told to fail."""

    files: dict[str, bytes] = field(default_factory=dict)
    brought: list[tuple[str, bytes]] = field(default_factory=list)
    failures: list[CarryError] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    async def fetch(self, address: str, largest: int, /) -> bytes:
        """The file with that address."""
        self.fetched.append(address)
        if self.failures:
            raise self.failures.pop()
        if address not in self.files:
            raise CarryError(CarryFault.GONE)
        if len(self.files[address]) > largest:
            raise CarryError(CarryFault.TOO_LARGE)
        return self.files[address]

    async def bring(self, address: str, content: bytes, /) -> None:
        """Remember it."""
        if self.failures:
            raise self.failures.pop()
        self.brought.append((address, content))
