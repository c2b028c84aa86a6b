"""A demo workspace in, the pictures of README and docs out: `make pictures` (needs LibreOffice, pdftoppm and Chromium)."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

PAPERS = {
    "ke-hoach-xa": "outbox/binh-dang-gioi/ke-hoach/KH xa - bdg.docx",
    "bao-cao-xa": "outbox/binh-dang-gioi/nam-2026/bao-cao/BC xa - nam-2026.docx",
    "ke-hoach-thon": "outbox/binh-dang-gioi/nam-2026/ke-hoach/KH Thon Mau 01 - nam-2026.docx",
    "bieu-tra-lai": "inbox/_4-can-sua-gui-lai/Bieu BDG - Truong Tieu hoc Mau - nam 2026.xlsx",
}
DPI = "72"
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def picture_of_first_page(source: Path, target: Path) -> None:
    """Write page 1 of `source` as `target`.png."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)], check=True)
        pdf = Path(folder) / f"{source.stem}.pdf"
        subprocess.run(["pdftoppm", "-png", "-r", DPI, "-f", "1", "-l", "1", "-singlefile", str(pdf), str(target)], check=True)


def picture_of_page(source: Path, target: Path) -> None:
    """Write the HTML page `source`, as a browser shows it, as `target`.png."""
    with tempfile.TemporaryDirectory() as folder:
        options = [f"--user-data-dir={folder}", "--window-size=1100,1500", f"--screenshot={target}.png", source.resolve().as_uri()]
        subprocess.run([*CHROMIUM, *options], check=True)


def main(demo: Path, target: Path) -> None:
    """Write every picture of the workspace `demo` into `target`."""
    for name, path in PAPERS.items():
        picture_of_first_page(demo / path, target.resolve() / name)
    picture_of_page(demo / "outbox" / "index.html", target.resolve() / "trang-tinh-hinh")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
