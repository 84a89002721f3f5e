"""Questionnaire: a partnership says how it works in a workbook, and its layer is written for it.

Pure: sheets of questions go out, rows of answers come in, the text of a layer comes out. Reading and writing
workbooks is the business of plug-ins. An empty answer asks for nothing: what the layers above say stays.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import attrs

from lif_core.errors import InvalidData, Problem, nearest
from lif_core.framework.framework import Framework
from lif_core.values.reading import read_when
from lif_core.values.spans import parse_span
from lif_core.values.years import parse_year_begin

AnswerSort = Literal["words", "day", "year", "number", "span", "path", "several", "name", "status"]
"""What an answer is: words; a day; the day a year begins; a number; a stretch of time; steps with > between them;
several with ; between them; the name of something that the layers above have; a status of an action."""
Row = Mapping[str, str]
"""The answers of one row, by the name of their column."""


@attrs.frozen(weakref_slot=False, kw_only=True)
class Ask:
    """One column of a sheet, or one question of the first sheet.

    Attributes:
        name: its stable name.
        asks: the question, as it stands in the workbook.
        sort: what an answer is.
        of: for `name` the tables in which the named thing is looked for.
        needed: whether a row without it says nothing.
    """

    name: str
    asks: str
    sort: AnswerSort = "words"
    of: tuple[str, ...] = ()
    needed: bool = False


@attrs.frozen(weakref_slot=False, kw_only=True)
class Sheet:
    """One sheet of the workbook.

    Attributes:
        name: its stable name.
        title: what stands on its tab.
        says: how it is filled in, in a sentence or two.
        columns: its columns; of a sheet `upright` its questions, one below the other with the answer beside it.
        upright: whether each question is answered once.
    """

    name: str
    title: str
    says: str
    columns: tuple[Ask, ...]
    upright: bool = False


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        name="about",
        title="About us",
        says="Answer what you know. What you leave empty stays as the framework above has it.",
        upright=True,
        columns=(
            Ask(name="name", asks="What is your partnership called?", needed=True),
            Ask(name="builds-on", asks="Which framework do you build on (england, north-west ...)?", needed=True),
            Ask(
                name="area-start", asks="On which day did your arrangements under the 2018 guidance begin?", sort="day"
            ),
            Ask(name="since", asks="From which day does what you write here hold?", sort="day"),
            Ask(
                name="reporting-year",
                asks="Which twelve months does your yearly report cover (such as 1 April to 31 March)?",
                sort="year",
            ),
            Ask(name="framework-name", asks="What do you call your framework?"),
            Ask(name="purpose", asks="What is it for? A sentence each, with ; between them", sort="several"),
            Ask(name="owner", asks="Which body owns it?", sort="name", of=("body", "role")),
            Ask(name="endorsed-by", asks="Which bodies endorse it, in their order (; between)?", sort="several"),
        ),
    ),
    Sheet(
        name="groups",
        title="Groups",
        says="A line for each of your groups. If it does the work of one that is there already, name that one.",
        columns=(
            Ask(name="name", asks="What you call it", needed=True),
            Ask(name="is", asks="Does the work of (leave empty if it is new)", sort="name", of=("body",)),
            Ask(name="also-called", asks="Also called (; between)", sort="several"),
            Ask(name="reports-to", asks="Reports to", sort="name", of=("body",)),
            Ask(name="quorum", asks="Quorate with how many agencies", sort="number"),
            Ask(name="meets", asks="Meets every (such as 1 month)", sort="span"),
        ),
    ),
    Sheet(
        name="reviews",
        title="Reviews",
        says="A line for each kind of review that you call otherwise, or that is new. Steps: referred > held > closed.",
        columns=(
            Ask(name="name", asks="What you call it", needed=True),
            Ask(name="is", asks="Is the same as (leave empty if it is new)", sort="name", of=("review",)),
            Ask(name="steps", asks="Its steps, with > between them (only if it is new)", sort="path"),
            Ask(name="decides", asks="Who decides to hold it", sort="name", of=("body", "role")),
            Ask(name="outputs", asks="What comes out of it (; between)", sort="several"),
        ),
    ),
    Sheet(
        name="deadlines",
        title="Deadlines",
        says="Only where you ask for more than the law or the guidance: both are worked out, the stricter one rules.",
        columns=(
            Ask(name="deadline", asks="Which deadline", sort="name", of=("deadline",), needed=True),
            Ask(name="within", asks="Your own figure (such as 10 working days)", sort="span", needed=True),
            Ask(name="because", asks="Who decided it, and when", needed=True),
        ),
    ),
    Sheet(
        name="statuses",
        title="Status words",
        says="The words of your own action tracker, and what each of them stands for.",
        columns=(
            Ask(name="word", asks="Your word", needed=True),
            Ask(name="means", asks="Stands for (planned, in progress, waiting, done ...)", sort="status", needed=True),
        ),
    ),
    Sheet(
        name="themes",
        title="Themes",
        says="Themes of your own. If one of yours goes by another name here, name that one.",
        columns=(
            Ask(name="name", asks="What you call it", needed=True),
            Ask(name="is", asks="Is the same as (leave empty if it is new)", sort="name", of=("theme",)),
        ),
    ),
    Sheet(
        name="products",
        title="Learning products",
        says="How you hand on what was learnt: briefings, newsletters, and the headings each has.",
        columns=(
            Ask(name="name", asks="What you call it", needed=True),
            Ask(name="headings", asks="Its headings, in order (; between)", sort="several"),
            Ask(name="for", asks="For whom", sort="name", of=("audience",)),
        ),
    ),
)
"""The sheets of the questionnaire, in their order."""


def choices(ask: Ask, framework: Framework) -> tuple[str, ...]:
    """Tell what can be answered where a name or a status is asked for, for the list of a workbook's cell."""
    if ask.sort == "status":
        kind = framework.kinds("action").get("standard")
        return tuple(state.replace("-", " ") for state in kind.states) if kind else ()
    items = [item for table in ask.of for item in framework.items(table).values() if not item.retired]
    return tuple(dict.fromkeys(str(getattr(item, "says", "") or item.words) for item in items))


