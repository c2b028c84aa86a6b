from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.nd30.drafting.inline import parse_inline as text
from docgen.nd30.drafting.paper import Annex, Cell, Closing, Column, Heading, Kind, Merge, Paper, Paragraph, Run, Table, TableRow
from docgen.nd30.drafting.source import SourceError, parse
from docgen.nd30.figures import Align

SOURCE = """\
# Ghi chú của người soạn.
@co-quan-cap-tren: UBND XÃ MẪU
@co-quan: THÔN MẪU
@so: Số: {{ so }}
@noi-ngay: Mẫu, ngày    tháng    năm 2026
@chan-trang: {{ du_thao }}
@loai: KẾ HOẠCH
@trich-yeu: Việc mẫu

@can-cu: Căn cứ Luật Mẫu.

I. MỞ ĐẦU
{%p if a %}
Có.
{%p endif %}

Nơi nhận:
- UBND xã;
- Lưu: Thôn.

@ky:
{%p for d in dong %}
{{ d }}
{%p endfor %}
@ho-ten: {{ ten }}

@phu-luc-ngang: Phụ lục
@tieu-de: BẢNG VIỆC
@kem-theo: (Kèm theo Kế hoạch)
@bang: 10g 20,5t 30p; chu-nho
| TT | Việc | < |
| ^ | a | b |
|---|---|---|
{%tr for x in y %}
| {{ loop.index }} | {{ x | so }} | |
{%tr endfor %}
| **Cộng** |
./.
"""


def test_a_source_becomes_a_paper() -> None:
    assert parse(SOURCE) == Paper(
        heading=Heading(
            superior=(text("UBND XÃ MẪU"),),
            agency=(text("THÔN MẪU"),),
            number=text("Số: {{ so }}"),
            place_date=text("Mẫu, ngày    tháng    năm 2026"),
        ),
        type=text("KẾ HOẠCH"),
        subject=text("Việc mẫu"),
        blocks=(
            Paragraph(Kind.BASIS, text("Căn cứ Luật Mẫu.")),
            Paragraph(Kind.PART, text("I. MỞ ĐẦU")),
            Paragraph(Kind.CONTROL, text("{%p if a %}")),
            Paragraph(Kind.BODY, text("Có.")),
            Paragraph(Kind.CONTROL, text("{%p endif %}")),
        ),
        closing=Closing(
            (Paragraph(Kind.RECIPIENT, text("- UBND xã;")), Paragraph(Kind.RECIPIENT, text("- Lưu: Thôn."))),
            (
                Paragraph(Kind.CONTROL, text("{%p for d in dong %}")),
                Paragraph(Kind.SIGN_LINE, text("{{ d }}")),
                Paragraph(Kind.CONTROL, text("{%p endfor %}")),
            ),
            text("{{ ten }}"),
        ),
        annexes=(
            Annex(
                text("Phụ lục"),
                text("BẢNG VIỆC"),
                text("(Kèm theo Kế hoạch)"),
                is_landscape=True,
                blocks=(_table(), Paragraph(Kind.BODY, text("./."))),
            ),
        ),
        footer=text("{{ du_thao }}"),
    )


def _table() -> Table:
    return Table(
        (Column(Decimal(10), Align.CENTRE), Column(Decimal("20.5"), Align.LEFT), Column(Decimal(30), Align.RIGHT)),
        header=(
            TableRow((Cell(text("TT"), merge=Merge.START), Cell(text("Việc"), columns=2))),
            TableRow((Cell((), merge=Merge.GO_ON), Cell(text("a")), Cell(text("b")))),
        ),
        rows=(
            TableRow((Cell(text("{%tr for x in y %}"), columns=3),), is_control=True),
            TableRow((Cell(text("{{ loop.index }}")), Cell(text("{{ x | so }}")), Cell(()))),
            TableRow((Cell(text("{%tr endfor %}"), columns=3),), is_control=True),
            TableRow((Cell((Run("Cộng", bold=True),), columns=3),)),
        ),
        is_small=True,
    )


def test_several_addressees_stand_below_the_colon() -> None:
    paper = parse("Kính gửi:\n{%p for d in x %}\n- {{ d }};\n{%p endfor %}\nĐoạn đầu.\n- Gạch đầu dòng.\n")

    kinds = [block.kind for block in paper.blocks if isinstance(block, Paragraph)]
    assert kinds == [Kind.TO_HEAD, Kind.CONTROL, Kind.TO_ITEM, Kind.CONTROL, Kind.BODY, Kind.DASH]


def test_one_addressee_stands_on_the_same_line() -> None:
    assert parse("Kính gửi: Sở Mẫu.").blocks == (Paragraph(Kind.TO, text("Kính gửi: Sở Mẫu.")),)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        pytest.param("@la: gì", "dòng 1: không có lệnh “@la:”", id="unknown directive"),
        pytest.param("\n@bang: 10g\nchữ", "dòng 2: sau “@bang:” phải có các dòng", id="table without rows"),
        pytest.param("@bang: 10\n| a |", "dòng 2: cột “10”", id="column without alignment"),
        pytest.param("@bang:\n| a |", "“@bang:” phải ghi các cột", id="table without columns"),
        pytest.param("@bang: 10g; to\n| a |", "chỉ ghi được “chu-nho”", id="unknown setting"),
        pytest.param("@bang: 10g 10g 10g\n| a | b |", "dòng bảng có 2 ô, bảng có 3 cột", id="row with too few cells"),
        pytest.param("@tieu-de: A", "chỉ đứng sau “@phu-luc-doc:”", id="title without annex"),
        pytest.param("@ho-ten: A\nchữ", "dòng 2: sau “@ho-ten:”", id="text below the signature"),
    ],
)
def test_a_mistake_is_told_with_its_line(source: str, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse(source)

    assert reason in str(caught.value)
