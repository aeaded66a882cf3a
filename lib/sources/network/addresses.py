"""Which machines may be asked: an address that somebody typed must lead outside, whatever its name resolves to."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from lib.campaign.errors import SourceError
from lib.campaign.message import N_

_CARRIERS = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"), ip_network("2002::/16"), ip_network("2001::/32"))
"""IPv6 ranges that carry an IPv4 address within (NAT64, 6to4, Teredo): Python takes some of them for public."""


def is_public(address: str) -> bool:
    """Whether a numeric address belongs to the outside world: not this machine, its network, nor a way round to them."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return _is_public_v6(found) if isinstance(found, IPv6Address) else _is_public_v4(found)


def _is_public_v4(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved


def _is_public_v6(address: IPv6Address) -> bool:
    if address.ipv4_mapped is not None:
        return _is_public_v4(address.ipv4_mapped)
    if any(address in carrier for carrier in _CARRIERS):
        return False
    return address.is_global and not address.is_multicast and not address.is_site_local


def _numeric(host: str, port: int) -> Sequence[str]:
    """The numeric addresses of a host, in the system's order, without repeats; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def _connected(connection: HTTPConnection) -> socket.socket:
    """A connection to an address that was looked at just before: a name that changes its mind in between gains nothing.

    The name itself stays in the Host header and in the certificate's check. Raises SourceError where one of its addresses
    is not public.
    """
    try:
        addresses = _numeric(connection._dns_host, connection.port)
    except (socket.gaierror, UnicodeError) as error:
        raise NameResolutionError(connection.host, connection, socket.gaierror(str(error))) from None
    if not all(is_public(address) for address in addresses):
        raise SourceError(N_("%(host)s leads inside this network: only public addresses are asked. An address of your "
                             "own network is set in campaign.toml."), host=connection.host)  # fmt: skip
    for address in addresses[:-1]:
        try:
            return _opened(connection, address)
        except OSError:
            continue
    return _said(connection, addresses[-1])


def _opened(connection: HTTPConnection, address: str) -> socket.socket:
    return create_connection((address, connection.port), connection.timeout, connection.source_address, connection.socket_options)


def _said(connection: HTTPConnection, address: str) -> socket.socket:
    try:
        return _opened(connection, address)
    except TimeoutError:
        raise ConnectTimeoutError(connection, "connecting took too long") from None
    except OSError:
        raise NewConnectionError(connection, "no connection") from None


class _PublicHTTP(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(self)


class _PublicHTTPS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(self)


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _PublicHTTP


class _PublicSecurePool(HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPS


PUBLIC_POOLS: dict[str, type[HTTPConnectionPool]] = {"http": _PublicPool, "https": _PublicSecurePool}
"""Pools of connections, by protocol, that open to public addresses alone."""
