"""Limits: how much of a file is taken in before it is refused, so that no file can exhaust the machine."""

FILE_BYTES = 50_000_000
"""Bytes of a file as it lies on the disk. Trackers of ten years stay below two million."""

UNPACKED_BYTES = 256_000_000
"""Bytes of all parts of a workbook together, once unpacked."""

RATIO = 200
"""How many times larger a part may become by unpacking; text that people wrote stays below 40."""

RATIO_FROM = 5_000_000
"""Bytes from which `RATIO` is asked for: a small part harms nobody."""

PARTS = 5_000
"""Parts of one workbook (sheets, strings, pictures)."""

SHEETS = 500
"""Sheets of one workbook."""

CELLS = 1_000_000
"""Cells of one workbook that hold or show something."""

AREA = 5_000_000
"""Rows times columns between the first and the last cell of a sheet, because the values are read as one block."""

ROWS = 1_048_576
"""Rows of a sheet in Excel and in LibreOffice."""

COLUMNS = 16_384
"""Columns of a sheet in Excel and in LibreOffice."""

TEXT = 32_767
"""Characters of a cell, or of a comment, in Excel."""

TOLD = 50
"""Problems of one sort told one by one; the rest is counted."""
