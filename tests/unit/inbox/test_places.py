"""Where a path below the inbox lies."""

import unicodedata
from pathlib import PurePosixPath

import pytest

from docgen.inbox.places import ROOT, Kind, Place, place_of, same_name, unit_folders
from docgen.model.submissions import Zone
from docgen.model.units import Unit, Units, UnitType

FOLDERS = {"T1": "T1-thon-mot", "T10": "T10-thon-muoi", "TH-A": "TH-A-truong-a"}
DROP, REHEARSAL = Zone.DROP, Zone.REHEARSAL
T1, T10 = PurePosixPath("T1-thon-mot"), PurePosixPath("T10-thon-muoi")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("a.xlsx", Place(DROP, "", Kind.DROP, ROOT), id="in the root"),
        pytest.param("Thư mục của tôi/a.xlsx", Place(DROP, "", Kind.DROP, ROOT), id="in a folder of their own making"),
        pytest.param("_1-lay-bieu-mau/p/năm 2026/a.xlsx", Place(DROP, "", Kind.FORMS, ROOT), id="where forms are taken"),
        pytest.param("_2-gui-thu/a.xlsx", Place(REHEARSAL, "", Kind.REHEARSAL, ROOT), id="rehearsal"),
        pytest.param("_2-gui-thu/nhap/a.xlsx", Place(REHEARSAL, "", Kind.REHEARSAL, ROOT), id="below rehearsal"),
        pytest.param("_3-da-tiep-nhan/a.xlsx", Place(DROP, "", Kind.TAKEN, ROOT), id="taken"),
        pytest.param("_4-CAN-SUA-gui-lai/a.xlsx", Place(DROP, "", Kind.RETURNED, ROOT), id="capitals do not matter"),
        pytest.param("_5-van-ban-cua-don-vi/a.docx", Place(DROP, "", Kind.PAPERS, ROOT), id="papers"),
        pytest.param("x/_4-can-sua-gui-lai/a.xlsx", Place(DROP, "", Kind.DROP, ROOT), id="the name counts only in its own place"),
        pytest.param("_4-can-sua-gui-lai", Place(DROP, "", Kind.DROP, ROOT), id="a file with a folder's name"),
        pytest.param("DOC-TRUOC-KHI-GUI.txt", Place(DROP, "", Kind.NOTICE, ROOT), id="notice"),
        pytest.param("tinh-hinh-tiep-nhan.html", Place(DROP, "", Kind.NOTICE, ROOT), id="page"),
        pytest.param("x/DOC-TRUOC-KHI-GUI.txt", Place(DROP, "", Kind.DROP, ROOT), id="a copy of the notice elsewhere"),
        pytest.param("T1-thon-mot/a.xlsx", Place(DROP, "T1", Kind.DROP, T1), id="a unit's own folder"),
        pytest.param("T10-thon-muoi/a.xlsx", Place(DROP, "T10", Kind.DROP, T10), id="T1 is not T10"),
        pytest.param("T1-thon-mot/cũ/a.xlsx", Place(DROP, "T1", Kind.DROP, T1), id="below a unit's folder"),
        pytest.param("T1-thon-mot/_2-gui-thu/a.xlsx", Place(REHEARSAL, "T1", Kind.REHEARSAL, T1), id="a unit's rehearsal"),
        pytest.param("T1-thon-mot/_4-can-sua-gui-lai/a.xlsx", Place(DROP, "T1", Kind.RETURNED, T1), id="a unit's returned form"),
        pytest.param("T1-thon-mot/DOC-TRUOC-KHI-GUI.txt", Place(DROP, "T1", Kind.NOTICE, T1), id="a unit's notice"),
        pytest.param("t1 Thôn Một cũ/a.xlsx", Place(DROP, "T1", Kind.DROP, PurePosixPath("t1 Thôn Một cũ")), id="renamed, code kept"),
        pytest.param("TH-A/a.xlsx", Place(DROP, "TH-A", Kind.DROP, PurePosixPath("TH-A")), id="the code alone"),
        pytest.param("T1a/a.xlsx", Place(DROP, "", Kind.DROP, ROOT), id="only looks like a code"),
        pytest.param("x/T1-thon-mot/a.xlsx", Place(DROP, "", Kind.DROP, ROOT), id="a unit's folder deeper down is none"),
        pytest.param("T1-thon-mot", Place(DROP, "", Kind.DROP, ROOT), id="a file with a unit's name"),
    ],
)
def test_a_path_says_which_part_of_the_inbox_a_file_lies_in(path: str, expected: Place) -> None:
    assert place_of(PurePosixPath(path), FOLDERS) == expected


def test_a_folder_in_nfd_is_the_units_folder_all_the_same() -> None:
    decomposed = unicodedata.normalize("NFD", "Ủ1-trường học/a.xlsx")

    place = place_of(PurePosixPath(decomposed), {"Ủ1": "Ủ1-truong-hoc"})

    assert (place.folder_unit, same_name(decomposed, "Ủ1-TRƯỜNG HỌC/A.XLSX")) == ("Ủ1", True)


def test_the_special_folders_of_a_unit_lie_in_its_own_folder() -> None:
    place = place_of(PurePosixPath("T1-thon-mot/a.xlsx"), FOLDERS)

    assert [str(place.folder(kind)) for kind in (Kind.TAKEN, Kind.RETURNED, Kind.DROP)] == [
        "T1-thon-mot/_3-da-tiep-nhan",
        "T1-thon-mot/_4-can-sua-gui-lai",
        "T1-thon-mot",
    ]


def test_the_folders_of_units_are_named_by_code() -> None:
    units = Units((Unit("T1", "Thôn Một", UnitType("x", "X", "A", "Nhóm", "giao", True)),))

    assert unit_folders(units) == {"T1": "T1-thon-mot"}
