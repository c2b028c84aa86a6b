"""What units wrote is gathered: nothing said is left out, the same thought stands once."""

from __future__ import annotations

import pytest

from docgen.documents.opinions import gathered
from docgen.documents.records import Record
from tests.unit.documents.sample import T01, T02, XDD, accepted


def _gathered(*texts: str) -> list[tuple[object, object]]:
    states = [accepted(unit, {"kho_khan": text}) for unit, text in zip((XDD, T01, T02), texts, strict=False)]
    return [(r["noi_dung"], r["don_vi"]) for r in gathered("y_kien.kho_khan", "kho_khan", states) if isinstance(r, Record)]


@pytest.mark.parametrize("nothing", ["không", "Không.", "KHÔNG CÓ", "ko", "k", "0", "-", "x", " – ", "không có gì!"])
def test_an_answer_that_says_nothing_is_left_out(nothing: str) -> None:
    assert _gathered(nothing) == []


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(("đường xấu.",), [("Đường xấu", "Ban Xây dựng Đảng")], id="a capital, no mark at the end"),
        pytest.param(
            ("Đường xấu.", "đường  xấu", "Đường, xấu!"),
            [("Đường xấu", "Ban Xây dựng Đảng, Thôn Mẫu 01, Thôn Mẫu 02")],
            id="marks, capitals and spaces do not matter",
        ),
        pytest.param(("khoá học", "khóa học"), [("Khoá học", "Ban Xây dựng Đảng, Thôn Mẫu 01")], id="nor where the tone stands"),
        pytest.param(
            ("- Thiếu kinh phí;\n- Đường xấu.", "đường xấu"),
            [("Thiếu kinh phí", "Ban Xây dựng Đảng"), ("Đường xấu", "Ban Xây dựng Đảng, Thôn Mẫu 01")],
            id="a list is as many thoughts",
        ),
        pytest.param(("Dòng một\ndòng hai",), [("Dòng một\ndòng hai", "Ban Xây dựng Đảng")], id="lines without dashes are one thought"),
        pytest.param(("{{ 7*7 }} A & B <C>",), [("{{ 7*7 }} A & B <C>", "Ban Xây dựng Đảng")], id="whatever it looks like"),
    ],
)
def test_thoughts_are_gathered(texts: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert _gathered(*texts) == expected
