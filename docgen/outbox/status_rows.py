"""The rows of the status page: states, indicators, papers and events in, the words and signs of each row out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from docgen.dataset.papers import PaperRecord
from docgen.model import numbers, text, wording
from docgen.model.consolidated import IndicatorResult, PeriodState, UnitState, UnitStatus
from docgen.model.programme import Programme
from docgen.model.submissions import Outcome
from docgen.model.values import Missing
from docgen.outbox import words
from docgen.outbox.paper_words import paper_words
from docgen.outbox.unit_remarks import remarks, why_waiting
from docgen.outbox.views import HeldFile, StatusView, link
from docgen.outbox.words import StateWords, Tone

_SHOWN_MOVES = 3


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in the table. `filters`: the buttons it answers to; `sought`: its name as the search compares it."""

    name: str
    group: str
    state: StateWords
    received: datetime | None
    times_sent: int
    phone: str
    head: str
    remark: str
    filters: str
    sought: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One indicator. `width` and `mark` are in percent of the bar's length; None without a figure, or without a target."""

    label: str
    figure: str
    parts: str
    target: str
    is_met: bool
    is_whole: bool
    stands_on: str
    compared: str
    width: str | None
    mark: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """One period of one programme on the page."""

    anchor: str
    title: str
    short_title: str
    deadline: str
    accepted: int
    asked: int
    returned: int
    held: int
    not_sent: int
    locked: str
    units: tuple[UnitRow, ...]
    bars: tuple[Bar, ...]
    indicators_lead: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: text, perhaps a state, a time and a link."""

    text: str
    state: StateWords | None = None
    at: datetime | None = None
    link: str = ""
    heading: str = ""


def section(state: PeriodState, held: Collection[HeldFile] = ()) -> Section:
    """Return what the page shows of one period; `held`: the files that wait for a person, of this period and of others."""
    asked, waiting = state.asked, why_waiting(state, held)
    count = {status: sum(s.status is status for s in asked) for status in UnitStatus}
    deadline = state.dates.deadline
    until = "" if state.closed_at else f" ({words.remaining(deadline, state.today)})"
    return Section(
        anchor=f"{text.slug(state.programme.name)}-{text.slug(state.period.code)}",
        title=f"{text.capitalised(state.programme.short_name or state.programme.title)} - {state.period.words}",
        short_title=f"{words.form_number(state.programme)} {state.period.words}",
        deadline=f"Hạn gửi: {words.until(deadline)}{until}",
        accepted=count[UnitStatus.ACCEPTED],
        asked=len(asked),
        returned=count[UnitStatus.RETURNED],
        held=len(waiting.keys() & {s.unit.code for s in asked}),
        not_sent=count[UnitStatus.NOT_SENT],
        locked=f"Số liệu đã khóa lúc {wording.moment(state.closed_at)}." if state.closed_at else "",
        units=tuple(_unit_row(unit, state, waiting.get(unit.unit.code, "")) for unit in state.states),
        bars=tuple(_bar(result, state) for result in state.indicators.values()),
        indicators_lead=_indicators_lead(state),
    )


def past(state: PeriodState, outbox: str) -> Row:
    """Return one line about an earlier period, with the folder of its documents."""
    folder = f"{outbox}/{state.programme.name}/{state.period.file_words}"
    locked = f"; số liệu khóa ngày {wording.day(wording.local_day(state.closed_at))}" if state.closed_at else "; số liệu chưa khóa"
    title = f"{text.capitalised(state.programme.short_name or state.programme.title)} - {state.period.words}"
    return Row(f"{title}: đã tiếp nhận {len(state.accepted)}/{len(state.asked)}{locked}", link=link(folder, outbox))


def tasks(view: StatusView) -> tuple[Row, ...]:
    """Return what a person must see to, in the order of the page."""
    alarm_words = StateWords("!", Tone.DANGER, "", "Cảnh báo hệ thống")
    return (*_held_rows(view), *_kept_rows(view), *(Row(alarm, alarm_words) for alarm in view.alarms))


def papers(view: StatusView) -> tuple[Row, ...]:
    """Return the documents and other files, by programme and period, in the order of the definition."""
    programmes = _programmes(view)
    order = {(p.name, d.name): n for p in programmes.values() for n, d in enumerate(p.documents)}
    units = {code: n for n, code in enumerate(view.unit_names)}
    records = sorted(
        view.papers, key=lambda r: (r.programme, r.period, order.get((r.programme, r.document), 99), units.get(r.unit, -1), r.path)
    )
    issued = {(n.programme, n.document, n.period, n.unit): n for n in view.issued}
    rows = [
        Row(
            _paper_title(r, view),
            paper_words(r, issued.get((r.programme, r.document, r.period, r.unit))),
            r.written_at,
            link(r.file, view.outbox),
            _heading(r.programme, r.period, view),
        )
        for r in records
    ]
    others = (Row(f.title, None, f.written_at, link(f.path, view.outbox), _heading(f.programme, f.period, view)) for f in view.files)
    return tuple(sorted((*rows, *others), key=lambda row: row.heading))


def health(view: StatusView) -> tuple[str, ...]:
    """Return the sentences about the system itself."""
    alarms = f"Có {len(view.alarms)} cảnh báo (xem mục Việc cần xử lý)." if view.alarms else "Hệ thống hoạt động bình thường."
    return (alarms, view.canary) if view.canary else (alarms,)


def _unit_row(state: UnitState, period: PeriodState, waiting: str) -> UnitRow:
    unit = state.unit
    said = words.of_unit(state, period.dates.deadline, period.today)
    return UnitRow(
        name=unit.name,
        group=words.group_of(unit),
        state=said,
        received=state.received_at,
        times_sent=state.times_sent,
        phone=unit.phone,
        head=wording.listed((unit.head_title, unit.head_name), " "),
        remark=remarks(state, period.programme, waiting),
        filters=" ".join(dict.fromkeys(_filters(state, bool(waiting)))),
        sought=text.without_accents(unit.name).lower(),
    )


def _filters(state: UnitState, is_waiting: bool) -> Iterator[str]:
    yield state.status.value
    if state.status is UnitStatus.ACCEPTED and state.days_late:
        yield "late"
    last = state.last.verdict.outcome if state.last else None
    if state.status is UnitStatus.ACCEPTED and last is Outcome.RETURNED:
        yield str(last)
    if is_waiting:
        yield UnitStatus.HELD.value


def _indicators_lead(state: PeriodState) -> str:
    if not any(not isinstance(result.value, Missing) for result in state.indicators.values()):
        return "Chưa có số liệu."
    years = sorted({r.indicator.target_year for r in state.indicators.values() if r.indicator.target_year})
    until = f" Vạch đứng là mục tiêu đến năm {', '.join(map(str, years))}." if years else ""
    return f"Số liệu của {len(state.accepted)}/{len(state.asked)} đơn vị; số cộng chưa đủ có dấu (*).{until}"


def _bar(result: IndicatorResult, state: PeriodState) -> Bar:
    indicator, value = result.indicator, result.value
    known = None if isinstance(value, Missing) else value
    incomplete = "" if result.is_complete else " (*)"
    has_length = indicator.unit_of_measure == "%" or result.target is not None  # a count by itself is long or short of nothing
    longest = _longest(known, result.target, indicator.unit_of_measure)
    return Bar(
        label=text.capitalised(indicator.label),
        figure=f"{numbers.measured(known, indicator.unit_of_measure)}{incomplete}" if known is not None else _no_figure(result),
        parts=_parts(result),
        target=f"Mục tiêu {numbers.measured(result.target, indicator.unit_of_measure, exact=True)}" if result.target is not None else "",
        is_met=result.is_met,
        is_whole=result.is_complete,
        stands_on=f"{result.k}/{result.n} đơn vị",
        compared=_compared(result, state),
        width=_share(known, longest) if known is not None and has_length else None,
        mark=_share(result.target, longest) if result.target is not None else None,
    )


def _longest(value: Decimal | None, target: Decimal | None, unit: str) -> Decimal:
    known = [v for v in (value, target) if v is not None]
    return max([Decimal(100) if unit == "%" else Decimal(0), *known], default=Decimal(0))


def _share(value: Decimal, longest: Decimal) -> str:
    share = value / longest * 100 if longest > 0 else Decimal(0)
    return f"{min(max(share, Decimal(0)), Decimal(100)):.1f}"


def _no_figure(result: IndicatorResult) -> str:
    return result.indicator.zero_text if result.zero_denominator and result.indicator.zero_text else "Chưa có số liệu"


def _parts(result: IndicatorResult) -> str:
    if isinstance(result.numerator, Missing) or isinstance(result.denominator, Missing) or result.indicator.denominator is None:
        return ""
    return f"{numbers.number(result.numerator)}/{numbers.number(result.denominator)}"


def _compared(result: IndicatorResult, state: PeriodState) -> str:
    pair = state.comparison.get(result.indicator.name)
    if pair is None or state.previous is None or isinstance(pair[0].value, Missing) or isinstance(pair[1].value, Missing):
        return ""
    now, before, unit = pair[0].value, pair[1].value, result.indicator.unit_of_measure
    change = (
        "không đổi"
        if now == before
        else f"{'tăng' if now > before else 'giảm'} {numbers.measured(abs(now - before), '' if unit == '%' else unit)}"
    )
    points = " điểm phần trăm" if unit == "%" and now != before else ""
    return f"So với {state.previous.period.words}: {change}{points} (tính trên {pair[0].k} đơn vị có số liệu cả hai kỳ)"


def _held_rows(view: StatusView) -> Iterator[Row]:
    for held in view.held:
        reason = words.reason_for_waiting(held.decision.verdict)
        choice = "Trả lại" if held.decision.verdict.is_no_form else "Chấp nhận hoặc trả lại"
        yield Row(
            f"{_held_name(held)}: {reason}. {choice} trong tệp “Việc cần xử lý”.",
            StateWords("?", Tone.WAIT, "", "Tệp chờ xác minh"),
            held.decision.receipt.not_after,
            link(held.path, view.outbox) if held.path else "",
        )


def _held_name(held: HeldFile) -> str:
    return held.unit or f"Tệp “{text.shortened(held.decision.receipt.file_name)}”"


def _kept_rows(view: StatusView) -> Iterator[Row]:
    for record in view.papers:
        if record.edited and record.is_outdated:
            yield Row(
                f"{_paper_title(record, view)}: {_moved(record)}. Bản của đồng chí giữ nguyên; bản đã ghép nội dung mới đặt bên cạnh, tên "
                "có “(số liệu mới)”. Xem xong thì xóa bản cũ: docgen lấy bản ghép làm bản của đồng chí.",
                StateWords("↻", Tone.LATE, "", "Văn bản đã sửa tay có số liệu mới"),
                record.written_at,
                link(record.file, view.outbox),
            )
    for notice in view.notices:
        about = wording.listed((notice.title, notice.unit, notice.period), " - ")
        yield Row(f"{about}: {notice.what}.", StateWords("↻", Tone.LATE, "", "Văn bản cần xem"), link=link(notice.path, view.outbox))


def _moved(record: PaperRecord) -> str:
    """Return which figures have changed, the first few by name."""
    if not record.moves:
        return "nội dung đã đổi sau khi đồng chí sửa"
    told = "; ".join(f"{move.label}: {move.before} → {move.after}" for move in record.moves[:_SHOWN_MOVES])
    more = f"; và {len(record.moves) - _SHOWN_MOVES} số liệu khác" if len(record.moves) > _SHOWN_MOVES else ""
    return f"{len(record.moves)} số liệu đã đổi sau khi đồng chí sửa ({told}{more})"


def _paper_title(record: PaperRecord, view: StatusView) -> str:
    programme = _programmes(view).get(record.programme)
    spec = programme.document(record.document) if programme else None
    title = spec.title if spec else record.document
    return wording.listed((title, view.unit_names.get(record.unit, record.unit)), " - ")


def _heading(programme: str, period: str, view: StatusView) -> str:
    known = _programmes(view).get(programme)
    state = next((s for s in (*view.states, *view.past) if s.programme.name == programme and s.period.code == period), None)
    name = text.capitalised((known.short_name or known.title) if known else programme)
    return wording.listed((name, state.period.words if state else period), " - ")


def _programmes(view: StatusView) -> dict[str, Programme]:
    return {state.programme.name: state.programme for state in (*view.past, *view.states)}
