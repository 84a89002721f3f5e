"""Stored: the documents of a framework as the journal keeps them, and their fingerprint."""

import json
from collections.abc import Sequence

from lif_core.errors import InvalidFramework, Problem
from lif_core.framework.documents import Document, canonical, read_document

FORMAT = 1
"""The format of the documents that `document_of` gives."""


def fingerprint_of(documents: Sequence[Document]) -> str:
    """Tell the SHA-256 over what documents say."""
    import hashlib  # brings in OpenSSL, for which only a writer has to wait

    said = canonical(sorted(document.canonical for document in documents))
    return hashlib.sha256(said.encode()).hexdigest()


def document_of(documents: Sequence[Document]) -> bytes:
    """Write documents as one JSON document."""
    layers = [{"name": document.name, "text": document.text} for document in documents]
    return canonical({"format": FORMAT, "layers": layers}).encode()


def documents_in(document: bytes) -> tuple[Document, ...]:
    """Read the documents that `document_of` wrote.

    Raises:
        InvalidFramework: the bytes are no such document.
    """
    try:
        found = json.loads(document)
        if found["format"] != FORMAT:
            raise ValueError("another format")
        return tuple(read_document(str(layer["text"]), str(layer["name"])) for layer in found["layers"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InvalidFramework(
            [
                Problem(
                    "framework.not-a-document",
                    "What the journal kept is no framework of this format.",
                    "Restore the backup, or use the version that wrote it.",
                )
            ]
        ) from None
