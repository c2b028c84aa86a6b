"""Cases O01 to O05: what stands in outbox/ is whole, of one name, and says so when it is not up to date."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from docgen.model.digest import sha256
from docgen.model.submissions import IssuedNumber
from docgen.outbox.desk import Made
from docgen.outbox.disk import TEMPORARY
from tests.bench import NOW, Bench, make

REPORT = Path("outbox") / "binh-dang-gioi" / "nam-2026" / "bao-cao" / "BC xa - nam-2026.docx"
TEMPLATE = Path("templates") / "binh-dang-gioi" / "bc-xa.docx"
_DIES = """
import os, signal, sys
from docgen.cli.start import main
step, left = sys.argv[1], int(sys.argv[2])

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def count(path):
    global left
    left -= ".docx" in str(path)
    return left < 0

if step == "half written":
    real = os.fsync
    def fsync(handle):
        global left
        path = os.readlink(f"/proc/self/fd/{handle}")
        if "/outbox/" in path and os.path.isfile(path) and open(path, "rb").read(2) == b"PK":
            left -= 1
            if left < 0:
                os.ftruncate(handle, os.fstat(handle).st_size // 2)
                die()
        real(handle)
    os.fsync = fsync
else:
    sys.addaudithook(lambda event, args: die() if event in ("os.link", "os.rename") and count(args[1]) else None)
sys.argv[1:] = sys.argv[3:]
main()
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = make(tmp_path_factory.mktemp("base") / "mau", "T01", "T02")
    settings = bench.root / "docgen.toml"
    settings.write_text(
        "today = 2026-11-20\n" + settings.read_text("utf-8").replace("settle_seconds = 1.0", "settle_seconds = 0.1"), "utf-8"
    )
    bench.drop("mot.xlsx", bench.filled("T01"))
    bench.process(with_papers=True)
    return bench


def _files(bench: Bench) -> Mapping[str, str]:
    found = (path for path in (bench.root / "outbox").rglob("*") if path.is_file())
    return {path.relative_to(bench.root).as_posix(): sha256(path.read_bytes()) for path in found}


def _page(bench: Bench) -> str:
    return (bench.root / "outbox" / "index.html").read_text("utf-8")


def _change(template: Path, before: bytes, after: bytes) -> None:
    with ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert before in parts["word/document.xml"]
    with ZipFile(template, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part.replace(before, after, 1) if name == "word/document.xml" else part)


@pytest.mark.parametrize(("step", "number"), [("half written", 1), ("whole, without its name", 0)])
def test_o01_a_kill_while_a_document_is_written_leaves_no_half_file_under_its_name(bench: Bench, step: str, number: int) -> None:
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process()
    undisturbed = bench.copied_to(bench.root.parent / "không bị ngắt")
    undisturbed.process(with_papers=True)
    before, wanted = _files(bench), _files(undisturbed)

    died = subprocess.run(
        [sys.executable, "-c", _DIES, step, str(number), "--workspace", str(bench.root), "process"], capture_output=True, check=False
    )
    left = {name: digest for name, digest in _files(bench).items() if TEMPORARY not in name}

    assert died.returncode == -9, died.stderr.decode()
    assert all(digest in (before.get(name), wanted.get(name)) for name, digest in left.items() if name.endswith(".docx"))
    assert {name for name in left if left[name] != before.get(name)} < set(wanted)
    bench.process(with_papers=True)
    assert {name: _files(bench)[name] for name in wanted if name.endswith(".docx")} == {
        n: d for n, d in wanted.items() if n.endswith(".docx")
    }
    assert not list((bench.root / "outbox").rglob(f"{TEMPORARY}*"))


def test_o02_a_document_open_in_word_is_written_when_it_is_closed_and_never_under_a_second_name(bench: Bench) -> None:
    report = bench.root / REPORT
    old, names = report.read_bytes(), _files(bench).keys()
    lock = report.with_name(f"~${report.name[2:]}")
    lock.write_bytes(b"\x0aCan bo")
    bench.drop("hai.xlsx", bench.filled("T02"))

    first = bench.process(with_papers=True)
    told_at_once = "chưa ghi được nội dung mới" in _page(bench)
    bench.process(NOW + timedelta(minutes=61), with_papers=True)

    assert [paper.path.name for paper in first.papers if paper.made is Made.UNWRITTEN] == [report.name]
    assert "đang được chương trình khác mở" in "".join(first.problems)
    assert report.read_bytes() == old
    assert _files(bench).keys() - {lock.relative_to(bench.root).as_posix()} == names
    assert not told_at_once
    assert "Từ 09 giờ 00 phút, ngày 20/11/2026 chưa ghi được nội dung mới vào “outbox/" in _page(bench)

    lock.unlink()
    bench.process(NOW + timedelta(minutes=62), with_papers=True)

    assert report.read_bytes() != old
    assert _files(bench).keys() == names
    assert "chưa ghi được nội dung mới" not in _page(bench)


def test_o03_a_field_without_data_stops_that_document_and_is_named(bench: Bench) -> None:
    before = (bench.root / REPORT).read_bytes()
    _change(bench.root / TEMPLATE, b"</w:body>", b"<w:p><w:r><w:t>{{ tong.so_khong_co }}</w:t></w:r></w:p></w:body>")
    bench.drop("hai.xlsx", bench.filled("T02"))

    report = bench.process(with_papers=True)

    assert [(paper.title, paper.made) for paper in report.papers if paper.problem] == [("Báo cáo của xã", Made.FAILED)]
    assert "so_khong_co" in next(paper.problem for paper in report.papers if paper.problem)
    assert (bench.root / REPORT).read_bytes() == before
    assert "so_khong_co" in _page(bench)


def test_o04_a_template_changed_after_building_makes_the_document_anew(bench: Bench) -> None:
    """No "outdated" mark is needed for a draft: docgen makes it again from the new template. Of which template it is, is recorded."""
    _change(
        bench.root / TEMPLATE,
        b"<w:body>",
        b"<w:body><w:p><w:r><w:t>D\xc3\xb2ng m\xe1\xbb\x9bi c\xe1\xbb\xa7a m\xe1\xba\xabu</w:t></w:r></w:p>",
    )
    before = (bench.root / REPORT).read_bytes()

    bench.process(with_papers=True)

    assert (bench.root / REPORT).read_bytes() != before
    with ZipFile(bench.root / REPORT) as archive:
        assert "Dòng mới của mẫu" in archive.read("word/document.xml").decode()


def test_o04_an_issued_document_whose_template_changed_stays_and_is_marked_as_outdated(bench: Bench) -> None:
    """The hash of its template is kept with what docgen wrote; the page tells people, who need no hash."""
    with bench.office() as office:
        office.dataset.papers.record_issue(IssuedNumber("binh-dang-gioi", "bc-xa", "2026", "", "12", date(2026, 11, 19)), NOW)
    bench.process(with_papers=True)
    issued, template = (bench.root / REPORT).read_bytes(), (bench.root / TEMPLATE).read_bytes()
    _change(bench.root / TEMPLATE, b"<w:body>", b"<w:body><w:p><w:r><w:t>Khac</w:t></w:r></w:p>")

    bench.process(with_papers=True)

    with bench.office() as office:
        kept = office.dataset.papers.find_version(REPORT.as_posix(), sha256=sha256(issued))
    assert (bench.root / REPORT).read_bytes() == issued
    assert kept is not None
    assert kept.template == sha256(template)
    assert "Đã phát hành, mẫu sau đó có thay đổi" in _page(bench)


def test_o05_the_same_dataset_gives_the_same_bytes(bench: Bench) -> None:
    before = _files(bench)
    for path in (bench.root / "outbox").rglob("*.docx"):
        path.unlink()
    assert not any(name.endswith(".docx") for name in _files(bench))

    bench.process(with_papers=True)

    assert _files(bench) == before
