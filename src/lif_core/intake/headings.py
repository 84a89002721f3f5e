"""Headings: which field a column's heading names. A table of the words that public-sector sheets use."""

import re
from collections.abc import Mapping

from lif_core.intake.slips import by_shape, meant, slips

FIELDS: Mapping[str, str] = {
    "ref": "the line's own number",
    "recommendation": "what should change, as worded",
    "action": "what is to be done",
    "finding": "what was learnt",
    "finding:good-practice": "what works well or is improving",
    "finding:continued": "what was found again and is still to be improved",
    "course": "what is taught",
    "objective": "the objective or priority that the line answers",
    "lead": "who leads",
    "to": "whom a recommendation is addressed to",
    "due": "by when",
    "done": "when it was done",
    "status": "how it stands",
    "rag": "the colour it was given, beside its status",
    "progress": "what was said of its progress",
    "comment": "what else was said",
    "evidence": "what shows that it was done or made a difference",
    "wanted": "the outcome wanted",
    "measure": "how anybody will know",
    "theme": "its theme",
    "source": "the review, audit or plan that it comes from",
    "reply": "what was answered to a recommendation",
    "review": "the review that the line is about",
    "kind": "what sort of review it is",
    "published": "when it was published",
    "duration": "how long it takes",
    "runs": "how often it was given",
    "delegates": "how many people came",
    "trainers": "whose trainers give it",
    "period": "the time that the line covers",
    "figure": "a number",
    "people": "names of people: counted as kept aside, never a lead",
    "refused": "identifies people: counted and stored nowhere",
    "aside": "kept aside",
}
"""Fields that a column may be read as, each with what it is."""

NAMING = ("action", "recommendation", "finding", "finding:good-practice", "finding:continued", "course", "review")
"""Fields whose text makes a line into a record."""

LONGEST_HEADING = 160
"""Longer text heads nothing."""

LONGEST_SLIP = 60
"""No slips are looked for in longer text."""

SURE = 10
"""Letters of a heading in which one slip is none of another word, wherever it stands."""

