"""Welsh sentences: what is missing, what would mend it, and how a day was worked out, for documents in Welsh.

In English these sentences come from the measures, with their particulars. In Welsh a gap is told by its code, without
particulars, which stand beside it in the same row; a reckoning is put together from its parts. A framework's own gap
rules bring their own Welsh. The Welsh is ours and has not been looked over by a translator.
"""

from collections.abc import Mapping

from lif_core.framework.framework import Framework
from lif_core.framework.shape import GapRule
from lif_core.measures.gap import Gap
from lif_core.reports.state_words import STATE_WORDS
from lif_core.values.saying import how_read, say_day
from lif_core.values.spans import Span
from lif_core.view.reckoning import Reckoning, event_words

GAPS: Mapping[str, tuple[str, str]] = {
    "finding-without-response": (
        "Nid oes dim yn ateb y canfyddiad.",
        "Cynlluniwch gam, neu dywedwch pam nad oes angen un.",
    ),
    "answered-by-training-only": (
        "Dim ond hyfforddiant sy'n ei ateb.",
        "Gofynnwch beth fyddai'n ei gwneud yn haws gwneud y peth iawn.",
    ),
    "recommendation-without-response": (
        "Nid oes neb wedi ymateb iddo, ac nid oes cam yn ei ateb.",
        "Gofynnwch am ymateb gan y sawl y'i cyfeiriwyd ato, neu cynlluniwch gam.",
    ),
    "action-without-lead": ("Nid oes neb yn ei arwain.", "Enwch yr asiantaeth neu'r rôl sy'n ei arwain."),
    "action-without-first-lead": (
        "Enwir sawl arweinydd, ac ni ddywed neb pwy sy'n arwain.",
        "Enwch un ohonynt yn arweinydd; mae'r lleill yn aros wrth ei ochr.",
    ),
    "action-without-date": ("Nid oes dyddiad targed.", "Cytunwch ar ddyddiad."),
    "action-date-ambiguous": (
        "Gellir darllen y dyddiad targed mewn mwy nag un ffordd.",
        "Dywedwch pa ddyddiad a olygir.",
    ),
    "action-date-conditional": (
        "Mae'r dyddiad targed yn dibynnu ar amod.",
        "Cytunwch ar ddyddiad, neu dywedwch pryd y bydd yr amod wedi'i bodloni.",
    ),
    "action-overdue": (
        "Mae'r dyddiad targed wedi mynd heibio.",
        "Adroddwch gynnydd, neu cynigiwch ddyddiad arall gyda rheswm.",
    ),
    "milestone-overdue": (
        "Roedd cam ar y ffordd yn ddyledus, ac ni ddywedodd neb iddo gael ei gyrraedd.",
        "Dywedwch pryd y'i cyrhaeddwyd, neu erbyn pryd y bydd.",
    ),
    "closed-without-evidence": (
        "Wedi'i gau, ac nid oes tystiolaeth ar gofnod.",
        "Cofnodwch yr hyn sy'n ei ddangos: dogfen, data, arsylwad. Nid tystiolaeth yw adroddiad cynnydd.",
    ),
    "closed-on-self-report": (
        "Wedi'i gau ar air ei arweinydd ei hun yn unig.",
        "Ychwanegwch ddogfen, data, arsylwad, neu'r hyn y mae plant a theuluoedd yn ei ddweud.",
    ),
    "closed-without-evaluation": (
        "Wedi'i gau, ac ni ddywedodd neb beth newidiodd.",
        "Gofynnwch i rywun heblaw'r arweinydd pa wahaniaeth a wnaeth, a chofnodwch yr ateb.",
    ),
    "evaluated-by-own-lead": (
        "Dim ond ei arweinydd ei hun sydd wedi'i werthuso.",
        "Gofynnwch i rywun arall ei werthuso.",
    ),
    "action-not-checked-again": (
        "Roedd i'w wirio eto, ac nid oes gwiriad ar gofnod.",
        "Gwiriwch a barhaodd y gwelliant, a chofnodwch y gwerthusiad.",
    ),
    "action-did-not-hold": (
        "Fe'i gwiriwyd eto, ac ni pharhaodd y gwelliant.",
        "Cynigir ei ailagor: symudwch ef i statws sy'n dweud hynny, gyda'r rheswm.",
    ),
    "closed-without-sign-off": (
        "Wedi'i gau, ac nid yw pawb sydd i'w gymeradwyo wedi gwneud.",
        "Gofynnwch am gymeradwyaeth y rhai sydd ar ôl.",
    ),
    "field-not-filled-in": ("Nid yw maes y gofynnir amdano wedi'i lenwi.", "Llenwch ef, neu dywedwch nad yw'n hysbys."),
    "evidence-expired": (
        "Ni ellir dibynnu ar y dystiolaeth mwyach.",
        "Casglwch dystiolaeth newydd, neu dywedwch nad oes ei hangen.",
    ),
    "evaluation-rests-on-revised-evidence": (
        "Mae'n dibynnu ar dystiolaeth y mae fersiwn newyddach ohoni.",
        "Edrychwch ar y fersiwn newyddach, a dywedwch a yw'r farn yn dal i sefyll.",
    ),
    "plan-only-tells": (
        "Dim ond dweud wrth bobl beth i'w wneud y mae'r cynllun.",
        "Gofynnwch beth fyddai'n ei gwneud yn haws gwneud y peth iawn.",
    ),
    "plan-without-measure": (
        "Nid oes dim yn y cynllun i'w fesur.",
        "Dywedwch sut y bydd rhywun yn gwybod pa wahaniaeth a wnaeth.",
    ),
    "review-past-deadline": (
        "Mae terfyn amser wedi mynd heibio.",
        "Gwnewch hynny nawr, a chofnodwch pam ei fod yn hwyr.",
    ),
    "deadline-without-day": (
        "Ni all neb ddweud erbyn pryd y mae'n ddyledus, gan na ellir darllen y diwrnod y mae'n cyfrif ohono.",
        "Dywedwch ar ba ddiwrnod yr oedd.",
    ),
    "hold-not-reviewed": (
        "Roedd ataliad i'w adolygu, ac nid oes adolygiad ohono ar gofnod.",
        "Penderfynwch a yw'n sefyll o hyd: codwch ef, neu dywedwch tan pryd y mae'n parhau.",
    ),
    "theme-came-back": (
        "Ni pharhaodd y dysgu: dychwelodd y thema ar ôl cau cam arni.",
        "Edrychwch pam na pharhaodd yr hyn a wnaed cyn cynllunio'r un peth eto: gwerthuswch ef, neu penderfynwch arno.",
    ),
    "return-overdue": ("Gofynnwyd am ymateb, ac nid yw wedi dod erbyn ei ddiwrnod.", "Gofynnwch eto amdano."),
    "challenge-unanswered": ("Nid yw'r her wedi'i hateb erbyn ei diwrnod.", "Atebwch hi, neu codwch hi ymhellach."),
    "answer-without-evidence": (
        "Fe'i hatebwyd, ac nid yw'r ateb yn dibynnu ar ddim sydd ar gofnod.",
        "Enwch y dystiolaeth, y gwerthusiad neu'r penderfyniad y mae'r ateb yn dibynnu arno.",
    ),
    "challenge-not-raised": (
        "Roedd i'w chodi ymhellach, ac nid yw hynny ar gofnod.",
        "Codwch hi, gyda'r rheswm, neu atebwch hi.",
    ),
    "product-wider-than-source": (
        "Mae'n ehangach na'r cofnod culaf y mae'n tynnu arno.",
        "Gofynnwch i rôl ei glirio eto ar gyfer ei lefel, neu culhewch ef.",
    ),
    "product-source-held": (
        "Mae allan, ac mae adolygiad y mae'n mynd yn ôl ato wedi'i atal.",
        "Tynnwch ef yn ôl nes codi'r ataliad, neu tynnwch allan yr hyn a ddaw o'r adolygiad hwnnw.",
    ),
    "product-heading-missing": (
        "Mae allan, ac nid oes dim o dan rai o'i benawdau.",
        "Ysgrifennwch y rhannau hyn, neu cyhoeddwch ef fel math o gynnyrch hebddynt.",
    ),
    "product-unacknowledged": (
        "Nid yw pob asiantaeth wedi dweud iddo gyrraedd.",
        "Gofynnwch iddynt eto a gyrhaeddodd, pwy a gyrhaeddodd a sut y'i defnyddiwyd.",
    ),
    "consultation-without-answer": (
        "Mae wedi cau, ac ni ddywedodd neb beth a wnaed â'r hyn a ddywedwyd.",
        "Dywedwch beth a ddywedwyd a beth a wnaed, neu pam ddim.",
    ),
    "comments-not-looked-at": (
        "Nid edrychwyd ar bob sylw ers iddo gau.",
        "Edrychwch ar bob un: derbyniwch ef, neu rhowch ef o'r neilltu gyda'r rheswm.",
    ),
    "meeting-without-minutes": ("Ni ddaeth dim yn ôl o'r cyfarfod.", "Dewch â'r cofnodion yn ôl."),
    "minutes-not-agreed": (
        "Cyfarfu'r grŵp eto, ac nid yw'r cofnodion wedi'u cytuno.",
        "Gofynnwch i'r grŵp gytuno arnynt, a dywedwch hynny.",
    ),
    "need-without-course": (
        "Nid oes cwrs yn diwallu'r angen hwn.",
        "Cynlluniwch gwrs, neu dywedwch sut arall y caiff ei ddiwallu.",
    ),
    "agency-not-reached": (
        "Ni ddaeth neb o rai asiantaethau.",
        "Gofynnwch beth sy'n cadw eu staff draw, a chynigiwch leoedd iddynt.",
    ),
    "session-without-date": ("Mae sesiwn heb ddyddiad.", "Rhowch ddyddiad iddi."),
    "session-without-attendance": ("Ni ddywedodd neb pwy ddaeth.", "Cofnodwch faint a ddaeth, fesul asiantaeth."),
    "training-without-feedback": (
        "Ni ofynnodd neb i'r rhai a ddaeth.",
        "Gofynnwch iddynt, a chofnodwch faint a atebodd.",
    ),
    "training-judged-by-reaction-only": (
        "Dim ond yr ymateb ar y diwrnod sy'n hysbys.",
        "Gofynnwch wythnosau'n ddiweddarach beth a wneir yn wahanol.",
    ),
    "course-without-need": (
        "Ni ofynnodd neb am y cwrs hwn.",
        "Dywedwch pa angen y mae'n ei ateb, neu peidiwch â'i gynnig.",
    ),
}
"""By gap code what is missing and what would mend it, in Welsh."""

