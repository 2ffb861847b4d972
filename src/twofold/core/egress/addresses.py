"""Which network addresses are on the public internet, also when one is wrapped in another."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

UNICAST = IPv6Network("2000::/3")
MAPPED = IPv6Network("::ffff:0:0/96")
NAT64 = IPv6Network("64:ff9b::/96")
SIX_TO_FOUR = IPv6Network("2002::/16")
SPECIAL = tuple(
    ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # relays for 6to4
        "3fff::/20",  # documentation, newer than the standard library
    )
)
ISATAP = 0x5EFE


def is_public(address: Address, allowed: tuple[Network, ...] = ()) -> bool:
    """Whether one may connect to an address: it is global unicast, and so is any IPv4 address that it carries inside.

    :param allowed: networks that the operator has opened all the same
    """
    inner = _inner(address)
    if any(one in network for one in (address, inner) if one for network in allowed):
        return True
    if inner is not None:
        return isinstance(address, IPv6Address) and _is_wrapper(address) and is_public(inner)
    if not address.is_global or address.is_multicast or any(address in network for network in SPECIAL):
        return False
    return address.version == 4 or address in UNICAST


def _is_wrapper(address: IPv6Address) -> bool:
    return any(address in network for network in (MAPPED, NAT64, SIX_TO_FOUR))


def _inner(address: Address) -> IPv4Address | None:
    """The IPv4 address to which traffic for this one goes in the end."""
    if isinstance(address, IPv4Address):
        return None
    number = int(address)
    if address in SIX_TO_FOUR:
        return IPv4Address(number >> 80 & 0xFFFFFFFF)
    if address in MAPPED or address in NAT64 or (number >> 32 & 0xFFFF) == ISATAP:
        return IPv4Address(number & 0xFFFFFFFF)
    return None
