"""Styles of xlsx: which cell format fills with which colour, and which strikes the text through."""

import colorsys

import attrs

from lif_import_sheets.package import Package, Reader, local

INDEXED = (  # noqa: SIM905  sixty-four quoted words would hide the colours
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
).split()
"""The 64 colours that old formats name by number (ECMA-376 part 1, 18.8.27)."""

THEME = ["FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646"]
"""The colours of the theme that Office applies where a workbook brings none."""

THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
"""The order in which cell formats count the colours of a theme; the theme's own file has dark before light."""

OFF = frozenset({"0", "false", "off"})


@attrs.frozen
class Look:
    """What one cell format does to a cell: its fill as `RRGGBB` or empty, and whether it strikes the text through."""

    fill: str = ""
    struck: bool = False


PLAIN = Look()


class ThemeReader(Reader):
    """Hears the colours of a theme."""

    def __init__(self) -> None:
        self.colours: dict[str, str] = {}
        self.slot = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note which slot begins, or which colour stands in it."""
        name = local(tag)
        if name in THEME_ORDER:
            self.slot = name
        elif self.slot and name in ("srgbClr", "sysClr"):
            self.colours.setdefault(self.slot, (attributes.get("lastClr") or attributes.get("val", "")).upper())

    def end(self, tag: str) -> None:
        """Leave the slot."""
        if local(tag) == self.slot:
            self.slot = ""

    def palette(self) -> list[str]:
        """List the colours in the order in which cell formats count them."""
        return [self.colours.get(slot, usual) for slot, usual in zip(THEME_ORDER, THEME, strict=True)]


class StylesReader(Reader):
    """Hears fonts, fills and cell formats."""

    def __init__(self, theme: list[str]) -> None:
        self.theme = theme
        self.indexed = list(INDEXED)
        self.own_indexed: list[str] = []
        self.strikes: list[bool] = []
        self.fills: list[str] = []
        self.formats: list[tuple[int, int]] = []
        self.within = ""
        self.pattern = ""
        self.colours: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note fonts, fills and cell formats; the same elements in other lists mean something else."""
        name = local(tag)
        if name in ("fonts", "fills", "cellXfs", "indexedColors", "dxfs", "cellStyleXfs"):
            self.within = name
        elif self.within == "fonts":
            self._font(name, attributes)
        elif self.within == "fills":
            self._fill(name, attributes)
        elif self.within == "cellXfs" and name == "xf":
            self.formats.append((int(attributes.get("fontId", 0)), int(attributes.get("fillId", 0))))
        elif self.within == "indexedColors" and name == "rgbColor":
            self.own_indexed.append(attributes.get("rgb", "")[-6:].upper())

    def _font(self, name: str, attributes: dict[str, str]) -> None:
        if name == "font":
            self.strikes.append(False)
        elif name == "strike":
            self.strikes[-1] = attributes.get("val") not in OFF

    def _fill(self, name: str, attributes: dict[str, str]) -> None:
        if name == "fill":
            self.pattern, self.colours = "", {}
        elif name == "patternFill":
            self.pattern = attributes.get("patternType", "none")
        elif name in ("fgColor", "bgColor", "color"):
            self.colours.setdefault(name, self._colour(attributes))

    def end(self, tag: str) -> None:
        """Close a fill or a list."""
        name = local(tag)
        if name == self.within:
            self.within = ""
        elif name == "fill" and self.within == "fills":
            self.fills.append(self._filled())

    def _filled(self) -> str:
        if self.pattern == "none":
            return ""
        if self.pattern == "solid":
            return self.colours.get("fgColor", "")
        # Stripes and dots show their ground most; a gradient its first colour.
        return self.colours.get("bgColor") or self.colours.get("fgColor") or self.colours.get("color", "")

    def _colour(self, attributes: dict[str, str]) -> str:
        if "rgb" in attributes:
            found = attributes["rgb"][-6:].upper()
        elif "theme" in attributes:
            number = int(attributes["theme"])
            found = self.theme[number] if number < len(self.theme) else ""
        else:
            # The numbers 64 and 65 are the system's own text and window colours: no colour that anybody chose.
            number = int(attributes.get("indexed", 64))
            palette = self.own_indexed or self.indexed
            found = palette[number] if number < len(palette) else ""
        return tinted(found, float(attributes.get("tint", 0))) if found else ""

    def looks(self) -> list[Look]:
        """List what each cell format does, in the order in which cells count them."""
        return [
            Look(
                fill=self.fills[fill] if fill < len(self.fills) else "",
                struck=self.strikes[font] if font < len(self.strikes) else False,
            )
            for font, fill in self.formats
        ]


def tinted(colour: str, tint: float) -> str:
    """Lighten a colour (tint above 0) or darken it (below 0).

    Source:
        ECMA-376 part 1, 18.8.19: the tint is applied to the lightness of hue, lightness, saturation.
    """
    if not tint:
        return colour
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    channels = colorsys.hls_to_rgb(hue, min(1, max(0, light)), saturation)
    return "".join(f"{round(channel * 255):02X}" for channel in channels)


def looks_of(package: Package, styles: str, theme: str) -> list[Look]:
    """Read the cell formats of a workbook; either part may be missing."""
    colours = ThemeReader()
    if theme in package:
        package.parse(theme, colours)
    reader = StylesReader(colours.palette())
    if styles in package:
        package.parse(styles, reader)
    return reader.looks()
