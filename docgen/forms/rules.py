"""What Excel says while a person fills a cell: a field in, prompt, refusal and check out, each within Excel's lengths; pure."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.forms.canvas import Rule
from docgen.forms.conditions import Conditions
from docgen.model.programme import Choice, Field, FieldType

_LONGEST = 255
_KINDS = {
    FieldType.INTEGER: "Ô này ghi số nguyên, không kèm chữ, không kèm đơn vị tính.",
    FieldType.DECIMAL: "Ô này ghi số, không kèm chữ, không kèm đơn vị tính.",
    FieldType.DATE: "Ô này ghi ngày theo thứ tự ngày/tháng/năm, ví dụ 20/10/2026.",
}
_NOTHING_AROSE = "Việc không phát sinh ghi dấu gạch ngang (-)."
_CHOOSE = "Bấm mũi tên bên phải ô và chọn một giá trị trong danh sách."


def rule_for(asked: Field, conditions: Conditions, lists: Mapping[tuple[Choice, ...], str]) -> Rule | None:
    """Return what Excel checks and says in the cells of `asked`, None when there is nothing to say.

    Where type and constraint together are longer than Excel takes, the type alone is checked here; the mark of a wrong cell has both.

    Args:
        lists: where each set of choices is listed, as a reference.
    """
    prompt = _joined(asked.hint, _several(asked), asked.constraint_message)
    title = "Bắt buộc ghi" if asked.required else "Ghi nếu có"
    if asked.type is FieldType.SELECT_ONE:
        return Rule(choices=lists[asked.choices], prompt_title=title, prompt=prompt, refusal=_CHOOSE)
    formula = next((f for f in (conditions.allowed(asked), conditions.kind(asked).format(constraint="")) if 0 < len(f) <= _LONGEST - 1), "")
    if not formula and not prompt:
        return None
    kind = _KINDS.get(asked.type, "")
    refusal = _joined(kind, asked.constraint_message, _NOTHING_AROSE if kind else "") if formula else ""
    return Rule(formula=formula, prompt_title=title, prompt=prompt, refusal=refusal)


def _several(asked: Field) -> str:
    if asked.type is not FieldType.SELECT_MULTIPLE:
        return ""
    labels = "; ".join(choice.label for choice in asked.choices)
    return f"Ghi một hoặc nhiều giá trị, cách nhau bằng dấu chấm phẩy (;): {labels}."


def _joined(*sentences: str) -> str:
    """Return as many of the sentences, in order, as Excel has room for; one that is too long by itself is cut."""
    text = ""
    for sentence in sentences:
        longer = f"{text} {sentence}".strip()
        if len(longer) <= _LONGEST:
            text = longer
        elif not text:
            text = sentence[: _LONGEST - 1].rstrip() + "…"
    return text
