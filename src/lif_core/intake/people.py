"""People: whether words look like the name of a person. A name is never stored as a lead."""

import re

_BRACKETED = re.compile(r"\[[^\]]{1,60}\]")
_TITLE = re.compile(
    r"\b(mr|mrs|ms|miss|mx|dr|cllr|councillor|sir|dame|rev|revd|prof|professor|dci|dcs|di|ds|dc|"
    r"pc|ps|insp|inspector|sgt|supt|cc)\.? "
    r"([a-z]\.? ?){0,2}[a-z][a-z'-]+\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"([A-Z]\.?){1,3}")
_PARTICLES = frozenset(("de", "van", "von", "der", "al", "bin", "ap", "la", "le"))
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_HIDDEN = re.compile(
    r"\b(officer|person|name|named|staff|worker|redacted|manager|individual|employee)\b", re.IGNORECASE
)

_BODY_WORDS = """
academies academy action admin administrator adult adults adviser advisor advisory agencies agency all alliance
ambulance and apprenticeship area army assistant associate association audit authorities authority baby barnardos
board boards borough british business cafcass camhs cancer care carers catholic ccg centre centres chair chairs
change charity charter chief child children childrens church citizens city clinical co-ordinator coastguard college
colleges command commander commissioner commissioners commissioning committee committees community company complex
conference consortium constable constabulary consultant coordinator coroner corporate council councils county court
crime criminal crown data dcs delivery dental department deputy designated development developmental digital diocese
director directorate directors disabilities disability district doctor domestic early east eastern education
educational emergency england english executive exploitation faith families family fire first force forum foundation
front general governance government governors gp gps group groups head heads headteacher headteachers health
healthcare help home homes hospice hospital hospitals house housing hub human icb implementation improvement
inclusion independent information integrated intelligence justice lado lead lead's leads learning legal liaison link
local looked ltd maintained manager managers mash mental midwife midwifery midwives military minister ministry
missing monitoring multi-agency named national neighbourhood network nhs north northern nspcc nurse nurseries
nursery nurses nursing offending office officer ofsted operations paediatric paediatrician panel parent parenting
partner partners partnership partnerships pastoral performance planning police policy practice practitioner
practitioners prevention primary principal prison probation professional professionals programme project protection
provider providers psychology public quality reducing referral refuge region regional registrar rescue resources
response responsible review reviewing royal safe safeguarding school schools scrutineer scrutiny secondary secretary
sector senior service services sexual shared social south southern special specialist staff standards state
statutory strategic strategy street sub-group subgroup substance superintendent supervision support surgery task tbc
team teams thematic together town training transformation transport tri-borough trust trustees unit university
unknown various victim victims violence violent virtual visiting visitors voluntary wales ward welfare welsh west
western women womens work worker workers workforce workstream young youth
"""
_OF_BODIES = frozenset(_BODY_WORDS.split())
"""Words that stand in names of bodies and roles, and hardly in names of people."""

_WORDS = re.compile(r"[^\W\d_][\w'’-]*")


def looks_like_a_person(text: str) -> bool:
    """Tell whether words look like a person's name, or like a place where one was taken out (`[Officer E]`).

    Where neither the words of bodies and roles nor anything else speaks for a body, two or three words with capitals
    are taken for a person: to ask once too often is better than to store a name.
    """
    text = " ".join(text.split())
    if not text or len(text) > 80:
        return False
    if (hidden := _BRACKETED.fullmatch(text)) and _HIDDEN.search(hidden[0]):
        return True
    if _EMAIL.search(text) or _TITLE.fullmatch(text):
        return True
    if any(_plain(word) in _OF_BODIES for word in _WORDS.findall(text)):
        return False
    return _is_written_like_a_name(text.split())


def _is_written_like_a_name(parts: list[str]) -> bool:
    """Whether two to four words are names or initials, the last of them a name."""
    spoken = [part for part in parts if part.casefold() not in _PARTICLES]
    if not 2 <= len(spoken) <= 4 or not _is_name(spoken[-1]):
        return False
    return all(_is_name(part) or _INITIALS.fullmatch(part) for part in spoken[:-1])


def _is_name(word: str) -> bool:
    letters = [sign for sign in word if sign not in "-'’"]
    return len(letters) >= 2 and all(map(str.isalpha, letters)) and letters[0].isupper() and letters[-1].islower()


def _plain(word: str) -> str:
    folded = word.casefold().replace("’", "'")
    return folded.removesuffix("'s").removesuffix("s'") if folded not in _OF_BODIES else folded
