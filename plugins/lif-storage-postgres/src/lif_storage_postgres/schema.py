"""Schema: how a store lies in its schema, and every statement that reads or writes it."""

APPLICATION = "lif_core"
"""Says in the table `about` that the schema is a store of ours."""

FORMAT = 1
"""Format number, in the table `about`."""

NEEDS = "0.1"
"""The first version of this plug-in that reads format 1; a store tells it to versions too old to know its format."""

SERVER = 14
"""The oldest PostgreSQL whose statements we use; older ones are no longer mended by their makers either."""

# Texts compare by their bytes (collation "C"), so that ids come in the one order on every server.
# Of `keys` and `body` no statistics are kept: the server would copy common values into its own catalogue, where an
# erasure does not reach. `keys` is found by an index of hashes, which values of any length fit into.
_CREATE_DERIVED = """
CREATE TABLE lif.touches(
  record   text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY(record, position)
);
CREATE TABLE lif.rows(
  id       text COLLATE "C" PRIMARY KEY,
  type     text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  until    text NOT NULL,
  keys     jsonb NOT NULL,
  body     bytea NOT NULL
);
CREATE INDEX rows_by_type ON lif.rows(type, id);
CREATE INDEX rows_by_key ON lif.rows USING gin(keys jsonb_path_ops) WITH (fastupdate = off);
ALTER TABLE lif.rows ALTER COLUMN body SET STATISTICS 0, ALTER COLUMN keys SET STATISTICS 0
"""  # what is made from the commits, and can be made again
_CREATE = f"""
CREATE TABLE lif.about(
  name  text COLLATE "C" PRIMARY KEY,
  value text NOT NULL
);
CREATE TABLE lif.commits(
  position bigint PRIMARY KEY,
  link     text NOT NULL,
  touches  text[] NOT NULL,
  body     bytea NOT NULL
);
CREATE TABLE lif.documents(
  fingerprint text COLLATE "C" PRIMARY KEY,
  document    bytea NOT NULL
);
ALTER TABLE lif.commits ALTER COLUMN body SET STATISTICS 0;
ALTER TABLE lif.documents ALTER COLUMN document SET STATISTICS 0;
{_CREATE_DERIVED}"""

# One statement, so one round trip and one flush. It writes nothing unless the journal ends where the writer saw it
# end; of two that write at one moment the second waits for the primary key, and then adds nothing.
_ADD = """
WITH last AS (SELECT position, link FROM lif.commits ORDER BY position DESC LIMIT 1),
added AS (
  INSERT INTO lif.commits(position, link, touches, body)
  SELECT %(position)s::bigint, %(link)s::text, %(touches)b::text[], %(body)b::bytea
  WHERE EXISTS (SELECT 1 FROM last WHERE position = %(before)s::bigint AND link = %(after)s::text)
     OR (%(before)s::bigint = 0 AND NOT EXISTS (SELECT 1 FROM last))
  ON CONFLICT DO NOTHING
  RETURNING position
)"""
_TOUCH = """,
touched AS (
  INSERT INTO lif.touches(record, position)
  SELECT DISTINCT record, added.position FROM added, unnest(%(touches)b::text[]) AS named(record)
)"""
_PUT = """
INSERT INTO lif.rows(id, type, position, until, keys, body)
SELECT fresh.id, type, fresh.position, until, keys::jsonb, body
FROM {source} unnest(%(ids)b::text[], %(types)b::text[], %(positions)b::bigint[], %(untils)b::text[],
  %(keys)b::text[], %(bodies)b::bytea[]) AS fresh(id, type, position, until, keys, body)
ON CONFLICT (id) DO UPDATE SET type = excluded.type, position = excluded.position, until = excluded.until,
keys = excluded.keys, body = excluded.body"""

_COLUMNS = "id, type, position, until, keys::text, body"

# The columns that an erasure may have changed are written into new files, with their indexes; the old files go when
# the transaction is committed. Unlike VACUUM FULL this copies only what stands, however old the oldest reader is.
_ANEW = """
ALTER TABLE lif.commits ALTER COLUMN body TYPE bytea USING substring(body FROM 1);
ALTER TABLE lif.rows ALTER COLUMN body TYPE bytea USING substring(body FROM 1)
"""


_STRAYS = """
SELECT record FROM (
  (SELECT record, position FROM lif.commits, unnest(touches) AS named(record)
   EXCEPT SELECT record, position FROM lif.touches)
  UNION ALL
  (SELECT record, position FROM lif.touches
   EXCEPT SELECT record, position FROM lif.commits, unnest(touches) AS named(record))
) AS astray GROUP BY record ORDER BY record
"""


