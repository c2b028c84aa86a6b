"""Names of the folders and files that people see in a workspace, written once."""

from __future__ import annotations

TAKE_FORMS = "_1-lay-bieu-mau"
REHEARSAL = "_2-gui-thu"
TAKEN = "_3-da-tiep-nhan"
TO_MEND = "_4-can-sua-gui-lai"
FROM_OFFICE = "_5-van-ban-cua-don-vi"

NOTICE = "DOC-TRUOC-KHI-GUI.txt"
INTAKE_PAGE = "TINH-HINH-TIEP-NHAN.html"

UNITS = "units.xlsx"
PROGRAMME = "programme.xlsx"
OWN_FORM = "form.xlsx"

STATUS_PAGE = "index.html"
TASKS = "viec-can-xu-ly.xlsx"
REGISTER = "so-van-ban.xlsx"
REMINDERS = "tin-nhan-nhac.txt"
CANARY = "docgen tu kiem tra.xlsx"
ROOT_MARKER = ".docgen-goc"
