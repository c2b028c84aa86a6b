"""What the commands about a whole workspace say of a backup; every function returns the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from docgen.operate.backup import Restored, Saved

_SHOWN = 10


def tell_backup(saved: Saved) -> int:
    """Show where the backup is and what is in it; 1 when a file could not be read."""
    size = f"{saved.size_bytes / 1_000_000:.1f}".replace(".", ",")
    click.echo(f"Đã sao lưu vào {saved.file} ({size} MB, đã kiểm tra).")
    click.echo(f"Trong đó có {saved.received} tệp đã nhận của các đơn vị, {saved.beside} tệp định nghĩa, mẫu và văn bản có người sửa.")
    _tell("Chưa sao lưu được vì đang có người mở (đóng tệp rồi chạy lại)", saved.left_out)
    return int(bool(saved.left_out))


def tell_restore(restored: Restored) -> int:
    """Show what was put back, what was kept, and what to do next."""
    taken = f"{restored.taken_at:%H} giờ {restored.taken_at:%M} phút, ngày {restored.taken_at:%d/%m/%Y}"
    click.echo(f"Đã khôi phục vào {restored.workspace.root} từ bản sao lưu lúc {taken}, có {restored.received} tệp đã nhận.")
    if restored.kept:
        click.echo(f"Dữ liệu có trước đó được giữ ở {restored.kept}.")
    _tell("Đã chép lại", restored.written)
    _tell("Giữ nguyên tệp đang có, khác với bản sao lưu", restored.different)
    if restored.for_units:
        click.echo(f"Đã đặt lại {restored.for_units} tệp cho các đơn vị (biểu trống, văn bản xã gửi) vào thư mục nhận biểu.")
    click.echo(
        "Việc tiếp theo: chạy “docgen process” hoặc “docgen watch”. Văn bản, bản “(số liệu mới)”, biểu trả lại, các trang được lập lại;"
    )
    click.echo("biểu nhận sau lúc sao lưu mà còn trong thư mục nhận biểu được nhận lại.")
    return 0


def _tell(what: str, names: Sequence[str]) -> None:
    if names:
        click.echo(f"{what}:")
        for name in names[:_SHOWN]:
            click.echo(f"  {name}")
        if len(names) > _SHOWN:
            click.echo(f"  … và {len(names) - _SHOWN} tệp khác")
