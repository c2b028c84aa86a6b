"""Names that programs give to files of their own."""

import pytest

from docgen.inbox.looks import Ignored
from docgen.inbox.names import is_litter_folder, private_name, receipt_of, why_ignored


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Bieu BDG - Thon Mau 01 - nam 2026.xlsx", None, id="a form"),
        pytest.param("Biểu (1).xlsx", None, id="a copy"),
        pytest.param("Biểu - Bản sao.xlsx", None, id="a copy by Windows"),
        pytest.param("Bieu.sync-conflict-20261102-101500-ABCDEF.xlsx", None, id="a conflict of Syncthing"),
        pytest.param("anh.jpg", None, id="a photo is a person's"),
        pytest.param("CON.xlsx", None, id="a name Windows reserves"),
        pytest.param("20261102.xlsx", None, id="eight digits with an extension"),
        pytest.param("~$Bieu.xlsx", Ignored.OWNER_FILE, id="opened in Excel"),
        pytest.param(".~lock.Bieu.xlsx#", Ignored.OWNER_FILE, id="opened in LibreOffice"),
        pytest.param(".~Bieu.xlsx", Ignored.OWNER_FILE, id="opened in WPS"),
        pytest.param("Cedd4100", Ignored.TEMPORARY, id="Excel saves"),
        pytest.param("A1B2C3D4.TMP", Ignored.TEMPORARY, id="Excel saves, with an extension"),
        pytest.param("~WRL0001.tmp", Ignored.TEMPORARY, id="Word saves"),
        pytest.param("lu12abc34.tmp", Ignored.TEMPORARY, id="LibreOffice saves"),
        pytest.param("~syncthing~Bieu.xlsx.tmp", Ignored.TEMPORARY, id="Syncthing on Windows"),
        pytest.param(".syncthing.Bieu.xlsx.tmp", Ignored.TEMPORARY, id="Syncthing"),
        pytest.param(".docgen-tmp-0123456789abcdef", Ignored.TEMPORARY, id="docgen writes"),
        pytest.param("Bieu.xlsx.part", Ignored.TRANSFER, id="Firefox"),
        pytest.param("Bieu.xlsx.crdownload", Ignored.TRANSFER, id="Chrome"),
        pytest.param("Bieu.xlsx.filepart", Ignored.TRANSFER, id="WinSCP"),
        pytest.param("._Bieu.xlsx", Ignored.LITTER, id="macOS"),
        pytest.param(".DS_Store", Ignored.LITTER, id="macOS Finder"),
        pytest.param(".849C9593-D756-4E56-8D6E-42412F2A707B", Ignored.LITTER, id="OneDrive"),
        pytest.param("Thumbs.db", Ignored.LITTER, id="Windows"),
        pytest.param("desktop.ini", Ignored.LITTER, id="Windows and OneDrive"),
        pytest.param("Bieu.xlsx@SynoEAStream", Ignored.LITTER, id="Synology"),
        pytest.param("Bieu.xlsx.lnk", Ignored.LINK, id="a shortcut"),
    ],
)
def test_a_name_tells_what_a_program_made(name: str, expected: Ignored | None) -> None:
    assert why_ignored(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("@eaDir", True), ("#recycle", True), (".stversions", True), ("__MACOSX", True), ("Thôn Mẫu 01", False), ("form.xlsx", False)],
)
def test_folders_that_programs_keep_are_not_walked(name: str, expected: bool) -> None:
    assert is_litter_folder(name) == expected


@pytest.mark.parametrize("name", ["a.xlsx", "Biểu của thôn.xlsx", "ă" * 120 + ".xlsx", "khong-utf8-\udcff.xlsx"])
def test_a_private_name_is_hidden_short_and_knows_its_receipt(name: str) -> None:
    private = private_name(42, name)

    assert receipt_of(private) == 42
    assert private.endswith(".xlsx")
    assert len(private.encode("utf-8", "surrogateescape")) <= 200


@pytest.mark.parametrize("name", ["a.xlsx", ".docgen-tmp-0123456789abcdef", ".docgen-42", "docgen-42-a.xlsx"])
def test_other_names_are_no_private_names(name: str) -> None:
    assert receipt_of(name) is None


def test_only_what_a_person_put_there_is_worth_telling() -> None:
    assert [reason for reason in Ignored if not reason.is_noise] == [Ignored.LINK, Ignored.NOT_REGULAR, Ignored.TOO_DEEP]
