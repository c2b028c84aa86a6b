"""The names of the sheets of a form, and of the one that a returned form has in front."""

from __future__ import annotations

MAIN_SHEET = "Biểu"
GUIDE_SHEET = "HƯỚNG DẪN"
SEAL_SHEET = "_docgen"
TO_MEND_SHEET = "CẦN SỬA"