_EXACT: Mapping[str, str] = {
    "ref": """no | number | ref | reference | ref no | ref number | action no | action number | action
        ref | action id | rec no | rec | rec ref | recommendation no | recommendation number |
        recommendation ref | item | item no | item number | id | # | serial no | s no | sn |
        line no | row | nr""",
    "recommendation": """recommendation | recommendations | recommendation made | recommendations made |
        recommended | recommendation from review | recommendation from the review | what was
        recommended | what should change | agreed recommendation | scr recommendation | review
        recommendation | what do we need to change""",
    "action": """action | actions | specific action | specific actions | action required | actions
        required | required action | agreed action | agreed actions | action agreed | action to
        be taken | actions to be taken | action needed | actions needed | key action | key
        actions | planned action | planned actions | proposed action | smart action | action
        point | action points | task | tasks | activity | activities | action task | what | what
        needs to be done | what needs to happen | what we will do | actions we will take |
        action taken or planned | deliverable | deliverables | steps | step | milestone | how
        will we do it | description of action | description | to do""",
    "finding": """finding | findings | key finding | key findings | learning | key learning | learning
        point | learning points | learning identified | finding or learning | finding learning |
        issue | issues | issue identified | lesson | lessons | lesson learned | lesson learnt |
        lessons learned | lessons learnt | what we learnt | what we learned | what did we learn
        | area of development | areas of development | area for development | areas for
        development | area for improvement | areas for improvement | weakness | weaknesses | gap
        | gaps | gap identified | gaps identified | area of concern | areas of concern | concern
        | concerns | what are we worried about | practice issue""",
    "finding:good-practice": """areas improving | area improving | improving | improvements | improvement | strength |
        strengths | area of strength | areas of strength | good practice | good practice
        identified | what worked well | what works well | what is working well | whats working
        well | what went well | positives""",
    "finding:continued": """areas for continued development | area for continued development | continued development
        | areas for further development | still to improve | areas still to improve""",
    "course": """course | courses | course title | course name | training course | training title | title
        topic | topic | course topic | training | training event | event title | module | title
        of course | name of course | learning event | programme | workshop | session title""",
    "objective": """objective | objectives | strategic objective | strategic objectives | aim | aims | goal
        | goals | priority | priorities | strategic priority | priority area | key priority |
        priority objective | objective priority | strategic aim""",
    "lead": """lead | leads | lead agency | lead agencies | lead officer | lead person | lead
        organisation | lead professional | lead role | lead partner | lead group | lead
        responsibility | owner | action owner | owners | responsibility | responsible |
        responsible agency | responsible lead | responsible lead group | responsible person |
        responsible officer | responsible group | responsible body | responsible organisation |
        person responsible | persons responsible | agency | agencies | agency lead | agencies
        responsible | agency responsible | who | by whom | whom | who will lead | who is
        responsible | who will do it | who by | accountable | accountable lead | accountable
        officer | assigned to | action by | lead s | key lead | lead and partners | lead
        partners | delivery lead | organisation""",
    "to": """addressed to | addressee | recommendation to | recommendation for | directed to | made
        to | to whom | for whom | recipient | agency addressed | addressed""",
    "due": """date | due | due date | due by | by when | when | when by | by date | deadline |
        deadlines | target | target date | target dates | target completion date | target
        completion | target timescale | timescale target | target deadline | timescale |
        timescales | time scale | timeframe | time frame | timeline | completion date | date for
        completion | to be completed by | complete by | completed by | expected completion |
        expected completion date | date due | planned completion date | planned date | end date
        | review date | agreed timescale | revised date | revised target date | delivery date |
        date to be completed""",
    "done": """date completed | completed date | completed on | date closed | closed date | actual
        completion date | date done | actual date | date achieved | date of completion |
        completion achieved | date signed off""",
    "status": """status | current status | action status | progress status | rag | r a g | rag rating | rag
        status | brag | brag rating | rag rated | rating | state | completed | complete |
        complete y n | completed y n | progress rating | progress rag | assessment of progress |
        assessment | open closed | open or closed | outcome status | delivery status | grade |
        implementation status""",
    "progress": """progress | progress update | progress updates | update | updates | latest update |
        current position | progress to date | progress made | progress notes | progress so far |
        progress report | progress commentary | commentary | narrative | update on progress |
        comments progress | comment progress | progress comments | status update | position
        statement | latest position | latest progress | update comments | comments updates |
        comments and progress | what have we done | what has been done | action taken | actions
        taken | progress against action | highlight report""",
    "comment": "comment | comments | note | notes | remark | remarks | further comments | additional comments",
    "evidence": """evidence | evidence of completion | supporting evidence | evidence impact | evidence of
        impact | evidence and impact | impact evidence | impact | evidence of progress | how
        will we know | evidence of change | evidence of outcome | evidence outcome | assurance |
        evidence assurance | outcome evidence""",
    "wanted": """outcome | outcomes | desired outcome | desired outcomes | intended outcome | intended
        outcomes | expected outcome | expected outcomes | planned outcome | outcome wanted |
        outcome sought | anticipated outcome | key outcome | required outcome | what is desired
        outcome | what is the desired outcome | what difference will it make | what difference
        will this make | what do we want to achieve | intended impact | expected impact""",
    "measure": """measure | measures | measurement | measured by | how measured | success measure |
        success measures | measure of success | measures of success | success criteria | success
        criterion | performance measure | outcome measure | outcome measures | output outcome
        measurement | output outcome | output | outputs | kpi | kpis | how will it be measured |
        how will this be measured | how will we measure | how will we measure success | how will
        we measure impact | monitoring | monitoring arrangements | quality assurance | indicator
        | indicators""",
    "theme": "theme | themes | category of learning | learning theme | practice theme | theme s",
    "source": """source | source review | review | reviews | origin | source of action | source of
        recommendation | review name | from | case | scr | lcspr | source document | audit |
        name of review | review title | review audit | source of learning""",
    "reply": """accepted | accepted y n | accepted yes no | accepted or not | accepted rejected |
        recommendation accepted | recommendation accepted y n | accepted by agency | accepted by |
        accept reject | agreed | agreed y n | agreed yes no | response | responses | response status |
        agency response | agencies response | response from agency | agency reply | reply | replies |
        response to recommendation | management response | partner response | partnership response |
        board response | organisation response | stance""",
    "kind": """type | kind | type of review | review type | kind of review | sort of review | category of
        review | review category""",
    "published": """published | date published | published date | publication | publication date | date of
        publication | published on | month published | published in | year published | year of
        publication""",
    "duration": """duration | length | course length | length of course | hours | days | duration days |
        duration hours | time""",
    "runs": """frequency | number of courses | number of events | no of courses | no of events | number
        of sessions | no of sessions | sessions | events | times run | courses run | sessions
        delivered | number delivered""",
    "delegates": """delegates | number of delegates | no of delegates | attendees | number of attendees |
        attendance | attended | number attended | numbers | participants | number of
        participants | total delegates | no attended | people trained""",
    "trainers": """trainers | trainer | trainers agency | trainer agency | delivered by | provider |
        training provider | facilitator agency""",
    "period": """year | period | financial year | quarter | reporting year | month | reporting period |
        years | academic year""",
}

