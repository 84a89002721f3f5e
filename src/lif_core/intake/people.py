"""People: whether words look like the name of a person. A name is never stored as a lead."""

import re

_BRACKETED = re.compile(r"\[[^\]]{1,60}\]")
_TITLE = re.compile(
    r"\b(mr|mrs|ms|miss|mx|dr|cllr|councillor|sir|dame|rev|revd|prof|professor|dci|dcs|di|ds|dc|pc|ps|insp|inspector|sgt|supt|cc)\.? "
    r"([a-z]\.? ?){0,2}[a-z][a-z'-]+\b",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"[A-Z]\.? ?([A-Z]\.? )?[A-Z][a-z'’-]{2,}([ -][A-Z][a-z'’-]+)?")
_NAME = re.compile(r"[A-Z][a-z'’]+(-[A-Z][a-z]+)?( [A-Z]\.?| (de|van|von|al|bin|ap|Mc|Mac|O['’]))?( [A-Z][A-Za-z'’]+(-[A-Z][a-z]+)?){1,2}")
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_HIDDEN = re.compile(r"\b(officer|person|name|named|staff|worker|redacted|manager|individual|employee)\b", re.IGNORECASE)

_OF_BODIES = frozenset(
    """academy academies action admin administrator adult adults advisor adviser advisory agencies agency alliance all ambulance and
    apprenticeship area army assistant associate association audit authorities authority baby barnardos board boards borough
    british business cafcass camhs cancer care carers catholic centre centres chair chairs change charity charter chief child
    childrens children church citizens city clinical coastguard college colleges command commissioner commissioners commissioning
    committee committees community company complex conference constabulary consortium consultant coordinator co-ordinator
    coroner corporate council councils county court crime criminal crown data delivery dental department deputy designated
    development developmental digital diocese director directorate directors disability disabilities district doctor domestic
    early east eastern education educational emergency england english executive exploitation faith families family fire first
    force forum foundation front general governance governors group groups head heads health healthcare help home homes hospice
    hospital hospitals house housing human hub implementation improvement inclusion independent information integrated
    intelligence justice lead leads learning legal liaison link local looked ltd maintained manager managers mental midwife
    midwives midwifery military missing monitoring multi-agency named national neighbourhood network nhs north northern nurse
    nurses nursery nurseries nursing office officer offending ofsted operations paediatric paediatrician panel parent parenting
    partner partners partnership partnerships pastoral performance planning police policy practice practitioner practitioners
    prevention primary principal prison probation professional professionals programme project protection provider providers
    psychology public quality reducing referral refuge region regional registrar rescue resources response responsible review
    reviewing royal safe safeguarding school schools scrutineer scrutiny secondary sector secretary senior service services
    sexual shared social south southern special specialist staff standards state statutory strategic strategy street sub-group
    subgroup substance supervision support surgery task team teams thematic together town training transformation transport
    trust tri-borough trustees unit university victim victims violence violent virtual visiting visitors voluntary wales ward
    welfare welsh west western women womens work worker workers workforce workstream young youth unknown tbc various lead's
    headteacher headteachers gp gps dcs commander superintendent constable minister ministry government""".split()
)
"""Words that stand in names of bodies and roles, and hardly in names of people."""

_WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]*")


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
    return bool(_INITIAL.fullmatch(text) or _NAME.fullmatch(text))


def _plain(word: str) -> str:
    folded = word.casefold().replace("’", "'")
    return folded.removesuffix("'s").removesuffix("s'") if folded not in _OF_BODIES else folded
