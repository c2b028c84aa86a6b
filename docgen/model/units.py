"""Units and their types, as units.xlsx defines them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from docgen.model import text

_TO_WHOM = "".join(f"(?<!-{word})" for word in ("gui", "nop", "toi", "len", "trinh"))
"""After these words a file's name says to whom it goes, not whose it is."""


@dataclass(frozen=True, slots=True)
class UnitType:
    """One kind of unit: its name, its group (khối), and how one addresses it.

    `group_letter` orders and labels the group ("A", "Đ"). `is_subordinate`: the commune's own (giao, yêu cầu); else it is asked
    (đề nghị). `addressed_as` is the Kính gửi pattern with `{ten}`, `{ten_trong_cau}`, `{chuc_danh}`. `common_noun` is the first word
    of the name that is small within a sentence ("Thôn"). `signs_as` is the line above the signature on a form.
    """

    code: str
    name: str
    group_letter: str
    group_name: str
    manner: str
    is_subordinate: bool
    addressed_as: str = "{ten}"
    common_noun: str = ""
    signs_as: str = "THỦ TRƯỞNG ĐƠN VỊ"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit that reports. `shares_file_name`: an earlier unit's name, another one, is the same without accents."""

    code: str
    name: str
    type: UnitType
    head_title: str = ""
    head_name: str = ""
    phone: str = ""
    replaces: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    remark: str = ""
    shares_file_name: bool = False

    @property
    def name_in_sentence(self) -> str:
        """Return the name as it stands within a sentence: `thôn Mẫu 01`; other names stay."""
        noun = self.type.common_noun
        if noun and self.name.startswith(noun + " "):
            return noun[0].lower() + self.name[1:]
        return self.name

    @property
    def addressed_as(self) -> str:
        """Return the words after Kính gửi: `Trưởng thôn Mẫu 01`."""
        short = self.name.removeprefix(self.type.common_noun).strip() if self.type.common_noun else self.name
        words = self.type.addressed_as.format(
            ten=self.name, ten_trong_cau=self.name_in_sentence, chuc_danh=self.head_title, ten_rieng=short
        )
        return text.folded(words)

    @property
    def name_in_files(self) -> str:
        """Return the name as it stands in file names: `Thon Mau 01`; with the code where an earlier unit's differs in its accents only."""
        name = text.file_name(text.without_accents(self.name))
        return f"{name} {self.code}" if self.shares_file_name else name

    @property
    def folder(self) -> str:
        """Return the name of the unit's own folder: `T01-thon-mau-01`."""
        return f"{self.code}-{text.slug(self.name)}"

    def is_active(self, first_day: date, last_day: date) -> bool:
        """Return whether the unit existed on some day from `first_day` to `last_day`."""
        return (self.valid_from or date.min) <= last_day and first_day <= (self.valid_to or date.max)


@dataclass(frozen=True)
class Units:
    """All units, in the order of printing: by group, then as listed. What is asked of all of them for each file is found out once."""

    all: tuple[Unit, ...]
    sha256: str = ""

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        """Return the units by code."""
        return {unit.code: unit for unit in self.all}

    @cached_property
    def folders(self) -> Mapping[str, str]:
        """Return the name of each unit's own folder by the unit's code."""
        return {unit.code: unit.folder for unit in self.all}

    @cached_property
    def _words_of_all(self) -> tuple[tuple[Unit, str, tuple[str, str]], ...]:
        """Return each unit with the words of its name, and of its code and folder."""
        return tuple((unit, _words(unit.name), (_words(unit.code), _words(unit.folder))) for unit in self.all)

    @cached_property
    def _by_folded_code(self) -> Mapping[str, Unit]:
        """Return the units by code, case folded; the first of two that differ in case only."""
        return {unit.code.casefold(): unit for unit in reversed(self.all)}

    def find(self, code: str) -> Unit | None:
        """Return the unit with `code` (case does not matter), or None."""
        return self._by_folded_code.get(code.casefold())

    def find_by_name(self, name: str) -> tuple[Unit, ...]:
        """Return the units whose name is `name` in any spelling."""
        return tuple(unit for unit in self.all if text.key(unit.name) == text.key(name))

    def named_by(self, stem: str) -> tuple[Unit, ...]:
        """Return the units whose name stands in the file name `stem`, or whose code it is; a name within a longer one is not meant."""
        words = _words(stem)
        named = {unit: name for unit, name, others in self._words_of_all if words in others or _says(words, name)}
        return tuple(unit for unit, name in named.items() if not any(name in other for other in named.values() if other != name))


def _says(words: str, name: str) -> bool:
    return name in words and re.search(_TO_WHOM + re.escape(name), words) is not None


def _words(name: str) -> str:
    """Return `-thon-mau-1-` of `Thôn Mẫu 01`: people write numbers with a zero and without."""
    return "".join(f"-{word.lstrip('0') or word}" for word in text.slug(name).split("-")) + "-"
