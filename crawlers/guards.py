"""What a crawl may speak to: http(s), hosts of the catalogue, addresses of the public internet.

Checked twice. `Guard.refusal` reads the address of every request, redirects included; and
`guarded_resolver` looks at what a name resolves to when the connection is made, so a public name
that points at a private address (or does so only the second time) is refused as well.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from digest.errors import SourceError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
LOCAL_NAMES = ("localhost", "local", "internal", "home.arpa")


class Refused(SourceError):
    """An address a crawl must not speak to."""


def literal(host: str) -> IPAddress | None:
    """The IP address a host name spells, in any form a resolver would take: dotted, decimal
    (2130706433), octal (0177.0.0.1), hexadecimal, short (127.1), IPv6, with a zone."""
    bare = host.strip("[]").split("%", 1)[0]
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(bare))
    except (OSError, UnicodeEncodeError):
        return None


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to the public internet.

    Loopback, private, link-local, carrier-grade NAT (100.64.0.0/10), multicast and reserved
    addresses do not; an IPv6 address that wraps an IPv4 one is judged by what it wraps.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if inner := address.ipv4_mapped or address.sixtofour:
            return is_public(inner)
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address.teredo:
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Guard:
    """The hosts one source may speak to. ``private_hosts`` are this machine's own by consent: the
    demo names its sample regulators there, and nothing else ever does."""

    hosts: frozenset[str]
    private_hosts: frozenset[str] = frozenset()

    def refusal(self, url: str) -> str | None:
        """Why an address must not be asked, or ``None``."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").rstrip(".")
        except ValueError:
            return "it is not a valid address"
        if parts.scheme not in ("http", "https"):
            return f"only http and https are fetched, not {parts.scheme or 'nothing'}:"
        if not host:
            return "it names no host"
        if host not in self.hosts:
            return f"{host} is not a host of this source; add it to its hosts, or ask for it itself"
        if host in self.private_hosts:
            return None
        address = literal(host)
        if address is not None and not is_public(address):
            return f"{host} is an address of a private network or of this machine"
        if host.rpartition(".")[2] in LOCAL_NAMES or host.endswith(".home.arpa"):
            return f"{host} is a name of a private network or of this machine"
        return None


def checked(name: str, address: str) -> str:
    """``address``, or `Refused` when a public name resolved to something not public."""
    if is_public(ipaddress.ip_address(address)):
        return address
    raise Refused(f"{name} resolves to {address}, an address of a private network")


def guarded_resolver(reactor, private_hosts: frozenset[str], trusted: frozenset[str]):
    """A resolver for Twisted that refuses names of private addresses.

    ``private_hosts`` below ``localhost`` are loopback without asking (RFC 6761, 6.3);
    ``trusted`` are the proxies of the environment, which usually are private.
    """
    from twisted.internet import defer
    from twisted.internet.base import ThreadedResolver

    class GuardedResolver(ThreadedResolver):
        def getHostByName(self, name, timeout=()):  # noqa: N802 (the library's name)
            if name in private_hosts and name.rpartition(".")[2] == "localhost":
                return defer.succeed("127.0.0.1")
            found = super().getHostByName(name, timeout or (1, 3, 11))
            if name in private_hosts or name in trusted:
                return found
            return found.addCallback(lambda address: checked(name, address))

    return GuardedResolver(reactor)
