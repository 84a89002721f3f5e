"""The package: a workbook as the zip of parts that xlsx and ods are, opened without trusting what it says of itself."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

import attrs

from lif_import_sheets import limits, refusals

CHUNK = 1 << 18
LOCAL_HEADER = 30
"""Bytes of the header in front of each part, before its name."""


@attrs.frozen
class Package:
    """The parts of a workbook, each checked to be what the package says it is.

    Attributes:
        name: name of the file, for messages.
        data: the file's bytes.
        parts: what the package says of each part, by path.
    """

    name: str
    data: bytes = attrs.field(repr=False)
    parts: dict[str, zipfile.ZipInfo] = attrs.field(repr=False)

    def __contains__(self, path: object) -> bool:
        return path in self.parts

    def under(self, folder: str) -> list[str]:
        """List the parts whose path begins with `folder`."""
        return [path for path in self.parts if path.startswith(folder)]

    def chunks(self, path: str) -> Iterator[bytes]:
        """Unpack one part, piece by piece, and never more of it than the package declared.

        The size is counted here and not by `zipfile`, which stops at the declared size without a word: the reader of
        the values, another library, would go on.

        Raises:
            UnreadableFile: the part is not what the package declared.
        """
        info = self.parts[path]
        size = checksum = 0
        try:
            for chunk in inflated(self.data, info):
                size += len(chunk)
                checksum = zlib.crc32(chunk, checksum)
                if size > info.file_size:
                    raise refusals.bomb(self.name)
                yield chunk
        except (zlib.error, struct.error) as fault:
            raise refusals.damaged(self.name, path) from fault
        if size != info.file_size or checksum != info.CRC:
            raise refusals.damaged(self.name, path)

    def read(self, path: str) -> bytes:
        """Unpack one part whole: for the small ones."""
        return b"".join(self.chunks(path))

    def parse(self, path: str, reader: "Reader") -> None:
        """Hand the elements of one XML part to `reader`, in one pass that keeps nothing.

        Raises:
            UnreadableFile: the part is no XML, declares a document type, or holds what no workbook holds.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.text

        def refuse_document_type(*_: object) -> None:
            raise refusals.entities(self.name, path)

        parser.StartDoctypeDeclHandler = refuse_document_type
        try:
            for chunk in self.chunks(path):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as fault:
            raise refusals.damaged(self.name, path) from fault


class Reader:
    """Hears the elements of one XML part, in order; what is not heard is passed over."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins; `tag` has its prefix still."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A stretch of text."""


def local(tag: str) -> str:
    """Tell the name of an element without its prefix: `x:row` is `row`."""
    return tag.rpartition(":")[2]


def beside(path: str, target: str) -> str:
    """Tell the path of a part that another part names, absolutely or from its own folder."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(path), target)).lstrip("/")


def inflated(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack the bytes of one part as they really are, whatever its declared size."""
    head = data[info.header_offset : info.header_offset + LOCAL_HEADER]
    name_length, extra_length = struct.unpack("<HH", head[26:LOCAL_HEADER])
    begins = info.header_offset + LOCAL_HEADER + name_length + extra_length
    packed = memoryview(data)[begins : begins + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        for offset in range(0, len(packed), CHUNK):
            yield bytes(packed[offset : offset + CHUNK])
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for offset in range(0, len(packed), CHUNK):
        waiting: bytes | memoryview = packed[offset : offset + CHUNK]
        while waiting and not unpacker.eof:
            yield unpacker.decompress(waiting, CHUNK)
            waiting = unpacker.unconsumed_tail
    while not unpacker.eof and (rest := unpacker.decompress(b"", CHUNK)):
        yield rest
    if not unpacker.eof:
        raise zlib.error


def opened(data: bytes, name: str) -> Package:
    """Open a package and check every part: declared sizes first, then the real ones, by unpacking each once.

    Raises:
        UnreadableFile: the zip is cut off, encrypted, out of proportion, or holds a document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as fault:
        raise refusals.damaged(name) from fault
    if any(info.flag_bits & 1 for info in listed):
        raise refusals.protected(name)
    if len(listed) > limits.PARTS or sum(info.file_size for info in listed) > limits.UNPACKED_BYTES:
        raise refusals.bomb(name)
    for info in listed:
        if info.file_size > limits.RATIO_FROM and info.file_size > limits.RATIO * info.compress_size:
            raise refusals.bomb(name)
    parts = {info.filename: info for info in listed if not info.is_dir()}
    stored = sum(not info.is_dir() for info in listed)
    known = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    if len(parts) != stored or any(info.compress_type not in known for info in listed):
        raise refusals.damaged(name)
    package = Package(name, data, parts)
    for path in parts:
        check(package, path)
    return package


def check(package: Package, path: str) -> None:
    """Unpack one part once, counting, and look for a document type where the part is XML."""
    # The manifest of old OpenOffice files names its document type; nothing here or below parses it.
    xml = path.lower().endswith((".xml", ".rels", ".vml")) and path != "META-INF/manifest.xml"
    before = b""
    for chunk in package.chunks(path):
        if xml and b"<!DOCTYPE" in before + chunk:
            raise refusals.entities(package.name, path)
        before = chunk[-len(b"<!DOCTYPE") :]
