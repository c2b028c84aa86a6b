"""The functions an expression may call, and how many arguments each takes; knows nothing of what they compute."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.model.expressions import Call, Expression, Filtered, Ref, Text
from docgen.programme.expressions import patterns


@dataclass(frozen=True, slots=True)
class Signature:
    """How many arguments a function takes; `most` None = any number."""

    least: int
    most: int | None

    def takes(self, count: int) -> bool:
        """Return whether `count` arguments are right."""
        return count >= self.least and (self.most is None or count <= self.most)

    @property
    def words(self) -> str:
        """Return the right number of arguments in words."""
        if self.most is None:
            return f"từ {self.least} giá trị trở lên"
        if self.least == self.most:
            return f"đúng {self.least} giá trị" if self.least else "ngoặc để trống"
        return f"{self.least} hoặc {self.most} giá trị"


SIGNATURES = {
    "abs": Signature(1, 1),
    "coalesce": Signature(2, None),
    "concat": Signature(1, None),
    "count": Signature(1, 1),
    "count-selected": Signature(1, 1),
    "date": Signature(1, 1),
    "false": Signature(0, 0),
    "if": Signature(3, 3),
    "int": Signature(1, 1),
    "max": Signature(1, None),
    "min": Signature(1, None),
    "not": Signature(1, 1),
    "regex": Signature(2, 2),
    "round": Signature(1, 2),
    "selected": Signature(2, 2),
    "string-length": Signature(1, 1),
    "sum": Signature(1, 1),
    "today": Signature(0, 0),
    "true": Signature(0, 0),
}

_OVER_ANSWERS = frozenset({"sum", "count"})


def is_aggregate(call: Call) -> bool:
    """Return whether `call` looks at all answers to a field: sum, count, and min or max of one field."""
    if call.function in _OVER_ANSWERS:
        return True
    return call.function in ("min", "max") and len(call.arguments) == 1 and isinstance(call.arguments[0], Ref | Filtered)


def objection(function: str, arguments: tuple[Expression, ...]) -> str:
    """Return what is wrong with calling `function` with `arguments`, in Vietnamese, or ""."""
    signature = SIGNATURES.get(function)
    if signature is None:
        return f"Không có hàm “{function}”. Các hàm dùng được: {', '.join(f'{name}()' for name in sorted(SIGNATURES))}"
    if not signature.takes(len(arguments)):
        return f"Hàm {function}() cần {signature.words}, đang có {len(arguments)}"
    if function in _OVER_ANSWERS and not isinstance(arguments[0], Ref | Filtered):
        return f"Trong ngoặc của {function}() phải là một chỉ tiêu, ví dụ {function}(${{ten_chi_tieu}})"
    if function == "regex":
        return _pattern_objection(arguments[1])
    return _literal_objection(function, arguments)


def _pattern_objection(pattern: Expression) -> str:
    if not isinstance(pattern, Text):
        return "Giá trị thứ hai của regex() phải là mẫu đặt trong nháy đơn"
    return patterns.objection(pattern.value)


def _literal_objection(function: str, arguments: tuple[Expression, ...]) -> str:
    if function == "selected" and not isinstance(arguments[1], Text):
        return "Giá trị thứ hai của selected() phải là mã lựa chọn đặt trong nháy đơn"
    return ""
