"""Places: on which line of a TOML text each key stands.

`tomllib` tells values and forgets where they stood. This scan tells only where they stood, of texts that `tomllib`
has already accepted, so it may be lenient. The line told for a key is one whose removal removes or changes it.
"""

import re
from collections.abc import Mapping

import attrs

KeyPath = tuple[str | int, ...]
"""Keys from the top of a document down; a number is the position in a list, from 0."""

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_INLINE_BLANK = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\r\n]+")
_STRINGS = (
    re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}', re.DOTALL),
    re.compile(r"'''(?:[^']|'(?!''))*'{3,5}", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


def places(text: str) -> Mapping[KeyPath, int]:
    """Tell the line, from 1, of each key path of a TOML text that `tomllib` accepts.

    A table without keys of its own stands where its first sub-table does: taking its bare heading away would
    change nothing.
    """
    root = _Scan(text).document()
    found: dict[KeyPath, int] = {}
    waiting: list[tuple[KeyPath, _Node]] = [((key,), child) for key, child in root.children.items()]
    while waiting:
        path, node = waiting.pop()
        found[path] = node.place()
        waiting.extend(((*path, key), child) for key, child in node.children.items())
    return found


@attrs.define
class _Node:
    """A key while the text is scanned: where it was first said, and what stands under it."""

    line: int
    children: "dict[str | int, _Node]" = attrs.field(factory=dict)
    has_own: bool = False
    is_list: bool = False

    def child(self, key: str | int, line: int) -> "_Node":
        return self.children.setdefault(key, _Node(line))

    def place(self) -> int:
        """The line of the heading where keys stand directly under it, else that of the first thing below."""
        node = self
        while node.children and not node.has_own and not node.is_list:
            node = next(iter(node.children.values()))
        return node.line

    def last(self) -> "_Node":
        """The table that a further heading means: of a list of tables its newest one."""
        return self.children[len(self.children) - 1] if self.is_list and self.children else self


class _Scan:
    """One walk through a text, from its first character to its last."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n")
        self._at = 0
        self._line = 1

    def document(self) -> _Node:
        root = _Node(1)
        here = root
        while self._skip(_BLANK) < len(self._text):
            here = self._heading(root) if self._text[self._at] == "[" else self._pair(here, own=True)
        return root

    def _heading(self, root: _Node) -> _Node:
        line = self._line
        many = self._text.startswith("[[", self._at)
        self._at += 2 if many else 1
        keys = self._keys()
        self._skip(_INLINE_BLANK)
        self._at += 2 if many else 1
        node = root
        for key in keys[:-1]:
            node = node.child(key, line).last()
        if not many:
            table = node.child(keys[-1], line)
            table.line = line
            return table
        several = node.child(keys[-1], line)
        several.is_list = True
        return several.child(len(several.children), line)

    def _pair(self, table: _Node, *, own: bool) -> _Node:
        line = self._line
        keys = self._keys()
        table.has_own = table.has_own or own
        node = table
        for key in keys:
            node = node.child(key, line)
        self._skip(_INLINE_BLANK)
        self._at += 1
        self._skip(_INLINE_BLANK)
        self._value(node)
        return table

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip(_INLINE_BLANK)
            keys.append(self._key())
            self._skip(_INLINE_BLANK)
            if self._at >= len(self._text) or self._text[self._at] != ".":
                return keys
            self._at += 1

    def _key(self) -> str:
        bare = _BARE.match(self._text, self._at)
        if bare:
            self._at = bare.end()
            return bare.group()
        said = self._string()
        return _unescaped(said[1:-1]) if said.startswith('"') else said[1:-1]

    def _value(self, node: _Node) -> None:
        sign = self._text[self._at]
        if sign == "[":
            self._array(node)
        elif sign == "{":
            self._inline_table(node)
        elif sign in "\"'":
            self._string()
        else:
            self._skip(_SCALAR)

    def _array(self, node: _Node) -> None:
        node.is_list = True
        self._at += 1
        while True:
            self._skip(_BLANK)
            if self._text[self._at] == "]":
                break
            if self._text[self._at] == ",":
                self._at += 1
                continue
            self._value(node.child(len(node.children), self._line))
        self._at += 1

    def _inline_table(self, node: _Node) -> None:
        node.has_own = True
        self._at += 1
        while True:
            self._skip(_BLANK)
            if self._text[self._at] == "}":
                break
            if self._text[self._at] == ",":
                self._at += 1
                continue
            self._pair(node, own=True)
        self._at += 1

    def _string(self) -> str:
        for pattern in _STRINGS:
            found = pattern.match(self._text, self._at)
            if found:
                return self._take(found)
        raise ValueError("places() reads only texts that tomllib accepts.")

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self._text, self._at)
        if found:
            self._take(found)
        return self._at

    def _take(self, found: "re.Match[str]") -> str:
        self._line += found.group().count("\n")
        self._at = found.end()
        return found.group()


def _unescaped(said: str) -> str:
    def letter(found: "re.Match[str]") -> str:
        code = found.group(1) or found.group(2)
        return chr(int(code, 16)) if code else _SHORT_ESCAPES.get(found.group(3), found.group(3))

    return _ESCAPE.sub(letter, said)