_UNITS: Mapping[str, str] = {
    "working-days": "diwrnod gwaith",
    "days": "diwrnod",
    "weeks": "wythnos",
    "months": "mis",
    "years": "blynedd",
}
_ONE_YEAR = "1 flwyddyn"
_UNKNOWN = "that day is not known"


def welsh_gap(framework: Framework, gap: Gap) -> tuple[str, str]:
    """Tell a gap in Welsh; in its own words where nobody has put it into Welsh, such as one of a plug-in."""
    if gap.code in GAPS:
        return GAPS[gap.code]
    rule = framework.all(GapRule).get(gap.code)
    if rule is None:
        return gap.says, gap.mend
    return f"{rule.says.in_('cy').rstrip('.')}.", rule.mend.in_("cy")


def welsh_span(span: Span) -> str:
    """Tell a span in Welsh, in which a noun after a number stays single: `15 diwrnod gwaith`."""
    return _ONE_YEAR if (span.amount, span.unit) == (1, "years") else f"{span.amount} {_UNITS[span.unit]}"


def welsh_reckoning(framework: Framework, one: Reckoning) -> str:
    """Tell in Welsh how a day was worked out.

    What explains a hold or suspension, and the title of the source, stand in the words in which they were written.
    """
    event = welsh_event(framework, one.rule.anchor)
    told = [f"{welsh_span(one.rule.span)} {'cyn' if one.rule.before else 'ar ôl'} {event}"]
    if one.problem:
        why = "nid yw'r diwrnod hwnnw'n hysbys" if one.problem.startswith(_UNKNOWN) else one.problem.rstrip(".")
        return f"{told[0]}: ni ellir dweud y diwrnod ({why}). {_source(one)}"
    if one.anchor is not None:
        day = one.anchor.exact
        on = say_day(day, "cy") if day is not None else how_read(one.anchor, "cy")
        told[0] += f", a gynlluniwyd ar gyfer {on}" if one.planned else f" ({on})"
    off = [skipped for skipped in one.skipped if skipped.why != "weekend"]
    told += [f"nid yw {say_day(skipped.day, 'cy')} yn ddiwrnod gwaith ({skipped.why})" for skipped in off]
    if one.rule.counts_first_day:
        told.append("mae'r diwrnod hwnnw ei hun yn cyfrif fel diwrnod 1")
    told += [f"safodd y cloc o {say_day(stop.first, 'cy')} i {say_day(stop.last, 'cy')}" for stop in one.paused]
    told += one.explained
    return f"{'; '.join(told).rstrip('.')}. {_source(one)}"


def welsh_event(framework: Framework, event: str) -> str:
    """Tell an event: by the framework's Welsh wording, by our word for a state, else as it is called."""
    own = event.rpartition(".")[2]
    for key in (f"event-{event}", f"event-{own}"):
        if framework.has("wording", key):
            words = framework.wording(key)
            if words.cy:
                return words.cy
    return STATE_WORDS[own][1].casefold() if own in STATE_WORDS else event_words(event)


def _source(one: Reckoning) -> str:
    return f"{one.rule.source}." if one.rule.source else f"Rheol leol {one.rule.layer}."
