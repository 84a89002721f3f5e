"""Schema: how a store lies in its file, and every statement that reads or writes it."""

APPLICATION = 0x6C696663
"""Says in the file's header that it is a store of ours ("lifc")."""

FORMAT = 1
"""Format number, in the header's `user_version`."""

NEEDS = "0.1"
"""The first version of this plug-in that reads format 1; a store tells it to versions too old to know its format."""

SQLITE = (3, 51, 3)
"""Older ones may lose writes when two processes restart the log at one moment (the WAL-reset bug)."""

PAGE = 8192
"""Bytes a page: most records fit into one with room for neighbours."""

# `rows` lies in the order of ids, so that a whole store streams as it lies on the disk.
# `keys` is one tree: a key's value leads straight to the ids that have it.
CREATE_DERIVED = """
CREATE TABLE touches(
  record   TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY(record, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE rows(
  id       TEXT NOT NULL PRIMARY KEY,
  type     TEXT NOT NULL,
  position INTEGER NOT NULL,
  until    TEXT NOT NULL,
  keys     TEXT NOT NULL,
  body     BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX rows_by_type ON rows(type, id);
CREATE TABLE keys(
  name  TEXT NOT NULL,
  value TEXT NOT NULL,
  id    TEXT NOT NULL,
  PRIMARY KEY(name, value, id)
) STRICT, WITHOUT ROWID;
"""
"""What is made from the commits, and can be made again."""

CREATE = f"""
CREATE TABLE about(
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE commits(
  position INTEGER PRIMARY KEY,
  link     TEXT NOT NULL,
  touches  TEXT NOT NULL,
  body     BLOB NOT NULL
) STRICT;
CREATE TABLE documents(
  fingerprint TEXT NOT NULL PRIMARY KEY,
  document    BLOB NOT NULL
) STRICT, WITHOUT ROWID;
{CREATE_DERIVED}"""

HEAD = "SELECT position, link FROM commits ORDER BY position DESC LIMIT 1"
COMMIT = "INSERT INTO commits(position, link, touches, body) VALUES(?, ?, ?, ?)"
TOUCH = "INSERT OR IGNORE INTO touches(record, position) VALUES(?, ?)"
ROW = """INSERT INTO rows(id, type, position, until, keys, body) VALUES(?, ?, ?, ?, ?, ?)
ON CONFLICT(id) DO UPDATE SET type = excluded.type, position = excluded.position, until = excluded.until,
keys = excluded.keys, body = excluded.body"""
KEYS_OF = "SELECT id, keys FROM rows WHERE id IN (SELECT value FROM json_each(?))"
DROP_KEY = "DELETE FROM keys WHERE name = ? AND value = ? AND id = ?"
ADD_KEY = "INSERT OR IGNORE INTO keys(name, value, id) VALUES(?, ?, ?)"
REPLACE = "UPDATE commits SET body = ? WHERE position = ? RETURNING position"
COMMITS = "SELECT position, link, touches, body FROM commits WHERE position > ? ORDER BY position"
HISTORY = """SELECT commits.position, link, touches, body
FROM touches CROSS JOIN commits ON commits.position = touches.position
WHERE touches.record = ? ORDER BY touches.position"""
KEEP = "INSERT OR IGNORE INTO documents(fingerprint, document) VALUES(?, ?)"
KEPT = "SELECT document FROM documents WHERE fingerprint = ?"
NEEDED = "SELECT value FROM about WHERE name = 'needs'"
DROP_DERIVED = "DROP TABLE IF EXISTS touches; DROP TABLE IF EXISTS rows; DROP TABLE IF EXISTS keys;"
RETOUCH = "UPDATE commits SET touches = ? WHERE position = ? AND touches <> ?"
STRAYS = """
SELECT id FROM (
  SELECT rows.id, key AS name, atom AS value FROM rows, json_each(iif(json_valid(rows.keys), rows.keys, '{}'))
  EXCEPT SELECT id, name, value FROM keys)
UNION SELECT id FROM (
  SELECT id, name, value FROM keys
  EXCEPT SELECT rows.id, key, atom FROM rows, json_each(iif(json_valid(rows.keys), rows.keys, '{}')))
UNION SELECT record FROM (
  SELECT atom AS record, position FROM commits, json_each(iif(json_valid(touches), touches, '[]'))
  EXCEPT SELECT record, position FROM touches)
UNION SELECT record FROM (
  SELECT record, position FROM touches
  EXCEPT SELECT atom, position FROM commits, json_each(iif(json_valid(touches), touches, '[]')))"""
OWE = "INSERT OR REPLACE INTO about(name, value) VALUES('owes', ?)"  # the link of the commit that erased last
OWED = "SELECT value FROM about WHERE name = 'owes'"
SETTLED = "DELETE FROM about WHERE name = 'owes' AND value = ?"


def load(*, ids: bool, type: bool, keys: int) -> str:
    """Give the statement that streams rows; what it binds comes in the order ids (JSON), keys (name, value), type.

    Keys lead where there are any: few records share a reference, while many share a type.
    """
    source = "rows"
    where = []
    if ids:
        where.append("rows.id IN (SELECT value FROM json_each(?))")
    if keys and not ids:
        source = "keys CROSS JOIN rows ON rows.id = keys.id"
        where.append("keys.name = ? AND keys.value = ?")
        keys -= 1
    where += ["EXISTS (SELECT 1 FROM keys AS k WHERE k.name = ? AND k.value = ? AND k.id = rows.id)"] * keys
    if type:
        # The plus keeps the type from leading where ids or keys do.
        where.append("rows.type = ?" if source == "rows" and not ids else "+rows.type = ?")
    order = "rows.id" if source == "rows" else "keys.id"
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    columns = "rows.id, rows.type, rows.position, rows.until, rows.keys, rows.body"
    return f"SELECT {columns} FROM {source}{condition} ORDER BY {order}"  # noqa: S608 - no value stands in it
