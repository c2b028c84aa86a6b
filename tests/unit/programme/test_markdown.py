"""Readable sources of definitions."""

from __future__ import annotations

import pytest

from docgen.programme.markdown import SourceError, SourceSheet, parse


def test_tables_under_a_heading_become_one_sheet() -> None:
    source = """
# Tiêu đề
## survey
Lời giải thích.
| type | name |
|---|---|
| text | a |

### Nhóm khác
| name | label | type |
|:---|---|---|
| b | `x \\| y` | note |

## survey, theo name
| name | hint |
|---|---|
| a | `. >= 1` |
"""

    assert parse(source) == (
        SourceSheet(
            "survey",
            ["type", "name", "label", "hint"],
            [{"type": "text", "name": "a", "hint": ". >= 1"}, {"name": "b", "label": "x | y", "type": "note"}],
        ),
    )


def test_an_upright_table_becomes_one_row() -> None:
    source = "## settings, dọc\n| tên | giá trị | ghi chú |\n|---|---|---|\n| form_id | `bdg` | |\n| version | 1 | số bản |\n"

    assert parse(source) == (SourceSheet("settings", ["form_id", "version"], [{"form_id": "bdg", "version": "1"}]),)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("| a |\n|---|\n| 1 |\n", "bảng không nằm dưới tên tờ nào", id="no sheet"),
        pytest.param("## s\n| a |\n|---|\n| 1 | 2 |\n", "nhiều ô hơn tên cột", id="too many cells"),
        pytest.param("## s, theo a\n| a | b |\n|---|---|\n| 1 | 2 |\n", "không có dòng nào có a = 1", id="no such row"),
        pytest.param(
            "## s\n| a | b |\n|---|---|\n| 1 | 2 |\n## s, theo a\n| a | b |\n|---|---|\n| 1 | 3 |\n", "đã có giá trị khác", id="said twice"
        ),
    ],
)
def test_a_source_that_contradicts_itself_is_refused(source: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        parse(source)