_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"^how will .{1,60} do (this|it|that)$", "objective"),
    (r"^what (will|are) .{1,60} (do|doing|going to do)( (about )?(this|it))?$", "action"),
    (r"^(what|which) (action|step|task)s?\b", "action"),
    (r"^what (is|are) .{0,20}\b(desired|intended|expected|planned)\b.{0,20}outcomes?", "wanted"),
    (r"^what (will|is) .{0,30}\b(difference|outcome)\b", "wanted"),
    (r"^what will .{0,20}\bimpact\b", "measure"),
    (r"^how will .{1,60}\b(know|measure|measured|evidenced)\b", "measure"),
    (r"^whos?\b.{0,40}\b(lead|leads|leading|responsible|do|doing|accountable)\b", "lead"),
    (r"^(by )?when\b.{0,40}$", "due"),
    (r"^date\b.{0,20}\b(completed|closed|achieved|done)$", "done"),
    (r"^(assessment|category|categories|level|rating) of (progress|completion|implementation)\b", "status"),
    (r"\b(rag|brag)\b", "status"),
    (r"\bprogress\b.{0,40}\b(categor(y|ies)|rating|rated|score|scale)\b", "status"),
    (r"^status\b", "status"),
    (r"^(progress|update|updates)\b", "progress"),
    (r"\b(progress|update)s? (presented|reported|to|as at|at|since|for|on)\b", "progress"),
    (r"^(date|target|timescale|timescales|deadline|due)\b.{0,30}\b(date|target|completion|due|timescale|by)\b", "due"),
    (r"^(recommendation|rec)s? (no|number|ref|reference|id)\b", "ref"),
    (r"^(action|item|line) (no|number|ref|reference|id)\b", "ref"),
    (r"^(recommendation )?(is |was )?accepted\b.{0,20}$", "reply"),
    (r"^(recommendation|recommendations)\b", "recommendation"),
    (
        r"^(areas?|issues?|points?) (of|for|to)\b.{0,20}\b(continued|further|"
        r"ongoing)\b.{0,20}\b(development|improvement)",
        "finding:continued",
    ),
    (r"^(areas?|issues?|points?) (of|for|to)\b.{0,20}\b(development|improvement|improve|concern|learning)", "finding"),
    (r"^(learning|finding|lesson)s?\b", "finding"),
    (r"\bactions?\b.{0,20}\b(required|agreed|needed|planned|taken|proposed)$", "action"),
    (
        r"^(agreed|required|planned|proposed|specific|key|smart|single agency|multi agency|"
        r"partnership)\b.{0,20}\bactions?$",
        "action",
    ),
    (r"^(lead|responsible|accountable|owner)\b.{0,40}$", "lead"),
    (r"\b(responsible|accountable)\b.{0,20}$", "lead"),
    (r"^(desired|intended|expected|planned)\b.{0,20}\b(outcome|impact|result)s?", "wanted"),
    (r"\boutcomes?\b.{0,20}\bmeasure", "measure"),
    (r"\bmeasure(d|s|ment)?\b", "measure"),
    (r"^evidence\b", "evidence"),
    (r"^(course|training|workshop) (title|name|topic)\b", "course"),
    (r"^(number|no) of (delegates|attendees|participants|places filled)\b", "delegates"),
    (r"^(number|no) of (courses|events|sessions)\b", "runs"),
    (r"^(comment|note|remark)s?\b", "comment"),
    (r"^(\w+ ){1,4}(response|reply)$", "reply"),
)

