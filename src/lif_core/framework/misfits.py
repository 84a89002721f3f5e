"""Misfits: one value of a document that does not fit, before it is known where it stands."""


class Misfit(ValueError):
    """A value that does not fit; the reader of the document adds the place.

    Attributes:
        code: what sort of misfit it is, such as `wrong-type`.
        says: one sentence that a chair could read aloud.
        mend: one sentence that says what to do about it.
        expected: what could stand there instead.
        nearest: the known name most like the one found.
    """

    def __init__(
        self, code: str, says: str, mend: str, *, expected: str | None = None, nearest: str | None = None
    ) -> None:
        self.code = code
        self.says = says
        self.mend = mend
        self.expected = expected
        self.nearest = nearest
        super().__init__(says)
