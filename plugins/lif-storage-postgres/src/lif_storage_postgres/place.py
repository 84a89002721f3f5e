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

_SCHEME = re.compile(r"postgres(ql)?:")
_HOST = r"(\[[0-9A-Fa-f:.]+\]|[^][/:@?#&=,\s]*)(:[0-9]+)?"
_ADDRESS = re.compile(
    rf"postgres(ql)?://([^/:@?#\s]*:?@)?({_HOST}(,{_HOST})*)?(/[^/:@?#]*)?(\?(\w+=[^@&#?]*(&\w+=[^@&#?]*)*)?)?"
)
"""An address that is understood whole: each mark stands where it should, and nowhere else."""
_NAME, _HOSTS, _PORTS = re.compile(r"[\w. -]+"), re.compile(r"[\w.:,/-]+"), re.compile(r"[0-9]+(,[0-9]*)*")


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
    parameters.setdefault("application_name", "lif")
    if not _is_near(parameters):
        parameters.setdefault("sslmode", "require")
    says = _in_words(parameters)
    if password:
        parameters["password"] = password
    return Place(schema_of(partnership), partnership, says, parameters)


def _in_words(parameters: Mapping[str, str]) -> str:
    """Tell the database, host and port of an address; a name that holds more than names do is not told."""
    database, port = parameters.get("dbname", ""), parameters.get("port", "")
    hosts = parameters.get("host") or parameters.get("hostaddr", "")
    named = f"database {database}" if _NAME.fullmatch(database) else "database of this role" if not database else ""
    where = hosts if _HOSTS.fullmatch(hosts) else "this machine" if not hosts else "the host of the address"
    return f"{named or 'database of the address'} on {where}{f', port {port}' if _PORTS.fullmatch(port) else ''}"


def schema_of(partnership: str) -> str:
    """Tell the schema of a partnership: `lif_liverpool`. An id that is long or unusual is named by its hash."""
    name = f"lif_{partnership}"
    if re.fullmatch(r"lif_[a-z0-9-]+", name) and len(name) <= LONGEST_NAME:
        return name
    return f"lif#{hashlib.sha256(partnership.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"


def _parameters(url: str) -> dict[str, str]:
    """Read an address, or refuse it: what libpq makes of one that is misspelt may be a password in another place.

    Nothing of an address that is refused is told.
    """
    parameters: dict[str, str] | None
    try:
        parameters = {name: str(value) for name, value in conninfo_to_dict(url).items() if value not in (None, "")}
    except (psycopg.Error, ValueError):  # its message quotes the address
        parameters = None
    if parameters is not None and any(parameters.pop(name, "") for name in _SECRET):
        raise UnsafePlace(f"The address of the store holds a password. {_CURE}")
    if parameters is None or (_SCHEME.match(url) and not _ADDRESS.fullmatch(url)):
        raise UnsafePlace(
            "The address of the store cannot be read. Write it as postgresql://role@host:5432/database; letters such "
            "as @, :, / and # inside a name are written %40, %3A, %2F and %23. A password never stands in it: "
            '[secrets] password = "NAME_OF_THE_VARIABLE" in partnership.toml names the environment variable that holds '
            "it."
        )
    return parameters


def _is_near(parameters: Mapping[str, str]) -> bool:
    """Tell whether every server named is this machine: what leaves it is encrypted, unless the address asks not to."""
    hosts = [one for name in ("host", "hostaddr") for one in parameters.get(name, "").split(",") if one]
    return all(host.startswith(("/", "@")) or host == "localhost" or _is_loopback(host) for host in hosts)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
