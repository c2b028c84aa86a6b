"""What can be wrong with an expression, as errors whose message a programme owner can read."""

from __future__ import annotations


class ExpressionError(ValueError):
    """The expression cannot be understood. `position` counts characters from 1; 0 = the expression as a whole."""

    def __init__(self, message: str, position: int = 0) -> None:
        place = f" (ký tự thứ {position})" if position else ""
        super().__init__(f"{message}{place}")
        self.position = position


class NotInExcelError(ValueError):
    """The expression is right, but Excel has no formula that means the same."""