def layer_text(answers: Mapping[str, Sequence[Row]], framework: Framework) -> str:
    """Write the layer that answers ask for.

    Args:
        answers: by sheet, its rows; of a sheet that stands upright one row with an answer by question.
        framework: the one that the partnership builds on; names are looked for in it.

    Returns:
        A TOML document, with a remark above each part that says which sheet and row it comes from (see `row_of`).

    Raises:
        InvalidData: an answer cannot be read, or names nothing that there is; all of them are told.
    """
    writing = _Writing(answers, framework)
    text = "\n".join(writing.lines())
    if writing.problems:
        raise InvalidData(writing.problems)
    return f"{text}\n"


def row_of(text: str, line: int) -> str:
    """Tell which sheet and row a line of a written layer comes from, for a problem that names the line."""
    for said in reversed(text.splitlines()[:line]):
        found = re.fullmatch(r"# from (.+)", said)
        if found:
            return found[1]
    return SHEETS[0].title


class _Writing:
    """Writes one layer, keeping every complaint."""

    def __init__(self, answers: Mapping[str, Sequence[Row]], framework: Framework) -> None:
        self.problems: list[Problem] = []
        self._answers, self._framework = answers, framework
        self._place = ""
        self._taken: set[tuple[str, str]] = set()
        new = [row for row in answers.get("groups", ()) if not row.get("is")]
        self._groups = {_slug(str(row.get("name") or "")) for row in new}  # a row may name a group further down

    def lines(self) -> Iterator[str]:
        about = next(iter(self._rows("about")), {})
        yield from self._head(about)
        yield from self._charter(about)
        for row in self._rows("groups"):
            yield from self._group(row)
        for row in self._rows("reviews"):
            yield from self._review(row)
        for row in self._rows("deadlines"):
            yield from self._deadline(row)
        yield from self._statuses()
        for row in self._rows("themes"):
            yield from self._renamed_or_new("theme", row)
        for row in self._rows("products"):
            yield from self._product(row)

    # -- rows and answers ----------------------------------------------------------------------------------------

    def _rows(self, name: str) -> Iterator[Row]:
        """Give the rows of a sheet that say anything, each answer stripped; tell what is needed and missing."""
        sheet = next(sheet for sheet in SHEETS if sheet.name == name)
        given = self._answers.get(name, ())
        if sheet.upright and not given:
            given = ({},)
        for number, row in enumerate(given, start=2):
            told = {ask.name: " ".join(str(row.get(ask.name, "") or "").split()) for ask in sheet.columns}
            self._place = sheet.title if sheet.upright else f"{sheet.title}, row {number}"
            if any(told.values()) or sheet.upright:
                missing = [ask.asks for ask in sheet.columns if ask.needed and not told[ask.name]]
                for asks in missing:
                    self._say("missing", f"There is no answer to: {asks}", "Fill it in, or clear the row.")
                if not missing:
                    yield told

    def _say(self, code: str, says: str, mend: str, near: str | None = None) -> None:
        self.problems.append(Problem(f"questionnaire.{code}", says, mend, self._place, nearest=near))

    def _named(self, tables: Iterable[str], said: str) -> str:
        """Tell the id of something that is there already by its words; empty where nothing is said."""
        if not said:
            return ""
        for table in tables:
            found = self._framework.find(table, said) or self._by_says(table, said)
            if found:
                return found
        own = _slug(said)
        if own in self._groups and "body" in tables:
            return own
        known = [str(item.words) for table in tables for item in self._framework.items(table).values()]
        self._say(
            "unknown", "An answer names something that is not there.", "Choose from the list.", nearest(said, known)
        )
        return ""

    def _by_says(self, table: str, said: str) -> str:
        for id, item in self._framework.items(table).items():
            if str(getattr(item, "says", "")).casefold() == said.casefold():
                return id
        return ""

    def _own(self, table: str, name: str) -> str:
        """Give an id for something new."""
        id = _slug(name)
        if not id or self._framework.has(table, id) or (table, id) in self._taken:
            mend = "Give it a name of its own, or say which one it is the same as."
            self._say("taken", "Something of this name is there already.", mend)
        self._taken.add((table, id))
        return id

    def _day(self, said: str) -> str:
        day = read_when(said).exact if said else None
        if said and day is None:
            self._say("no-day", "A day cannot be read.", "Write it as in 1 September 2019.")
        return day.isoformat() if day else ""

    def _span(self, said: str) -> str:
        try:
            return str(parse_span(said)) if said else ""
        except ValueError:
            self._say("no-span", "A stretch of time cannot be read.", "Write it as in 10 working days.")
            return ""

    def _year(self, said: str) -> str:
        try:
            return str(parse_year_begin(said)) if said else ""
        except ValueError:
            self._say("no-year", "The twelve months of a year cannot be read.", "Write it as in 1 April to 31 March.")
            return ""

    def _number(self, said: str) -> str:
        if said and not said.isdecimal():
            self._say("no-number", "A whole number is asked for.", "Write it in digits.")
            return ""
        return said[:9]

    # -- parts -----------------------------------------------------------------------------------------------------

    def _head(self, about: Row) -> Iterator[str]:
        name, above = about.get("name", ""), _slug(about.get("builds-on", ""))
        yield "#:schema framework.schema.json"
        yield "# Written from the questionnaire. Everything can be changed here; `lif check` tells what is wrong."
        yield f"layer = {_quoted(_slug(name) or 'our-area')}"
        yield f"label = {_quoted(name)}"
        yield f"informed-by = [{_quoted(above)}]"
        for key in ("area-start", "since"):
            day = self._day(about.get(key, ""))
            if day:
                yield f"{key} = {day}"
        year = self._year(about.get("reporting-year", ""))
        if year:
            yield f"reporting-year = {_quoted(year)}"

    def _charter(self, about: Row) -> Iterator[str]:
        settings = {
            "label": _quoted(about["framework-name"]) if about.get("framework-name") else "",
            "purpose": _list(_parts(about.get("purpose", ""))),
            "owner": _maybe(self._named(("body", "role"), about.get("owner", ""))),
            "endorsed-by": _list(self._named(("body", "role"), one) for one in _parts(about.get("endorsed-by", ""))),
        }
        if any(settings.values()):
            there = self._framework.has("framework", "standard")
            yield from self._table("change.framework.standard" if there else "framework.standard", settings, there)

    def _group(self, row: Row) -> Iterator[str]:
        settings = {
            "aliases": _list(self._aliases(row)),
            "part-of": _maybe(self._named(("body",), row["reports-to"])),
            "quorum": self._number(row["quorum"]),
            "meets": _maybe(self._span(row["meets"])),
        }
        known = self._named(("body",), row["is"])
        if known:
            yield from self._table(f"relabel.body.{known}", {"en": _quoted(row["name"])})
            if any(settings.values()):
                yield from self._table(f"change.body.{known}", settings, reason=True)
        elif not row["is"]:
            own = self._own("body", row["name"])
            sort = {"label": _quoted(row["name"]), "sort": '"sub-group"'}
            yield from self._table(f"body.{own}", {**sort, **settings})

    def _aliases(self, row: Row) -> Sequence[str]:
        """Give the further names of a group; those it had above stay, as a list is replaced whole."""
        said = _parts(row["also-called"])
        known = self._framework.find("body", row["is"]) if row["is"] and said else None
        before = self._framework.item("body", known).aliases if known else ()
        return tuple(dict.fromkeys((*before, *said)))

    def _review(self, row: Row) -> Iterator[str]:
        known = self._named(("review",), row["is"])
        if known:
            yield from self._table(f"relabel.review.{known}", {"en": _quoted(row["name"])})
            return
        if row["is"]:
            return
        steps = [_slug(step) for step in row["steps"].split(">")]
        if len(steps) < 2 or not all(steps):
            self._say("no-steps", "A new kind of review needs at least two steps.", "Write referred > held > closed.")
            return
        decides = self._named(("body", "role"), row["decides"])
        last = steps[-1]
        settings = {
            "label": _quoted(row["name"]),
            "path": _quoted(" > ".join(steps)),
            "also": '["any > withdrawn"]',
            "finished": _list([last, "withdrawn"]),
            "withdrawn": '["withdrawn"]',
            "reasons": '["withdrawn"]',
            "decides": f"{{ {steps[1]} = {_quoted(decides)} }}" if decides else "",
            "outputs": _list(_parts(row["outputs"])),
        }
        yield from self._table(f"review.{self._own('review', row['name'])}", settings)

    def _deadline(self, row: Row) -> Iterator[str]:
        known = self._named(("deadline",), row["deadline"])
        span = self._span(row["within"])
        if known and span:
            settings = {"within": _quoted(span), "because": _quoted(row["because"])}
            yield from self._table(f"change.deadline.{known}", settings)

    def _statuses(self) -> Iterator[str]:
        kind = self._framework.kinds("action").get("standard")
        words: dict[str, str] = {}
        for row in self._rows("statuses"):
            state = _slug(row["means"])
            if kind and state not in kind.states:
                near = nearest(state, kind.states)
                self._say("unknown", "A status word stands for no status.", "Choose from the list.", near)
            words[row["word"].casefold()] = state
        if words:
            told = ", ".join(f"{_quoted(word)} = {_quoted(state)}" for word, state in words.items())
            there = self._framework.has("status-words", "action")
            settings = {"words": f"{{ {told} }}"} if there else {"on": '"action"', "words": f"{{ {told} }}"}
            name = "change.status-words.action" if there else "status-words.action"
            yield from self._table(name, settings, reason=there)

    def _renamed_or_new(self, table: str, row: Row) -> Iterator[str]:
        known = self._named((table,), row["is"])
        if known:
            yield from self._table(f"relabel.{table}.{known}", {"en": _quoted(row["name"])})
        elif not row["is"]:
            yield from self._table(f"{table}.{self._own(table, row['name'])}", {"label": _quoted(row["name"])})

    def _product(self, row: Row) -> Iterator[str]:
        settings = {
            "headings": _list(_parts(row["headings"])),
            "audience": _maybe(self._named(("audience",), row["for"])),
        }
        known = self._framework.find("product", row["name"])
        if known:
            yield from self._table(f"change.product.{known}", settings, reason=True)
        else:
            own = self._own("product", row["name"])
            yield from self._table(f"product.{own}", {"label": _quoted(row["name"]), **settings})

    def _table(self, name: str, settings: Mapping[str, str], reason: bool = False) -> Iterator[str]:
        said = {key: value for key, value in settings.items() if value}
        if said:
            yield ""
            yield f"# from {self._place}"
            yield f"[{name}]"
            yield from (f"{key} = {value}" for key, value in said.items())
            if reason:
                yield 'because = "As answered in the questionnaire"'


def _parts(said: str) -> tuple[str, ...]:
    return tuple(part for part in (part.strip() for part in said.split(";")) if part)


def _slug(text: str) -> str:
    """Give words as a name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").replace("&", " and ")).strip("-")


def _quoted(text: str) -> str:
    """Spell text so that it can stand between quotes in TOML."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _maybe(text: str) -> str:
    return _quoted(text) if text else ""


def _list(texts: Iterable[str]) -> str:
    told = [_quoted(text) for text in texts if text]
    return f"[{', '.join(told)}]" if told else ""
