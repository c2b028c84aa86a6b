"""A person's word that docgen may go on: the folders that lie there now are the right ones."""

from __future__ import annotations

from docgen.model.submissions import Act, ActKind
from docgen.outbox import roots
from docgen.outbox.place import Placer
from docgen.pipeline.office import Office
from docgen.pipeline.reports import ActResult


def resume(office: Office, author: str, reason: str) -> ActResult:
    """Record that `author` lets docgen go on; a watcher that is at work learns of it at its next look."""
    placer = Placer(office.workspace.root, office.dataset)
    inbox, outbox = office.workspace.inbox, office.workspace.outbox
    missing = [folder for folder in (inbox, outbox) if not folder.is_dir()]
    if missing:
        return ActResult(f"Chưa thấy thư mục “{missing[0]}”. Kết nối lại hoặc tạo thư mục đó rồi chạy lại lệnh này.", False)
    with office.dataset.transaction():
        office.dataset.acts.record(Act(ActKind.RESUME, office.now, author, reason))
        for folder in (inbox, outbox):
            if roots.fault_at(placer, folder):
                roots.disown(placer, folder)
    return ActResult("Đã ghi nhận. docgen làm việc tiếp với thư mục đang có.", True)
