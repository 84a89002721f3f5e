"""Labels: words for people, in English and where wanted in Welsh."""

from typing import Literal

import attrs

Language = Literal["en", "cy"]
"""A language people read: `en` (English) or `cy` (Welsh)."""


@attrs.frozen(weakref_slot=False)
class Label:
    """What people call a thing.

    Attributes:
        en: the English words; may be empty only where the Welsh ones are not.
        cy: the Welsh words, or None where nobody has given them.
    """

    en: str
    cy: str | None = None

    def in_(self, language: Language = "en") -> str:
        """Tell the words in `language`, in the other language where that one is missing."""
        return (self.cy or self.en) if language == "cy" else (self.en or self.cy or "")

    def __str__(self) -> str:
        return self.in_("en")