class Statements:
    """Every statement, for one schema; no value stands in any of them.

    Args:
        schema: name of the schema.
    """

    def __init__(self, schema: str) -> None:
        quoted = schema.replace('"', '""').replace("%", "%%")

        def of(text: str) -> bytes:
            return text.replace("lif.", f'"{quoted}".').encode()

        self.create_schema = of(f'CREATE SCHEMA "{quoted}"')
        self.create = of(_CREATE)
        self.about = of("SELECT name, value FROM lif.about")
        self.tell = of("INSERT INTO lif.about(name, value) VALUES(%s, %s)")
        self.head = of("SELECT position, link FROM lif.commits ORDER BY position DESC LIMIT 1")
        self.landed = of("SELECT 1 FROM lif.commits WHERE position = %s AND link = %s")
        self.append = of(f"{_ADD}{_TOUCH}, put AS ({_PUT.format(source='added,')}) SELECT position FROM added")  # noqa: S608
        self.add = of(f"{_ADD} SELECT position FROM added")  # noqa: S608
        self.put = of(_PUT.format(source=""))
        self.standing = of("SELECT id FROM lif.rows WHERE id = ANY(%b::text[])")
        self.copy_rows = of("COPY lif.rows(id, type, position, until, keys, body) FROM STDIN (FORMAT binary)")
        self.copy_touches = of("COPY lif.touches(record, position) FROM STDIN (FORMAT binary)")
        self.lock = of("LOCK TABLE lif.commits, lif.rows IN ACCESS EXCLUSIVE MODE")
        self.replace = of("UPDATE lif.commits SET body = %b WHERE position = %s")
        self.anew = of(_ANEW)
        self.commits = of("SELECT position, link, touches, body FROM lif.commits WHERE position > %s ORDER BY position")
        self.history = of(
            "SELECT commits.position, link, commits.touches, body FROM lif.touches "
            "JOIN lif.commits USING (position) WHERE record = %s ORDER BY position"
        )
        self.drop_derived = of("DROP TABLE IF EXISTS lif.touches, lif.rows")
        self.create_derived = of(_CREATE_DERIVED)
        self.alone = of("LOCK TABLE lif.commits IN SHARE ROW EXCLUSIVE MODE")
        self.retouch = of(
            "UPDATE lif.commits SET touches = %(touches)b::text[] "
            "WHERE position = %(position)s AND touches IS DISTINCT FROM %(touches)b::text[]"
        )
        self.strays = of(_STRAYS)
        self.keep = of("INSERT INTO lif.documents(fingerprint, document) VALUES(%s, %b) ON CONFLICT DO NOTHING")
        self.kept = of("SELECT document FROM lif.documents WHERE fingerprint = %s")
        self._load = of(f"SELECT {_COLUMNS} FROM lif.rows")  # noqa: S608

    def load(self, *, ids: bool, type: bool, keys: bool) -> bytes:
        """Give the statement that streams rows; what it binds comes in the order ids, type, keys (as JSON)."""
        wanted = []
        if ids:
            wanted.append(b"id = ANY(%s::text[])")
        if type:
            wanted.append(b"type = %s")
        if keys:
            wanted.append(b"keys @> %s::jsonb")
        where = b" WHERE " + b" AND ".join(wanted) if wanted else b""
        return self._load + where + b" ORDER BY id"


TABLES = """SELECT count(*) FILTER (WHERE relname = 'about'), count(relname)
FROM pg_namespace LEFT JOIN pg_class ON relnamespace = pg_namespace.oid WHERE nspname = %s GROUP BY pg_namespace.oid"""
"""Whether a schema has our table and how much it holds at all; no line where there is no such schema."""

ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 20241))"
"""Lets one process at a time make the store of a schema."""

SESSION = """SELECT set_config('lock_timeout', %(patience)s, false), set_config('cursor_tuple_fraction', '1', false),
set_config('default_transaction_isolation', 'read committed', false),
set_config('synchronous_commit', CASE WHEN current_setting('synchronous_commit') IN ('off', 'local')
  THEN 'on' ELSE current_setting('synchronous_commit') END, false)"""
"""What the promises need of a session, whatever the server's own settings are; a stricter setting stays."""

SAFETY = "SELECT current_setting('fsync'), current_setting('full_page_writes'), current_setting('server_encoding')"
