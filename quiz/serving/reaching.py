"""Under which addresses phones can reach this machine."""

from __future__ import annotations

import contextlib
import ipaddress
import socket

# To reach these a machine would use each of its networks: what is usual in offices and at home, and the hotspots of
# Windows, Linux, Android, iOS and macOS. Nothing is sent to them.
_ELSEWHERE = (
    *("10.255.255.254", "172.31.255.254", "192.168.255.254", "8.8.8.8"),
    *("192.168.0.2", "192.168.1.2", "192.168.137.2", "10.42.0.2", "192.168.43.2", "172.20.10.2", "192.168.2.2"),
)


def private_addresses() -> list[str]:
    """The private addresses of this machine, IPv4."""
    found = dict.fromkeys(filter(None, map(_address_towards, _ELSEWHERE)))
    with contextlib.suppress(OSError):
        for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            found.setdefault(str(entry[4][0]))
    return [address for address in found if is_private(address)]


def is_private(address: str) -> bool:
    """Whether phones in the same room may know an address."""
    parsed = ipaddress.ip_address(address)
    return parsed.is_private and not (parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified)


def _address_towards(other: str) -> str:
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.connect((other, 9))
        return str(made.getsockname()[0])
    return ""
