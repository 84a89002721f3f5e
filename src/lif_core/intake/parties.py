"""Parties: the bodies and roles that the words of a cell name. A person is never one."""

import re

import attrs

from lif_core.intake.names import Names
from lif_core.intake.people import looks_like_a_person
from lif_core.records.parts import Party

_APART = re.compile(r"\s*[/;\n|]\s*|\s*,\s*(?!and\b)|\s*,\s*and\s+")
_AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_ENDS = " .,;:–-"
_GROUP = re.compile(
    r"\b(sub-? ?groups?|groups?|boards?|committees?|partnerships?|teams?|forum|panel|services?|"
    r"agency|agencies|trust|council|police|"
    r"executive|network|unit|school|schools|department|directorate|sub)\b",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\(([^()]{1,80})\)")
_DASH = re.compile(r"\s+[–-]\s+|\s*:\s+")

MOST = 40
"""A cell that names more parties than this is a text and not a list of leads."""


@attrs.frozen
class Parties:
    """What a cell of leads or addressees says.

    Attributes:
        named: the parties, in the order in which they stand.
        people: whether it names a person somewhere, who was left out.
        parted: whether it was parted at an "and" that may belong to one name.
    """

    named: tuple[Party, ...] = ()
    people: bool = False
    parted: bool = False


def read_parties(text: str, names: Names, *, one: bool = False) -> Parties:
    """Read the parties that a cell names.

    Apart they stand at `/`, `;`, a comma and the end of a line. An "and" parts two names only where both sides are
    groups or bodies in their own words; whether that is right is asked. `one` says that an "and" belongs to the name.
    """
    text = text.strip()
    whole = _party(text, names)
    if not text or whole.body or whole.role:
        return Parties((whole,) if text else ())
    pieces = [piece for piece in _APART.split(text) if piece.strip(_ENDS)][:MOST]
    named: list[Party] = []
    people = parted = False
    for piece in pieces:
        parts = [piece] if one else _at_and(piece, names)
        parted = parted or len(parts) > 1
        for part in parts:
            kept, hidden = _without_people(part)
            people = people or hidden
            if kept:
                party = _party(kept, names)
                if party not in named:
                    named.append(party)
    return Parties(tuple(named), people, parted)


def _party(said: str, names: Names) -> Party:
    said = said.strip()
    short = said.strip(_ENDS)
    body = names.find_body(short) or ""
    role = "" if body else names.find_role(short) or ""
    return Party(said=said, body=body, role=role)


def _at_and(piece: str, names: Names) -> list[str]:
    """Part a name at "and" where each side is a name of its own: known, or a group in its own words."""
    found = names.find_body(piece.strip(_ENDS)) or names.find_role(piece.strip(_ENDS))
    parts = [part for part in _AND.split(piece) if part.strip(_ENDS)]
    if found or len(parts) < 2:
        return [piece]
    known = [names.find_body(part.strip(_ENDS)) or names.find_role(part.strip(_ENDS)) for part in parts]
    return parts if all(which or _GROUP.search(part) for which, part in zip(known, parts, strict=True)) else [piece]


def _without_people(piece: str) -> tuple[str, bool]:
    """Take names of people out of a piece: `Head of QA (Jane Roe)` leaves `Head of QA`."""
    if looks_like_a_person(piece):
        return "", True
    hidden = False

    def left(match: re.Match[str]) -> str:
        nonlocal hidden
        if looks_like_a_person(match[1]):
            hidden = True
            return ""
        return match[0]

    kept = _REMARK.sub(left, piece)
    sides = _DASH.split(kept)
    clear = [side for side in sides if not looks_like_a_person(side)]
    if len(clear) < len(sides):
        return " - ".join(clear).strip(), True
    return kept.strip(), hidden