_REFUSED: tuple[tuple[str, str], ...] = (
    (
        r"\b(child|childs|children|childrens|young person|yp|young persons|baby|subject|service user|"
        r"patient|client|pupil|student|sibling|mother|father|parent|parents|carer|carers|family|"
        r"victim|perpetrator|adult|case)s? (full )?(fore|sur|first|last|family)? ?names?\b",
        "names of children or family",
    ),
    (
        r"\bnames? of (the )?(child|children|young person|baby|subject|service user|patient|client|"
        r"pupil|mother|father|parent|carer|family|victim|perpetrator|adult)s?\b",
        "names of children or family",
    ),
    (r"^(first|last|middle|given|family|full|christian) ?names?$|^(sur|fore)names?$|^initials$", "names of people"),
    (
        r"^(child|young person|baby|mother|father|parent|parents|sibling|siblings|victim|perpetrator|"
        r"pupil|patient|service user)$",
        "names of children or family",
    ),
    (r"\bd ?o ?b\b|\bdates? of birth\b|\bbirth ?dates?\b|\bbirthday\b|^born$", "dates of birth"),
    (r"\bd ?o ?d\b|\bdates? of death\b|^died$", "dates of death"),
    (r"\bnhs (no|number|id|num)\b|^nhs$", "NHS numbers"),
    (r"\bupn\b|\bunique pupil\b", "unique pupil numbers"),
    (r"^(home |current |full |postal )?address(es)?$|\baddress of\b|\bhome address\b|\bpost ?codes?\b", "addresses"),
    (r"\b(tele)?phone\b|\bmobile\b|\btel( no| number)?$|\bcontact (number|details|no)\b", "phone numbers"),
    (r"\be ?mails?\b", "e-mail addresses"),
    (
        r"\b(mosaic|liquid ?logic|lcs|ics|eclipse|care ?first|care ?works|azeus|framework ?i|"
        r"system one|systmone|rio|paris)\b.{0,12}(\b(id|no|number|ref|reference)\b|$)",
        "numbers of a case system",
    ),
    (
        r"\bcase (id|no|number)\b|\b(person|client|child|pupil|patient|swift) (id|no|number)\b",
        "numbers of a case system",
    ),
    (r"\bcourt (case )?(no|number|ref|reference)\b|\bcase reference of court\b|\burn\b", "court numbers"),
    (r"\b(ni|national insurance) (no|number)\b|\bpassport\b", "numbers of a person"),
)

_FORBIDDEN = (
    "date of birth", "birth date", "dob", "date of death", "nhs number", "nhs no", "surname", "forename", "first name",
    "last name", "family name", "full name", "child name", "childs name", "childrens names", "name of child",
    "young persons name", "mothers name", "fathers name", "parents name", "patient name", "pupil name", "home address",
    "address", "postcode", "post code", "phone number", "telephone number", "mobile number", "email address",
    "unique pupil number", "national insurance number",
)  # fmt: skip
"""Headings of columns that identify people, spelt as they mostly are: for slips, and where such a word stands alone."""

_CALLED = frozenset({"name", "title", "label", "report", "report title", "report name", "title of report"})
_IN_LISTS = {"source": "review", "due": "published", "done": "published", "period": "published"}

