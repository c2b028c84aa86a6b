"""The state of a document in the words of the clerk."""

from __future__ import annotations

from pathlib import PurePosixPath

from docgen.dataset.papers import PaperRecord
from docgen.documents.figures import day_in_words
from docgen.documents.papers import Standing
from docgen.documents.papers import number as number_of
from docgen.model.programme import DocumentSpec
from docgen.model.submissions import IssuedNumber
from docgen.outbox.strays import NOT_NEEDED as PUT_AWAY
from docgen.outbox.words import StateWords, Tone

NOT_NEEDED = (
    "không còn cần phát hành (ví dụ đơn vị đã gửi biểu). "
    f"Bản đồng chí đã sửa được giữ nguyên; không dùng nữa thì xóa, hoặc chuyển vào “{PUT_AWAY}”"
)


def not_followed(copy: str, name: str) -> str:
    """Return what is said of `copy`, a file that a person made of the document `name`."""
    return (
        f"“{copy}” là bản chép của “{name}”; docgen chỉ theo “{name}”, số mới không vào bản chép. Muốn dùng bản chép thì xóa “{name}” "
        "(cả bản “(số liệu mới)” cạnh nó, nếu có, vì bản ấy được lấy trước): docgen lấy bản chép làm bản của đồng chí. "
        "Chỉ để lưu thì chuyển bản chép ra ngoài thư mục văn bản"
    )


def cited_by_blank(spec: DocumentSpec, issued: IssuedNumber) -> str:
    """Return what is said of an issued document with a blank where it cites the one of `spec`, which has its number now."""
    given = f"số {number_of(spec, issued)} {day_in_words(issued.day)}"
    return (
        f"đã phát hành khi “{spec.title}” chưa có số, chỗ viện dẫn văn bản ấy còn để trống; nay văn bản ấy có {given}. "
        f"docgen không sửa văn bản đã phát hành: bản giấy chưa gửi đi thì ghi tay {given} vào chỗ trống; đã gửi đi thì ban hành công văn "
        "đính chính. Ghi số ấy vào tệp này rồi lưu thì dòng này hết"
    )


def paper_words(record: PaperRecord, number: IssuedNumber | None = None) -> StateWords:
    """Return the words for one document; `number` is what the văn thư typed for it, if so."""
    if number or record.state == Standing.ISSUED:
        return _issued(record, number)
    if record.state == Standing.NOT_NEEDED:
        return _state("✎", Tone.LATE, "Đã sửa tay, không còn cần phát hành")
    name = f", đổi tên thành “{PurePosixPath(record.lies_at).name}”" if record.lies_at else ""
    if record.edited:
        news = ", có số liệu mới" if record.moves else ", có nội dung mới" if record.is_outdated else ""
        return _state("✎", Tone.LATE if news else Tone.SAME, f"Đã sửa tay{name}{news}")
    said = _draft(record)
    return _state(said.sign, said.tone, f"{said.for_clerk}{name}")


def _draft(record: PaperRecord) -> StateWords:
    if record.state == Standing.TO_SIGN and record.missing_units:
        return _state("✓", Tone.LATE, f"Dự thảo, thiếu số liệu của {record.missing_units} đơn vị, số liệu đã khóa, chờ trình ký")
    if record.state == Standing.TO_SIGN or not record.missing_units:
        return _state("✓", Tone.GOOD, "Dự thảo, đủ số liệu, chờ trình ký")
    if record.unit:
        return _state("○", Tone.IDLE, "Dự thảo, chưa đủ số liệu của đơn vị")
    return _state("○", Tone.IDLE, f"Dự thảo, thiếu số liệu của {record.missing_units} đơn vị")


def _issued(record: PaperRecord, number: IssuedNumber | None) -> StateWords:
    if record.moves or record.is_outdated:
        what = "số liệu" if record.moves else "mẫu"
        return _state("↻", Tone.LATE, f"Đã phát hành, {what} sau đó có thay đổi")
    if number is None:
        return _state("■", Tone.GOOD, "Đã phát hành")
    on = day_in_words(number.day)
    return _state("■", Tone.GOOD, f"Đã phát hành, số {number.number} {on}" if number.number else f"Đã phát hành {on}")


def _state(sign: str, tone: Tone, said: str) -> StateWords:
    return StateWords(sign, tone, said, said)
