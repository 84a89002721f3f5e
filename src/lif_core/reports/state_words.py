"""State words: what usual states are called, in English and in Welsh; a framework's own wording stands before these.

The Welsh is ours and has not been looked over by a translator.
"""

from collections.abc import Mapping

_WELSH = """
planned Wedi'i gynllunio | in-progress Ar y gweill | waiting Yn aros | done Wedi'i wneud | checked Wedi'i wirio
sustained Wedi'i gynnal | not-sustained Heb ei gynnal | superseded Wedi'i ddisodli | withdrawn Wedi'i dynnu'n ôl
open Agored | closed Wedi'i gau | published Wedi'i gyhoeddi | not-published Heb ei gyhoeddi | under-way Ar droed
decided Wedi'i benderfynu | asked Gofynnwyd | accepted Derbyniwyd | not-accepted Heb ei dderbyn
returned Dychwelwyd | signed-off Cymeradwywyd | signed Llofnodwyd | declined Gwrthodwyd | met Wedi'i fodloni
held Wedi'i gynnal | drafted Drafftiwyd | draft Drafft | cleared Cliriwyd | answered Atebwyd | referred Atgyfeiriwyd
notified Hysbyswyd | not-notified Heb ei hysbysu | chased Gofynnwyd eto | set-aside Rhoddwyd o'r neilltu
scoped Cwmpaswyd | reversed Gwrthdrowyd | retired Wedi ymddeol | response-agreed Cytunwyd ar ymateb
report-received Derbyniwyd yr adroddiad | recorded Cofnodwyd | proposed Cynigiwyd | offered Cynigir
no-review Dim adolygiad | moderated Cymedrolwyd | made Gwnaed | found Canfuwyd
findings-agreed Cytunwyd ar ganfyddiadau | escalated Codwyd ymhellach | confirmed Cadarnhawyd | completed Cwblhawyd
cancelled Canslwyd | withheld Daliwyd yn ôl | summary-received Derbyniwyd crynodeb
summaries-in Crynodebau wedi dod | set Gosodwyd | considered Ystyriwyd | reviewer-appointed Penodwyd adolygydd
chair-appointed Penodwyd cadeirydd | reported Adroddwyd | raised Codwyd | quality-assured Sicrhawyd ansawdd
overdue Hwyr | monitored Monitrwyd | actions-monitored Camau wedi'u monitro | actions-agreed Cytunwyd ar gamau
actions-under-way Camau ar droed | learning-agreed Cytunwyd ar y dysgu | learning-shared Rhannwyd y dysgu
issued Cyhoeddwyd y cais | impact-reviewed Adolygwyd yr effaith | fieldwork Gwaith maes | booking Archebu
announced Cyhoeddwyd y daw | written Ysgrifennwyd | undone Dadwnaed | tools-returned Offer wedi dychwelyd
theme-chosen Dewiswyd thema | statement-sent Anfonwyd datganiad | standards-set Gosodwyd safonau | sent Anfonwyd
screening Sgrinio | sample-drawn Tynnwyd sampl | run Rhedwyd | received Derbyniwyd i law | read Darllenwyd
re-audited Ailarchwiliwyd | other-learning Dysgu arall | agreed Cytunwyd | not-agreed Heb gytuno
minutes-agreed Cytunwyd ar gofnodion | method-agreed Cytunwyd ar ddull | left Gadawodd | lapsed Daeth i ben
initiated Cychwynnwyd | in-use Mewn defnydd | implemented Gweithredwyd
home-office-told Dywedwyd wrth y Swyddfa Gartref | graded Graddiwyd | corrected Cywirwyd | assured Rhoddwyd sicrwydd
agency-plans-agreed Cytunwyd ar gynlluniau asiantaethau
practitioner-event Digwyddiad ymarferwyr
"""

STATE_WORDS: Mapping[str, tuple[str, str]] = {
    state: (state.replace("-", " ").capitalize(), words)
    for state, _, words in (
        one.strip().partition(" ") for line in _WELSH.strip().splitlines() for one in line.split(" | ")
    )
}
"""By state, what it is called in English and in Welsh."""
