"""Mail: an e-mail draft that carries a report: no sender, no address, and a subject that tells nothing.

Subjects stand on locked phones: they are the name of the report and its day, and nothing of what it says.
"""

from datetime import UTC, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from lif_core.reports.document import Document
from lif_export_text.html import page

_TYPES = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".pdf": ("application", "pdf"),
    ".csv": ("text", "csv"),
    ".html": ("text", "html"),
}


def draft(document: Document, attachment: tuple[str, bytes] | None = None) -> bytes:
    """Give an e-mail draft as the bytes of an `.eml` file.

    Args:
        document: the report; its head is the text of the mail.
        attachment: the ending (such as `.xlsx`) and the bytes of the file that goes with it; left out, the report as
            a web page. Its name is made from that of the report.
    """
    suffix, content = attachment or (".html", page(document).encode())
    day = document.as_at.isoformat()
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = f"{document.name} {day}"
    mail["Date"] = format_datetime(datetime.combine(document.as_at, time(), UTC))
    mail["X-Unsent"] = "1"  # Outlook opens it as a draft, not as a mail received
    mail.set_content("\n".join([document.title, *document.head, ""]), cte="quoted-printable")
    main, sub = _TYPES.get(suffix, ("application", "octet-stream"))
    mail.add_attachment(content, main, sub, filename=f"{document.name}-{day}{suffix}")
    mail.set_boundary(f"=_{sha256(content).hexdigest()[:32]}")
    return mail.as_bytes()
