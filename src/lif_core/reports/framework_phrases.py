"""Framework phrases: the fixed phrases of the framework's own document, in English and in Welsh.

A partnership's own words win, as in `phrases`. The Welsh is ours and has not been looked over by a translator.
"""

from collections.abc import Mapping

from lif_core.framework.framework import Framework
from lif_core.values.labels import Label, Language


def framework_phrase(framework: Framework, key: str, language: Language = "en", **parts: object) -> str:
    """Tell a fixed phrase of the framework's document; `[text.framework-KEY]` of the framework stands before ours.

    Raises:
        KeyError: there is no such phrase; a fault of ours.
    """
    own = FRAMEWORK_PHRASES[key].in_(language)
    name = f"framework-{key}"
    local = framework.wording(name, own).in_(language) if framework.has("text", name) else own
    try:
        return local.format(**parts)
    except (KeyError, IndexError, ValueError):
        return own.format(**parts)  # a local phrase with a place that this one does not have


_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Local learning and improvement framework", "Fframwaith dysgu a gwella lleol"),
    # -- parts -----------------------------------------------------------------------------------------------------
    "about": ("Purpose and principles", "Diben ac egwyddorion"),
    "responsibilities": ("Who is responsible for what", "Pwy sy'n gyfrifol am beth"),
    "reviews": ("Reviews: how we learn from experience", "Adolygiadau: sut rydym yn dysgu o brofiad"),
    "follow-up": ("How actions are followed up", "Sut mae camau gweithredu'n cael eu dilyn"),
    "training": ("Training", "Hyfforddiant"),
    "evaluation": ("Evaluation", "Gwerthuso"),
    "sharing": ("Sharing what we learn", "Rhannu'r hyn a ddysgwn"),
    "sources": ("What this is built on", "Ar beth mae hyn wedi'i seilio"),
    # -- what each part is for ---------------------------------------------------------------------------------------
    "responsibilities-why": (
        "So that organisations are clear about their responsibilities.",
        "Er mwyn i sefydliadau fod yn glir am eu cyfrifoldebau.",
    ),
    "reviews-why": (
        "What needs to be learnt, and where services and practice require improvement, comes out of these reviews. "
        "Findings may be recorded, and acted on, at any step; good practice is a finding too.",
        "O'r adolygiadau hyn y daw'r hyn sydd angen ei ddysgu, a lle mae angen gwella gwasanaethau ac ymarfer. "
        "Gellir cofnodi canfyddiadau, a gweithredu arnynt, ar unrhyw gam; mae arfer da yn ganfyddiad hefyd.",
    ),
    "follow-up-why": (
        "A programme of action is to lead to improvements that last: done is not the end, and what does not hold is "
        "taken up again.",
        "Mae rhaglen o weithredu i arwain at welliannau sy'n para: nid gorffen yw'r diwedd, ac ailagorir yr hyn nad "
        "yw'n dal.",
    ),
    "training-why": (
        "Needs come from what was learnt; courses, sessions and places follow from needs. Who came is counted by "
        "agency, and whether practice changed is asked weeks later.",
        "Daw anghenion o'r hyn a ddysgwyd; dilyna cyrsiau, sesiynau a lleoedd o anghenion. Cyfrifir pwy ddaeth fesul "
        "asiantaeth, a gofynnir wythnosau'n ddiweddarach a newidiodd ymarfer.",
    ),
    "evaluation-why": (
        "Three questions: how much did we do, how well did we do it, what difference did it make? Nobody evaluates "
        "only their own action.",
        "Tri chwestiwn: faint a wnaethom, pa mor dda y'i gwnaed, pa wahaniaeth a wnaeth? Nid oes neb yn gwerthuso ei "
        "gam ei hun yn unig.",
    ),
    "sharing-why": (
        "Learning is shared on a wide area basis, for transparency, accountability and consistent improvement. "
        "Nothing is shared more widely than its narrowest source allows.",
        "Rhennir dysgu ar sail ardal eang, er tryloywder, atebolrwydd a gwelliant cyson. Ni rennir dim yn ehangach nag "
        "y mae ei ffynhonnell gulaf yn ei ganiatáu.",
    ),
    "challenge": (
        "Scrutiny and challenge: a challenge is raised with a body, answered by it, and escalated where it is not.",
        "Craffu a herio: codir her gyda chorff, fe'i hatebir ganddo, ac uwchgyfeirir hi lle nad yw'n cael ateb.",
    ),
    "have-your-say": (
        "Have your say: a consultation on this framework, or on a learning product, opens and closes on days that are "
        "told; what was said, and what changed because of it, is recorded.",
        "Dweud eich dweud: mae ymgynghoriad ar y fframwaith hwn, neu ar gynnyrch dysgu, yn agor ac yn cau ar ddyddiau "
        "a nodir; cofnodir yr hyn a ddywedwyd a'r hyn a newidiodd o'r herwydd.",
    ),
    # -- headings within parts ---------------------------------------------------------------------------------------
    "principles": ("Principles", "Egwyddorion"),
    "bodies": ("Bodies", "Cyrff"),
    "duties": ("Duties", "Dyletswyddau"),
    "earlier-kinds": ("Kinds of review of earlier editions", "Mathau o adolygiad o argraffiadau cynharach"),
    "themes": ("Themes by which findings are sorted", "Themâu y didolir canfyddiadau yn eu hôl"),
    "checks": ("How strong an action is, and when it is checked again", "Pa mor gryf yw cam, a phryd y'i gwirir eto"),
    "looked-out-for": ("What is looked out for", "Yr hyn y gwylir amdano"),
    "role-groups": ("Which staff need which level", "Pa staff sydd angen pa lefel"),
    "charges": ("Charges", "Taliadau"),
    "evidence": ("Evidence, the strongest first", "Tystiolaeth, y gryfaf yn gyntaf"),
    "scales": ("Scales", "Graddfeydd"),
    "products": ("How learning is handed on", "Sut y trosglwyddir dysgu"),
    "readers": ("Who reads what", "Pwy sy'n darllen beth"),
    "unverified": (
        "Figures that nobody has compared with their source",
        "Ffigurau nad oes neb wedi'u cymharu â'u ffynhonnell",
    ),
    # -- columns -----------------------------------------------------------------------------------------------------
    "body": ("Body", "Corff"),
    "reports-to": ("Reports to", "Yn adrodd i"),
    "rhythm": ("Meets", "Yn cyfarfod"),
    "who": ("Who", "Pwy"),
    "does-what": ("Does what", "Yn gwneud beth"),
    "to-whom": ("To whom", "I bwy"),
    "source": ("Source", "Ffynhonnell"),
    "deadline": ("What is to be done", "Beth sydd i'w wneud"),
    "figure": ("Time", "Amser"),
    "counted-from": ("Counted from", "Wedi'i gyfrif o"),
    "strength": ("Action", "Cam"),
    "checked-again": ("Checked again after", "Gwirir eto ar ôl"),
    "charge": ("For", "Am"),
    "amount": ("Amount", "Swm"),
    "list-of-themes": ("List", "Rhestr"),
    "theme-name": ("Theme", "Thema"),
    "was-called": ("Was called", "Fe'i galwyd"),
    "elsewhere": ("In other lists", "Mewn rhestrau eraill"),
    "role-group": ("Staff", "Staff"),
    "level": ("Level of training", "Lefel hyfforddiant"),
    "scale": ("Scale", "Graddfa"),
    "grades": ("Grades", "Graddau"),
    "product": ("Product", "Cynnyrch"),
    "headings": ("Headings", "Penawdau"),
    "for-whom": ("For whom", "I bwy"),
    "reads-up-to": ("Reads up to", "Yn darllen hyd at"),
    # -- lines -------------------------------------------------------------------------------------------------------
    "not-verified": ("not verified", "heb ei wirio"),
    "owned-by": ("Owned by {body}.", "Dan berchnogaeth {body}."),
    "endorsed-by": ("Endorsed by {bodies}.", "Wedi'i gymeradwyo gan {bodies}."),
    "reviewed": ("Looked at again every {span}.", "Ailedrychir arno bob {span}."),
    "reporting-year": ("The yearly report covers {year}.", "Mae'r adroddiad blynyddol yn cwmpasu {year}."),
    "every": ("every {span}", "bob {span}"),
    "quorum": ("quorate with {n}", "cworwm o {n}"),
    "steps": ("Steps: {steps}.", "Camau: {steps}."),
    "recommended-decides": (
        "Recommended by {other}, decided by {body}: {state}.",
        "Argymhellir gan {other}, penderfynir gan {body}: {state}.",
    ),
    "recommends": ("Recommended by {other}: {state}.", "Argymhellir gan {other}: {state}."),
    "criteria-any": ("Called for where any one of these is met:", "Gelwir amdano lle bodlonir unrhyw un o'r rhain:"),
    "criteria-all": ("Called for where all of these are met:", "Gelwir amdano lle bodlonir y rhain i gyd:"),
    "criteria-weighing": (
        "To be weighed; meeting these does not by itself call for it:",
        "I'w bwyso a mesur; nid yw bodloni'r rhain ynddo'i hun yn galw amdano:",
    ),
    "not-statutory": (
        "No law or guidance is named for this kind of review ({whose}).",
        "Ni enwir unrhyw gyfraith na chanllawiau ar gyfer y math hwn o adolygiad ({whose}).",
    ),
    "area-start": ("Our arrangements began on {day}.", "Dechreuodd ein trefniadau ar {day}."),
    "whose": ("Whose", "Eiddo pwy"),
    "our-own": ("our own", "ein hun"),
    "adapted-from": ("{layer}, adapted by us", "{layer}, wedi'i addasu gennym"),
    "taken-over-from": ("taken over from {layer}", "a gymerwyd o {layer}"),
    "taken-over-note": (
        "What is taken over stands here as the layer above has it: nobody said here that it is so with us.",
        "Mae'r hyn a gymerwyd yn sefyll yma fel y mae yn yr haen uwch: ni ddywedodd neb yma ei fod felly gennym ni.",
    ),
    "decides": ("Decided by {body}: {state}.", "Penderfynir gan {body}: {state}."),
    "signs-off": ("Signed off, in this order, by: {bodies}.", "Cymeradwyir, yn y drefn hon, gan: {bodies}."),
    "needs": ("Filled in for every action: {fields}.", "Llenwir ar gyfer pob cam: {fields}."),
    "outputs": ("What comes out of it: {outputs}.", "Yr hyn a ddaw ohono: {outputs}."),
    "from-source": ("Source: {source}.", "Ffynhonnell: {source}."),
    "figure-no-later": ("within {span}", "o fewn {span}"),
    "figure-at-least": ("for at least {span}", "am o leiaf {span}"),
    "figure-every": ("every {span}", "bob {span}"),
    "after": ("after {event}", "ar ôl {event}"),
    "before": ("before {event}", "cyn {event}"),
    "first-day-counts": ("that day counts as day 1", "mae'r diwrnod hwnnw'n cyfrif fel diwrnod 1"),
    "followed-by": ("followed by {kind}", "dilynwyd gan {kind}"),
    "before-state": ("Before an action is called {state}: {gate}", "Cyn galw cam yn {state}: {gate}"),
    "colours": ("Colours: {of}", "Lliwiau: {of}"),
    "rung": ("{body}, {span} after the day that was missed", "{body}, {span} ar ôl y diwrnod a gollwyd"),
    "wanted-within": ("within {span} of starting", "o fewn {span} i ddechrau"),
    "again-after": ("again after {span}", "eto ar ôl {span}"),
    "updated-every": ("updated every {span}", "diweddariad bob {span}"),
    "hours": ("at least {n} hours", "o leiaf {n} awr"),
    "satisfies": ("also counts as {levels}", "yn cyfrif hefyd fel {levels}"),
    "notice": ("cancel at least {span} before", "canslwch o leiaf {span} ymlaen llaw"),
    "substitutes": ("somebody else may come instead", "gall rhywun arall ddod yn lle"),
    "free": ("free of charge", "am ddim"),
    "everybody": ("everybody", "pawb"),
    "all-the-others": ("all the others", "pawb arall"),
    "but-for": ("{these}; but not {those}", "{these}; ond nid {those}"),
    "amount-not-told": ("the amount is not told", "ni nodir y swm"),
    "free-place": ("a place is free of charge", "mae lle am ddim"),
    "full-cost": ("full cost", "y gost lawn"),
    "charged-place": ("a place: {amount}", "lle: {amount}"),
    "charged-no-show": ("not coming: {amount}", "peidio â dod: {amount}"),
    "charged-late-cancellation": ("cancelling too late: {amount}", "canslo'n rhy hwyr: {amount}"),
    "charged-not-completed": (
        "online training not completed: {amount}",
        "hyfforddiant ar-lein heb ei gwblhau: {amount}",
    ),
    "sort-statutory-partner": ("statutory partners", "partneriaid statudol"),
    "sort-partner": ("partners", "partneriaid"),
    "sort-relevant-agency": ("relevant agencies", "asiantaethau perthnasol"),
    "sort-sub-group": ("sub-groups", "is-grwpiau"),
    "sort-national": ("national bodies", "cyrff cenedlaethol"),
    "sort-outside": ("others, from outside the partnership", "eraill, o'r tu allan i'r bartneriaeth"),
    "figure-at-least-after": ("from {span} after", "o {span} wedyn"),
    "figure-until": ("to {span} after", "hyd at {span} wedyn"),
    "built-on": ("Built on: {layers}.", "Wedi'i seilio ar: {layers}."),
}

FRAMEWORK_PHRASES: Mapping[str, Label] = {key: Label(en, cy) for key, (en, cy) in _WORDS.items()}
"""The phrases by key."""
