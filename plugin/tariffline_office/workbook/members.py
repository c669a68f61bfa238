"""The members of a zip package: read in pieces, copied as they lie, written anew.

zipfile reads the directory. It can't copy a member without unpacking it, so that is done here,
after https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3.7, 4.3.12, 4.3.16).
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from isal import igzip_lib, isal_zlib

PIECE_BYTES = 32 * 1024
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_SIZES_AFTERWARDS = 0x08  # general purpose bit 3
_UTF8_NAME = 0x800  # general purpose bit 11
_MADE_BY, _NEEDS = 20, 20
_RAW_DEFLATE = -15
_SPOILT: type[Exception] = vars(igzip_lib)["IsalError"]  # the stub takes it for an instance


class DamagedError(Exception):
    """A member doesn't unpack to what the directory says."""


class Members:
    """The members of the package at `path`. Raises zipfile.BadZipFile if it is none."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        try:
            self._directory = ZipFile(self._file)
        except BaseException:
            self._file.close()
            raise
        self.by_name = {member.filename: member for member in self._directory.infolist()}
        self._names = {name.lower(): name for name in self.by_name}

    def __enter__(self) -> Members:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._directory.close()
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name in self.by_name

    def named(self, name: str) -> str:
        """A name as the package has it: large and small letters are alike (ECMA-376-2, 6.2.2)."""
        return name if name in self.by_name else self._names.get(name.lower(), name)

    def read(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a member, piece by piece. Raises DamagedError."""
        member = self.by_name[name]
        size = checksum = 0
        for piece in self._unpacked(member):
            size += len(piece)
            checksum = isal_zlib.crc32(piece, checksum)
            if size > member.file_size:
                break
            yield piece
        if size != member.file_size or checksum != member.CRC:
            raise DamagedError(name)

    def packed(self, member: ZipInfo) -> Iterator[bytes]:
        """The bytes of a member as they lie in the file."""
        at, left = self._start(member), member.compress_size
        while left:
            self._file.seek(at)
            piece = self._file.read(min(PIECE_BYTES, left))
            if not piece:
                raise DamagedError(member.filename)
            yield piece
            at, left = at + len(piece), left - len(piece)

    def _start(self, member: ZipInfo) -> int:
        self._file.seek(member.header_offset)
        header = self._file.read(_LOCAL.size)
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise DamagedError(member.filename)
        name, extra = _LOCAL.unpack(header)[-2:]
        return member.header_offset + _LOCAL.size + int(name) + int(extra)

    def _unpacked(self, member: ZipInfo) -> Iterator[bytes]:
        if member.flag_bits & 1 or member.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise DamagedError(f"{member.filename} is encrypted or packed in an unusual way")
        if member.compress_type == zipfile.ZIP_STORED:
            yield from self.packed(member)
            return
        unpack = isal_zlib.decompressobj(_RAW_DEFLATE)
        try:
            for piece in self.packed(member):
                yield unpack.decompress(piece)
            yield unpack.flush()
        except _SPOILT as error:
            raise DamagedError(f"{member.filename}: {error}") from error


@dataclass(frozen=True, slots=True)
class _Written:
    member: ZipInfo
    offset: int


class Draft:
    """A new package, written member by member to `file`, which can be sought."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._written: list[_Written] = []

    def copy(self, members: Members, name: str) -> None:
        """A member of another package, byte for byte as it lies there, compressed."""
        member = members.by_name[name]
        self._begin(member)
        for piece in members.packed(member):
            self._file.write(piece)

    def write(self, name: str, content: Iterable[bytes], like: ZipInfo | None = None) -> ZipInfo:
        """A member from pieces of its content; `like` gives it date and rights."""
        member = ZipInfo(name, like.date_time if like else (1980, 1, 1, 0, 0, 0))
        member.flag_bits = 0 if name.isascii() else _UTF8_NAME
        member.external_attr = like.external_attr if like else 0
        member.compress_type = zipfile.ZIP_DEFLATED
        member.CRC = member.compress_size = member.file_size = 0
        self._begin(member)
        start = self._file.tell()
        pack = isal_zlib.compressobj(1, isal_zlib.DEFLATED, _RAW_DEFLATE)
        for piece in content:
            member.CRC = isal_zlib.crc32(piece, member.CRC)
            member.file_size += len(piece)
            self._file.write(pack.compress(piece))
        self._file.write(pack.flush())
        member.compress_size = self._file.tell() - start
        self._file.seek(self._written[-1].offset)
        self._file.write(_local(member))
        self._file.seek(0, 2)
        return member

    def close(self) -> None:
        """Write the directory."""
        start = self._file.tell()
        for each in self._written:
            self._file.write(_central(each.member, each.offset))
        size, count = self._file.tell() - start, len(self._written)
        self._file.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, 0))

    def _begin(self, member: ZipInfo) -> None:
        self._written.append(_Written(member, self._file.tell()))
        self._file.write(_local(member))


def _name(member: ZipInfo) -> bytes:
    return member.orig_filename.encode("utf-8" if member.flag_bits & _UTF8_NAME else "cp437")


def _day_and_time(member: ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = member.date_time
    return (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2


def _local(member: ZipInfo) -> bytes:
    name, (day, time) = _name(member), _day_and_time(member)
    flags = member.flag_bits & ~_SIZES_AFTERWARDS
    return (
        _LOCAL.pack(
            b"PK\x03\x04", _NEEDS, flags, member.compress_type, time, day,
            member.CRC, member.compress_size, member.file_size, len(name), 0,
        )
        + name
    )  # fmt: skip


def _central(member: ZipInfo, offset: int) -> bytes:
    name, (day, time) = _name(member), _day_and_time(member)
    flags = member.flag_bits & ~_SIZES_AFTERWARDS
    return (
        _CENTRAL.pack(
            b"PK\x01\x02", _MADE_BY, _NEEDS, flags, member.compress_type, time, day, member.CRC,
            member.compress_size, member.file_size, len(name), 0, 0, 0, member.internal_attr,
            member.external_attr, offset,
        )
        + name
    )  # fmt: skip
