"""Subject and file name of a mail tell nothing; that nothing above a clearance stands in a file is in the contract."""

from email import message_from_bytes
from email.policy import default

from lif_core.testing import canaries
from lif_export_text import lif_exporters

OFFERS = {offer.name: offer for offer in lif_exporters()}


def test_subject_and_file_name_tell_nothing_at_all(planted_report):
    mail = message_from_bytes(OFFERS["eml"].make(planted_report("thread", "review-team")), policy=default)
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert canaries.heard([*mail.values(), *names]) == set()
