"""Reading a file from another server: only from the open internet, only so much, only so long.

An address that a person types must not become a way into our own network. So the name is looked up once, every
address that it stands for is checked, and the connection goes to the address that was checked; a redirect is a new
address and is checked like the first.
"""

import ipaddress
import socket
import time
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError

from carnegie.core.errors import Refused

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
WHOLE_SECONDS = 60.0
REDIRECTS = 3
CHUNK = 64 * 1024
PORTS = {"https": 443, "http": 80}
# They carry an IPv4 address inside an IPv6 one, which the other end unwraps.
WRAPPING = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))

GIVEN_OUT = ipaddress.ip_network("2000::/3")  # all that the open internet has of IPv6; site-local fec0:: is not in it


class Unreachable(Refused):
    """The address may not be asked, does not answer, or answers with something else."""


@dataclass(frozen=True)
class Target:
    """An address in its parts."""

    parts: SplitResult
    host: str
    port: int

    @property
    def request_path(self) -> str:
        return (self.parts.path or "/") + (f"?{self.parts.query}" if self.parts.query else "")


def fetch(address: str, *, accept: str, limit: int) -> bytes:
    """What stands at `address`, at most `limit` bytes. Unreachable for all that is not there, not allowed, too large
    or too slow."""
    until = time.monotonic() + WHOLE_SECONDS
    for _step in range(REDIRECTS + 1):
        answer = _ask(parsed(address), accept)
        try:
            if moved := answer.get_redirect_location():
                address = urljoin(address, moved)
                continue
            return _body(answer, limit, until)
        except HTTPError as error:
            raise Unreachable(_("The other server stopped in the middle of its answer.")) from error
        finally:
            answer.close()
    raise Unreachable(_("The other server sends from one address to the next without an end."))


def parsed(address: str) -> Target:
    """The address in its parts. Unreachable when it is none, or not one that is open to everybody."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise Unreachable(_("This is not an address.")) from None
    allowed = ("https", "http") if settings.ALLOW_PRIVATE_ADDRESSES else ("https",)
    if parts.scheme not in allowed or not host:
        raise Unreachable(_("The address has to begin with https://."))
    if parts.username is not None or parts.password is not None:
        raise Unreachable(_("The address holds a name or a password: only what is open to everybody can be fetched."))
    return Target(parts, host, port)


def _resolved(host: str, port: int) -> str:
    """One network address of this host, when all of them are on the open internet."""
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise Unreachable(_("There is no server with the name %(host)s.") % {"host": host}) from None
    if not settings.ALLOW_PRIVATE_ADDRESSES and not all(map(is_open, found)):
        raise Unreachable(_("%(host)s is not on the open internet, so it is not asked.") % {"host": host})
    return min(found)


def is_open(ip: str) -> bool:
    """Whether this is an address of the open internet: not private, not local, no multicast, nothing wrapped in it."""
    one = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(one, ipaddress.IPv6Address) and one not in GIVEN_OUT:
        return False
    return one.is_global and not one.is_multicast and not any(one in net for net in WRAPPING)


def _ask(target: Target, accept: str) -> HTTPResponse:
    headers = {
        "Host": target.parts.netloc,
        "Accept": accept,
        # What is packed could be small here and endless unpacked.
        "Accept-Encoding": "identity",
        "User-Agent": "Carnegie",
    }
    try:
        pool = _pool(target, _resolved(target.host, target.port))
        answer = pool.urlopen(
            "GET", target.request_path, headers=headers, retries=False, redirect=False, preload_content=False
        )
    # ValueError and HTTPException: a name or a path that cannot be written into a request.
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise Unreachable(_("%(host)s does not answer.") % {"host": target.host}) from error
    assert isinstance(answer, HTTPResponse)
    return answer


def _pool(target: Target, ip: str) -> HTTPConnectionPool:
    timeout = Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    if target.parts.scheme == "http":
        return HTTPConnectionPool(ip, target.port, timeout=timeout)
    named = {"server_hostname": target.host, "assert_hostname": target.host}
    return HTTPSConnectionPool(ip, target.port, timeout=timeout, cert_reqs="CERT_REQUIRED", **named)


def _body(answer: HTTPResponse, limit: int, until: float) -> bytes:
    if answer.status != 200:
        raise Unreachable(_("The other server answers with status %(status)d.") % {"status": answer.status})
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise Unreachable(_("The other server sends a packed answer, which was not asked for."))
    found = bytearray()
    # What has come so far, and no waiting for a whole chunk: a drop now and then must not outlast the minute.
    while chunk := answer.read1(CHUNK, decode_content=False):
        found += chunk
        if len(found) > limit:
            raise Unreachable(_("The answer is larger than %(limit)s.") % {"limit": filesizeformat(limit)})
        if time.monotonic() > until:
            raise Unreachable(_("The other server took more than a minute."))
    return bytes(found)
