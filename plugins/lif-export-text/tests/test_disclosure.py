"""Nothing above a clearance is in any byte of a file, nor in the subject or the file name of a mail."""

from email import message_from_bytes
from email.policy import default

import pytest

from lif_core.reports.catalogue import REPORTS
from lif_core.testing import canaries
from lif_export_text import lif_exporters

OFFERS = {offer.name: offer for offer in lif_exporters()}


def parts(name: str, made: bytes) -> list[bytes | str]:
    if name != "eml":
        return [made]
    mail = message_from_bytes(made, policy=default)
    return [made, *(str(part.get_content()) for part in mail.walk() if not part.is_multipart())]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("audience", ["public", "practitioners", "agencies", "partnership"])
@pytest.mark.parametrize("offer", OFFERS)
def test_nothing_above_the_clearance_is_in_a_file(offer, name, audience, liverpool, planted_report):
    heard = canaries.heard(parts(offer, OFFERS[offer].make(planted_report(name, audience))))
    assert heard & canaries.above(liverpool, audience) == set()
    if not (offer == "csv" and name == "thread"):  # a thread has no table
        assert audience in heard


def test_subject_and_file_name_tell_nothing_at_all(planted_report):
    mail = message_from_bytes(OFFERS["eml"].make(planted_report("thread", "review-team")), policy=default)
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert canaries.heard([*mail.values(), *names]) == set()
