"""Place: which schema of which database an address and a partnership mean. A password is never part of it."""

import hashlib
import ipaddress
import re
from collections.abc import Mapping

import attrs
import psycopg
from psycopg.conninfo import conninfo_to_dict

from lif_core.errors import UnsafePlace

LONGEST_NAME = 63
"""Most bytes of a name in PostgreSQL; longer ones are cut without a word."""

_SECRET = ("password", "sslpassword")
_CURE = (
    "Take it out of the address (everybody who may read partnership.toml reads it there), put it into an environment "
    'variable, and name that one in partnership.toml: [secrets] password = "NAME_OF_THE_VARIABLE".'
)


@attrs.frozen
class Place:
    """Where a store lies.

    Attributes:
        schema: name of the schema.
        partnership: id of the partnership whose store it is.
        says: the place in words, for messages; holds no secret.
        parameters: how to reach the server, as libpq calls it.
    """

    schema: str
    partnership: str
    says: str
    parameters: Mapping[str, str] = attrs.field(repr=False)


def place_of(url: str, partnership: str, password: str = "") -> Place:
    """Tell the place that an address and a partnership mean.

    Args:
        url: such as `postgresql://role@host:5432/database`.
        partnership: id of the partnership.
        password: the role's password, empty where the server asks for none or libpq finds it itself.

    Raises:
        UnsafePlace: the address holds a password, or is none.
    """
    parameters = _parameters(url)
    if any(parameters.pop(name, "") for name in _SECRET):
        raise UnsafePlace(f"The address of the store holds a password. {_CURE}")
    parameters.setdefault("application_name", "lif")
    if not _is_near(parameters):
        parameters.setdefault("sslmode", "require")
    host = parameters.get("host") or parameters.get("hostaddr") or "this machine"
    port = f", port {parameters['port']}" if "port" in parameters else ""
    says = f"database {parameters.get('dbname') or parameters.get('user') or 'of this role'} on {host}{port}"
    if password:
        parameters["password"] = password
    return Place(schema_of(partnership), partnership, says, parameters)


def schema_of(partnership: str) -> str:
    """Tell the schema of a partnership: `lif_liverpool`. An id that is long or unusual is named by its hash."""
    name = f"lif_{partnership}"
    if re.fullmatch(r"lif_[a-z0-9-]+", name) and len(name) <= LONGEST_NAME:
        return name
    return f"lif#{hashlib.sha256(partnership.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"


def _parameters(url: str) -> dict[str, str]:
    try:
        return {name: str(value) for name, value in conninfo_to_dict(url).items() if value not in (None, "")}
    except psycopg.Error:  # its message quotes the address, and what stands in an address may be a secret
        pass
    raise UnsafePlace(
        "The address of the store cannot be read. Write it as postgresql://role@host:5432/database; "
        "letters such as @, / and # inside a name are written %40, %2F and %23."
    )


def _is_near(parameters: Mapping[str, str]) -> bool:
    """Tell whether every server named is this machine: what leaves it is encrypted, unless the address asks not to."""
    hosts = [one for name in ("host", "hostaddr") for one in parameters.get(name, "").split(",") if one]
    return all(host.startswith(("/", "@")) or host == "localhost" or _is_loopback(host) for host in hosts)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