_APART = re.compile(r"[^a-z0-9#]+")
_QUOTES = re.compile(r"[’'`´]")
_SOUGHT = {spelt.strip(): field for field, many in _EXACT.items() for spelt in " ".join(many.split()).split("|")}
_SEARCHES = tuple((re.compile(pattern), field) for pattern, field in _PATTERNS)
_NEAR = by_shape(_SOUGHT)
_RUN_TOGETHER = {spelt.replace(" ", ""): spelt for spelt in _FORBIDDEN}
_LONG_FORBIDDEN = {
    first: tuple(one for one in _RUN_TOGETHER if one[0] == first and len(one) >= SURE)
    for first in {one[0] for one in _RUN_TOGETHER}
}
_NEAR_FORBIDDEN = by_shape(_FORBIDDEN)
_JOINED_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_IDENTIFYING = tuple((re.compile(pattern), sort) for pattern, sort in _REFUSED)


def plain(heading: str) -> str:
    """Give a heading without what does not count: case, signs, lines, apostrophes."""
    folded = _QUOTES.sub("", heading[: LONGEST_HEADING * 2].casefold())
    return _APART.sub(" ", folded.replace("&", " and ")).strip()


def exact_field(heading: str) -> str:
    """Tell the field that a heading names word for word; empty where the table does not know it."""
    return _SOUGHT.get(plain(heading), "") if len(heading) <= LONGEST_HEADING else ""


def field_of(heading: str) -> str:
    """Tell the field that a heading names, word for word, by its pattern or but for a slip; empty where nobody can say.

    Headings of columns that identify people answer `refused`, before anything else is tried.
    """
    if not heading or len(heading) > LONGEST_HEADING:
        return ""
    if identifying(heading):
        return "refused"
    spelt = plain(heading)
    if spelt in _SOUGHT:
        return _SOUGHT[spelt]
    without_remark = plain(re.sub(r"\([^)]*\)", " ", heading))
    if without_remark in _SOUGHT:
        return _SOUGHT[without_remark]
    return next((field for search, field in _SEARCHES if search.search(spelt)), "") or _SOUGHT.get(near(heading), "")


def near(heading: str) -> str:
    """Tell the known heading that one with a slip or two is certain to mean; empty for one that is known as it stands.

    What may mean columns of two fields is none of them.
    """
    spelt = plain(heading)
    if not spelt or len(spelt) > LONGEST_SLIP or spelt in _SOUGHT:
        return ""
    known = meant(spelt, _NEAR)
    return known[0] if len({_SOUGHT[one] for one in known}) == 1 else ""


def field_in_list(heading: str) -> str:
    """Tell the field that a heading names in a list of reviews, where `Name` is the review's and `Date` its date."""
    if plain(heading) in _CALLED:
        return "review"
    field = field_of(heading)
    return _IN_LISTS.get(field, field)


def identifying(heading: str) -> str:
    """Tell what sort of identifier a heading announces, such as `dates of birth`; empty where none."""
    spelt = plain(heading)
    return _sort_of(spelt) or ("" if spelt in _SOUGHT else forbidden(heading))


def forbidden(text: str) -> str:
    """Tell what sort of identifier a text announces that is such a heading and nothing else, with a slip or without.

    A text that only speaks of one (`Email all schools`) announces none: this is asked of cells too.
    """
    if not text or len(text) > LONGEST_SLIP:
        return ""
    for said in dict.fromkeys((text, _JOINED_WORDS.sub(" ", text))):
        spelt = plain(said)
        together = spelt.replace(" ", "")
        known = _RUN_TOGETHER.get(together) or next(iter(meant(spelt, _NEAR_FORBIDDEN)), "") or _swapped(together)
        if known:
            return _sort_of(known)
    return ""


def _swapped(together: str) -> str:
    """Give the heading that letters run together mean but for one slip, where it is long enough to be sure."""
    known = (one for one in _LONG_FORBIDDEN.get(together[:1], ()) if slips(together, one, 1) <= 1)
    return _RUN_TOGETHER.get(next(known, ""), "")


def _sort_of(spelt: str) -> str:
    return next((sort for search, sort in _IDENTIFYING if search.search(spelt)), "")
