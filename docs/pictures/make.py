"""A demo workspace and the text samples in, the pictures of docs out: `make pictures` (needs LibreOffice, pdftoppm, Chromium)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from docgen.nd30.plain import Office
from docgen.nd30.redraft import redraft
from docgen.settings import parse

ROOT = Path(__file__).parents[2]
SEED = ROOT / "tests" / "templates" / "ke-hoach-xa-dong-viet.txt"
YEAR = 2026
PAPERS = {
    "ke-hoach-xa": "outbox/binh-dang-gioi/ke-hoach/KH xa - bdg.docx",
    "bao-cao-xa": "outbox/binh-dang-gioi/nam-2026/bao-cao/BC xa - nam-2026.docx",
    "ke-hoach-thon": "outbox/binh-dang-gioi/nam-2026/ke-hoach/KH Thon Mau 01 - nam-2026.docx",
    "bieu-tra-lai": "inbox/_4-can-sua-gui-lai/Bieu BDG - Truong Tieu hoc Mau - nam 2026.xlsx",
}
DPI, SMALL_DPI = "72", "50"
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def picture_of_first_page(source: Path, target: Path) -> None:
    """Write page 1 of `source` as `target`.png."""
    pictures_of_first_pages([source], target.parent, DPI)
    if source.stem != target.name:
        (target.parent / f"{source.stem}.png").replace(target.with_name(f"{target.name}.png"))


def pictures_of_first_pages(sources: list[Path], target: Path, dpi: str) -> None:
    """Write page 1 of each of `sources` into the folder `target`, under its own name."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *map(str, sources)], check=True)
        for source in sources:
            pdf, picture = Path(folder) / f"{source.stem}.pdf", target / source.stem
            subprocess.run(
                ["pdftoppm", "-png", "-gray", "-r", dpi, "-f", "1", "-l", "1", "-singlefile", str(pdf), str(picture)], check=True
            )


def pictures_of_drafts(target: Path) -> None:
    """Write page 1 of each type's sample, drafted, and of the plan of the commune."""
    agency = parse((ROOT / "docgen.toml").read_bytes()).agency
    office = Office(tuple(agency.heading), agency.place, agency.name, YEAR)
    with tempfile.TemporaryDirectory() as folder:
        samples = sorted((ROOT / "tests" / "samples").glob("*.txt"))
        for sample in (*samples, SEED):
            (Path(folder) / f"{sample.stem}.docx").write_bytes(redraft(sample.read_bytes(), office).data)
        (target / "the-loai").mkdir(exist_ok=True)
        pictures_of_first_pages([Path(folder) / f"{sample.stem}.docx" for sample in samples], target / "the-loai", SMALL_DPI)
        picture_of_first_page(Path(folder) / f"{SEED.stem}.docx", target / "du-thao-ke-hoach")


def picture_of_page(source: Path, target: Path) -> None:
    """Write the HTML page `source`, as a browser shows it, as `target`.png."""
    with tempfile.TemporaryDirectory() as folder:
        options = [f"--user-data-dir={folder}", "--window-size=1100,1500", f"--screenshot={target}.png", source.resolve().as_uri()]
        subprocess.run([*CHROMIUM, *options], check=True)


def main(demo: Path, target: Path) -> None:
    """Write every picture of the workspace `demo` into `target`."""
    for name, path in PAPERS.items():
        picture_of_first_page(demo / path, target.resolve() / name)
    pictures_of_drafts(target.resolve())
    picture_of_page(demo / "outbox" / "index.html", target.resolve() / "trang-tinh-hinh")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
