"""Words: what counts of them where two are compared."""


def folded(text: str) -> str:
    """Give a text as it is compared with another: small letters, one space between words, none around them."""
    return " ".join(text.split()).casefold()
