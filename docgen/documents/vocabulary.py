"""What templates may say: the facts about an agency, a programme, a period and its units, under Vietnamese names; knows those names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from docgen.documents import figures, papers
from docgen.documents.activities import activities
from docgen.documents.figures import COMMUNE_STYLE, UNIT_STYLE, Style
from docgen.documents.opinions import gathered
from docgen.documents.records import Listing, Record
from docgen.documents.tags import names_used
from docgen.documents.targets import indicators
from docgen.documents.totals import counts, sums
from docgen.documents.units import answer_names, listing, record, teller
from docgen.model import text
from docgen.model.consolidated import GroupState, PeriodState, UnitState, UnitStatus
from docgen.model.errors import SettingsError
from docgen.model.programme import Aggregate, DocumentSpec, FieldType, ForEach, Programme
from docgen.model.submissions import IssuedNumber
from docgen.programme.calendar import WorkingCalendar, plan_year
from docgen.settings import TIME_ZONE, Settings

Vocabulary = dict[str, object]

_ABOUT_UNITS = {
    *("tong", "chi_tieu", "dem", "nhom", "y_kien", "so_lieu"),
    *("cac_don_vi", "da_nop", "dung_han", "nop_muon", "chua_nop", "cho_sua", "cho_xac_minh", "chua_xong", "duoc_mien", "con_trong"),
}

_ABOUT_OTHERS = (_ABOUT_UNITS - {"so_lieu"}) | {"ky_truoc"}


@dataclass(frozen=True, slots=True)
class _Occasion:
    """What a document is made from."""

    spec: DocumentSpec
    settings: Settings
    programme: Programme
    issued: Mapping[str, IssuedNumber]
    now: datetime
    has_figures: bool

    @property
    def is_for_one_unit(self) -> bool:
        return papers.is_for_one_unit(self.spec)

    @property
    def style(self) -> Style:
        return UNIT_STYLE if self.is_for_one_unit else COMMUNE_STYLE


def build(  # noqa: PLR0913, PLR0917 - one argument for each kind of fact
    spec: DocumentSpec,
    settings: Settings,
    programme: Programme,
    state: PeriodState | None,
    unit: UnitState | None,
    issued: Mapping[str, IssuedNumber],
    calendar: WorkingCalendar,
    now: datetime,
    has_figures: bool = True,
) -> Vocabulary:
    """Return the vocabulary of the document of `spec`.

    A document of the programme itself has no period: `state` and `unit` are left out. One for a unit (`unit`) is offered that unit, the
    totals and the indicators only. `issued`: numbers and dates by document name. `has_figures`: whether the document stands on what units
    reported (`stands_on_figures` tells); one that does not is never a draft for want of them.

    Raises:
        SettingsError: docgen.toml does not have the signatory that `spec` names.
    """
    occasion = _Occasion(spec, settings, programme, issued, now, has_figures)
    if spec.for_each is ForEach.PROGRAMME:
        state, unit = None, None
    words = _always(occasion, state, unit)
    if state is not None:
        words |= _of_period(occasion, state, calendar)
        if occasion.is_for_one_unit:
            words = _of_one_unit(occasion, state, unit) | words
        else:
            words = _of_tables(state, occasion.style) | words | _of_all_units(state, occasion.style)
    return words


def _always(occasion: _Occasion, state: PeriodState | None, unit: UnitState | None) -> Vocabulary:
    agency, contact, programme = occasion.settings.agency, occasion.settings.contact, occasion.programme
    first = papers.first_year(programme, occasion.now.date())
    year = state.period.year if state and state.period.year else first
    return {
        "co_quan": Record(
            "co_quan",
            {
                "ten": agency.name,
                "ten_ngan": agency.short_name,
                "don_vi_hanh_chinh": agency.administrative_unit,
                "dia_danh": agency.place,
                "dau_moi": agency.desk,
                "cap_tren": agency.superior,
                "dong": Listing("co_quan.dong", agency.heading),
            },
        ),
        "chuong_trinh": Record(
            "chuong_trinh",
            {
                "ma": programme.form_id,
                "ten": programme.full_name,
                "ten_ngan": programme.short_name,
                "giai_doan": programme.years,
                "mo_dau_nam": first,
                "ten_bieu": programme.title,
                "bieu_so": programme.form_number,
                "noi_nhan": programme.receiver,
            },
        ),
        "lien_he": Record(
            "lien_he",
            {
                "ho_ten": contact.name or figures.gap(),
                "chuc_vu": contact.title or figures.gap(),
                "dien_thoai": contact.phone or figures.gap(),
                "thu_dien_tu": contact.email or figures.gap(),
            },
        ),
        "nguoi_ky": _signatory(occasion, unit),
        "van_ban": _own_paper(occasion, state, unit, year),
        "van_ban_goc": _cited(occasion, state, unit, year, first),
    }


def _signatory(occasion: _Occasion, unit: UnitState | None) -> Record:
    key, known = occasion.spec.signatory, occasion.settings.signatories
    if not key and unit is not None:
        lines, name = [unit.unit.head_title.upper()], unit.unit.head_name
    elif key and key not in known:
        raise SettingsError(f"docgen.toml: không có người ký “{key}” (mục [signatories.{key}]) mà văn bản “{occasion.spec.title}” cần.")
    else:
        signatory = known[key] if key else next(iter(known.values()))
        lines, name = signatory.lines, signatory.name
    return Record("nguoi_ky", {"dong": Listing("nguoi_ky.dong", lines), "ho_ten": name})


def _own_paper(occasion: _Occasion, state: PeriodState | None, unit: UnitState | None, year: int) -> Record:
    code = unit.unit.code if unit else ""
    issue = papers.own_issue(occasion.spec, state, code, occasion.issued)
    standing = papers.document_state(occasion.spec, state, unit, issue, occasion.has_figures)
    return papers.paper("van_ban", occasion.spec, issue, year, {"du_thao": standing.footer, "trang_thai": standing.state.value})


def _cited(occasion: _Occasion, state: PeriodState | None, unit: UnitState | None, year: int, first: int) -> Record:
    code = unit.unit.code if unit else ""
    cited: dict[str, object] = {}
    for spec in occasion.programme.documents:
        if spec.name == occasion.spec.name or (papers.is_for_one_unit(spec) and not occasion.is_for_one_unit):
            continue
        draft_year = first if spec.for_each is ForEach.PROGRAMME else year
        issue = papers.own_issue(spec, state, code, occasion.issued)
        cited[spec.key] = papers.paper(f"van_ban_goc.{spec.key}", spec, issue, draft_year)
    return Record("van_ban_goc", cited)


def _of_period(occasion: _Occasion, state: PeriodState, calendar: WorkingCalendar) -> Vocabulary:
    reminders, today = occasion.settings.reminders, occasion.now.astimezone(TIME_ZONE).date()
    new_deadline = calendar.plus_working_days(today, reminders.extra_working_days)
    dates, period = state.dates, state.period
    next_year = plan_year(occasion.programme, period) if occasion.is_for_one_unit else period.year + 1
    before = state.previous
    return {
        "ky": Record(
            "ky",
            {
                "nam": period.year,
                "nam_sau": next_year,
                "ten": period.words,
                "ten_tep": period.file_words,
                "tu_ngay": dates.data_from,
                "ngay_chot": dates.data_to,
                "han": dates.deadline.stated,
                "han_chu": dates.deadline.words,
                "da_khoa": state.closed_at is not None,
            },
            text=period.words,
        ),
        "ky_truoc": Record(
            "ky_truoc",
            {"nam": before.period.year, "ten": before.period.words} if before else {"nam": figures.gap(), "ten": figures.gap()},
            is_true=before is not None and bool(before.accepted),
        ),
        # The day without the hour: a reminder would otherwise be a new document each minute.
        "thoi_diem_chu": f"ngày {figures.day(today)}",
        "han_moi_chu": f"trước {reminders.until} ngày {figures.day(new_deadline)}",
        "tong": sums("tong", state.programme, state.totals, occasion.style, state.previous),
        "chi_tieu": indicators("chi_tieu", state, state.indicators, occasion.style),
    }


def _of_one_unit(occasion: _Occasion, state: PeriodState, unit: UnitState | None) -> Vocabulary:
    if unit is None:
        return {}
    answers = {name: make() for name, make in teller(state.programme, occasion.style).answers(unit).items()}
    return answers | {"don_vi": record(state, unit, occasion.style), "so_lieu": Record("so_lieu", answers)}


def _of_all_units(state: PeriodState, style: Style) -> Vocabulary:
    known = {s.unit.code: record(state, s, style) for s in state.states}
    asked, unfinished = state.asked, state.unfinished

    def listed(path: str, *statuses: UnitStatus) -> Listing:
        return listing(path, (s for s in state.states if s.status in statuses), known)

    return {
        "cac_don_vi": listing("cac_don_vi", asked, known),
        "da_nop": listed("da_nop", UnitStatus.ACCEPTED),
        "dung_han": listing("dung_han", (s for s in state.accepted if not s.days_late), known),
        "nop_muon": listing("nop_muon", (s for s in state.accepted if s.days_late), known),
        "chua_nop": listed("chua_nop", UnitStatus.NOT_SENT, UnitStatus.RETURNED, UnitStatus.HELD),
        "cho_sua": listed("cho_sua", UnitStatus.RETURNED),
        "cho_xac_minh": listed("cho_xac_minh", UnitStatus.HELD),
        "chua_xong": listing("chua_xong", unfinished, known),
        "duoc_mien": listed("duoc_mien", UnitStatus.EXEMPT),
        "con_trong": listing("con_trong", state.with_blanks, known),
        "co_don_vi_de_nghi": any(not s.unit.type.is_subordinate for s in unfinished),
        "co_don_vi_giao_viec": any(s.unit.type.is_subordinate for s in unfinished),
        "nhom": Listing("nhom", (_group(state, group, style, known) for group in state.groups)),
        "dem": counts("dem", state.programme, state.totals, style),
        "y_kien": _opinions(state),
    }


def _group(state: PeriodState, group: GroupState, style: Style, known: Mapping[str, Record]) -> Record:
    path = f"nhom.{text.slug(group.letter) if group.letter != 'Đ' else 'dd'}"
    asked = [s for s in group.states if s.status is not UnitStatus.EXEMPT]
    accepted = sum(1 for s in asked if s.status is UnitStatus.ACCEPTED)
    return Record(
        path,
        {
            "chu": group.letter,
            "ten": group.name,
            "don_vi": listing(f"{path}.don_vi", asked, known),
            "da_nop": figures.count(accepted, f"{path}.da_nop", style),
            "so_don_vi": figures.count(len(asked), f"{path}.so_don_vi", style),
            "tong": sums(f"{path}.tong", state.programme, group.totals, style),
            "dem": counts(f"{path}.dem", state.programme, group.totals, style),
            "chi_tieu": indicators(f"{path}.chi_tieu", state, group.indicators, style, whole=False),
        },
        text=group.name,
    )


def _opinions(state: PeriodState) -> Record:
    listed = [
        f for group in state.programme.plain_groups for f in group.fields if f.type is FieldType.TEXT and f.aggregate is Aggregate.LIST
    ]
    return Record("y_kien", {f.name: gathered(f"y_kien.{f.name}", f.name, state.accepted) for f in listed})


def _of_tables(state: PeriodState, style: Style) -> Vocabulary:
    return {group.name: activities(state, group, style) for group in state.programme.repeats}


def stands_on_figures(template: bytes, programme: Programme) -> bool:
    """Return whether `template` names anything that units reported, or who did."""
    return bool(names_used(template) & {*_ABOUT_UNITS, *answer_names(programme)})


def stands_on_others(template: bytes, file_name: str) -> bool:
    """Return whether the document of one unit, or the name of its file, names anything that other units' figures may change."""
    return bool(names_used(template) & _ABOUT_OTHERS) or any(word in file_name for word in _ABOUT_OTHERS)


def shadowed(programme: Programme, words: Mapping[str, object]) -> tuple[str, ...]:
    """Return the fields and tables whose name is also a word of the vocabulary: in a unit's document they are only at `so_lieu.<name>`."""
    return tuple(name for name in answer_names(programme) if name in words)
