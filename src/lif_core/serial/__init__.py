"""Floor 2, serial: records to plain data and back."""

from lif_core.serial.plain import canonical, decode, encode, from_wire, rebuild, to_wire

__all__ = ["canonical", "decode", "encode", "from_wire", "rebuild", "to_wire"]
