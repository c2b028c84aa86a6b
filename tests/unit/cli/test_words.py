"""What commands say."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from docgen.cli.main import docgen
from docgen.cli.telling import tell_papers, tell_process
from docgen.outbox.desk import Made, PaperResult
from docgen.pipeline.reports import ProcessReport

_PATH = Path("BC xa.docx")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(Made.WRITTEN, "Đã lập: BC xa.docx\n", id="written"),
        pytest.param(Made.BESIDE, "BC xa.docx: đã sửa tay, giữ nguyên; bản có số liệu mới đặt bên cạnh\n", id="edited by the clerk"),
        pytest.param(Made.UNCHANGED, "Các văn bản đã đúng với số liệu hiện có, không lập lại.\n", id="nothing new"),
    ],
)
def test_each_document_is_told_with_what_became_of_it(made: Made, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert tell_papers([PaperResult(_PATH, "Báo cáo của xã", made)]) == 0

    assert capsys.readouterr().out == expected


def test_a_turn_without_news_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    tell_process(ProcessReport(papers=(PaperResult(_PATH, "Báo cáo của xã", Made.UNCHANGED),)))

    assert capsys.readouterr().out == "Không có tệp mới; văn bản không có gì thay đổi.\n"


@pytest.mark.parametrize("name", docgen.commands)
def test_the_help_of_a_command_has_no_english_mark(name: str) -> None:
    with (
        click.Context(docgen, info_name="docgen") as parent,
        click.Context(docgen.commands[name], parent=parent, info_name=name) as context,
    ):
        assert "[required]" not in docgen.commands[name].get_help(context)
