"""Meeting phrases: fixed phrases of agendas and minutes, in English and in Welsh. See `phrases`."""

from collections.abc import Mapping

MEETING_WORDS: Mapping[str, tuple[str, str]] = {
    # -- agenda --------------------------------------------------------------------------------------------------
    "quorum-of": ("Quorate with {n} agencies.", "Mae cworwm gyda {n} asiantaeth."),
    "propose-sustained": (
        "Checked as often as was asked, and it held. Call it sustained, or decide otherwise: {action}",
        "Gwiriwyd mor aml ag y gofynnwyd, a pharhaodd. Dweud ei fod wedi'i gynnal, neu benderfynu fel arall: {action}",
    ),
    "propose-product": ("Let it go out: {product}", "Ei ryddhau: {product}"),
    "headings-missing": (
        "Nothing is written yet under: {headings}.",
        "Nid oes dim wedi'i ysgrifennu o dan: {headings}.",
    ),
    "not-returned-by": ("Not returned by", "Heb ei ddychwelyd gan"),
    "returns-waited-for": ("Asked for and not returned", "Gofynnwyd amdano a heb ei ddychwelyd"),
    "asked-again-times": ("Asked again, times: {n}", "Gofynnwyd eto, sawl gwaith: {n}"),
    "need-without-course": ("No course meets this need", "Nid oes cwrs yn diwallu'r angen hwn"),
    "not-reached": ("Nobody came from: {who}.", "Ni ddaeth neb o: {who}."),
    "not-known-reached": (
        "Nobody is known to have come from: {who} (at {n} of {of} sessions nobody told whose staff came).",
        "Ni wyddys i neb ddod o: {who} (mewn {n} o {of} sesiwn ni ddywedodd neb staff pwy a ddaeth).",
    ),
    "no-products-to-approve": (
        "No learning product waits to go out.",
        "Nid oes cynnyrch dysgu yn aros i gael ei ryddhau.",
    ),
    "handed-on": ("Handed on, and use reported", "Wedi'i drosglwyddo, a'r defnydd a adroddwyd"),
    "nothing-handed-on": (
        "No agency was asked whether a learning product arrived.",
        "Ni ofynnwyd i unrhyw asiantaeth a gyrhaeddodd cynnyrch dysgu.",
    ),
    "confirmed-of": (
        "Dissemination confirmed: {n} of {of}.",
        "Lledaenu wedi'i gadarnhau: {n} o {of}.",
    ),
    "product": ("Product", "Cynnyrch"),
    "arrived": ("Arrived, of agencies", "Cyrhaeddodd, o asiantaethau"),
    "use-reported": ("Use reported, of agencies", "Adroddwyd defnydd, o asiantaethau"),
    "not-said-yet": ("Not said yet", "Heb ei ddweud eto"),
    "put-by": ("Put by", "Gan"),
    "put-to": ("Put to", "I"),
    "answer-owed": ("Answer owed by", "Ateb yn ddyledus erbyn"),
    "raised-to": ("Raised to", "Codwyd gyda"),
    "raised-to-on": ("{who}, {day}", "{who}, {day}"),
    "to-be-raised": ("To be raised to {who} since {day}", "I'w godi gyda {who} ers {day}"),
    "answered-open": ("No answer yet", "Dim ateb eto"),
    "answered-overdue": ("Answer overdue", "Ateb yn hwyr"),
    "answered-answered": ("Answered", "Atebwyd"),
    "answered-settled-without-answer": ("Settled without an answer", "Setlwyd heb ateb"),
    "answered-answered-without-evidence": (
        "Answered; rests on nothing on record",
        "Atebwyd; nid yw'n gorffwys ar ddim ar gofnod",
    ),
    "no-challenges": ("No challenge is open.", "Nid oes her agored."),
    "consultations": ("Have your say", "Dweud eich dweud"),
    "closes": ("Closes", "Yn cau"),
    "comments": ("Comments", "Sylwadau"),
    "held-comments": ("Of them not looked at yet", "Ohonynt heb eu hystyried eto"),
    "lines-said-and-done": ("You said, we did", "Dywedoch chi, gwnaethom ni"),
    "by-meeting": ("By the meeting of {day}", "Erbyn cyfarfod {day}"),
    "by-meeting-about": (
        "By the meeting that would follow about {day} (no day is set)",
        "Erbyn y cyfarfod a fyddai'n dilyn tua {day} (dim diwrnod wedi'i osod)",
    ),
    "last-met": ("Met on {day}; the minutes are: {status}.", "Cyfarfu ar {day}; mae'r cofnodion: {status}."),
    "decided-about": ("Item", "Eitem"),
    "what-was-decided": ("What was decided", "Yr hyn a benderfynwyd"),
    # -- minutes -------------------------------------------------------------------------------------------------
    "minutes-of": ("Minutes: {body}", "Cofnodion: {body}"),
    "minutes-of-this": ("Meeting", "Cyfarfod"),
    "minutes-note": (
        "Fill in the empty columns and send the file back. Leave the numbers as they are: each answer finds its way by "
        "its number. Under an item write yes, no, or one of the statuses it could go to. A new date needs a reason. "
        "Name agencies and roles, never a person.",
        "Llenwch y colofnau gwag ac anfonwch y ffeil yn ôl. Gadewch y rhifau fel y maent: mae pob ateb yn cyrraedd "
        "drwy ei rif. O dan eitem ysgrifennwch ie, na, neu un o'r statysau y gallai fynd iddynt. Mae angen rheswm dros "
        "ddyddiad newydd. Enwch asiantaethau a rolau, byth person.",
    ),
    "meeting": ("Meeting", "Cyfarfod"),
    "meeting-on": ("Day", "Diwrnod"),
    "meeting-key": ("Reference of the meeting", "Cyfeirnod y cyfarfod"),
    "meeting-pack": ("Papers", "Papurau"),
    "there": ("There?", "Yno?"),
    "who": ("Agency or role", "Asiantaeth neu rôl"),
    "apologies": ("apologies", "ymddiheuriadau"),
    "decision-made": ("Decision", "Penderfyniad"),
    "new-date": ("New date", "Dyddiad newydd"),
    "decided-because": ("Because", "Oherwydd"),
    "dissent": ("Who saw it otherwise, and why", "Pwy a'i gwelodd fel arall, a pham"),
    "actions-arising": ("Actions arising", "Camau sy'n codi"),
    "arising": ("What is to be done", "Beth sydd i'w wneud"),
    "arising-lead": ("Lead agency or role", "Asiantaeth neu rôl arweiniol"),
    "arising-date": ("Target date", "Dyddiad targed"),
    "arising-from": ("From item no.", "O eitem rhif"),
    "kept-in-words": ("Kept in words", "I'w gadw mewn geiriau"),
    "minute": ("What is to be kept", "Beth sydd i'w gadw"),
    "minute-about": ("About item no.", "Am eitem rhif"),
}
