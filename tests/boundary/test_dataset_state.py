"""The state of a period, built from recorded facts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import event

from docgen.dataset.consolidate import period_state
from docgen.dataset.store import Dataset, open_dataset
from docgen.model.consolidated import PeriodState, UnitStatus
from docgen.model.findings import error
from docgen.model.periods import Period, PeriodType
from docgen.model.submissions import Act, ActKind, Decision, IssuedNumber, Outcome, Verdict, Zone
from docgen.model.units import Unit, Units
from docgen.model.values import CellRef
from tests.unit.dataset.commune import DATES, EXAMPLE, HAMLET, NOON, PROGRAMME, T01, T02, TODAY, UNITS, YEAR, make_answers

BEFORE = Period(2025, PeriodType.YEAR)


@pytest.fixture
def dataset() -> Iterator[Dataset]:
    with open_dataset("sqlite://") as dataset:
        yield dataset


def build(dataset: Dataset, units: Units = UNITS, with_previous: bool = True) -> PeriodState:
    return period_state(dataset, PROGRAMME, YEAR, units, DATES, TODAY, with_previous=with_previous)


def send(
    dataset: Dataset,
    unit: str,
    outcome: Outcome = Outcome.ACCEPTED,
    values: Mapping[str, object] | None = None,
    period: Period = YEAR,
    when: datetime = NOON,
) -> Decision:
    """Record a file of `unit` and what became of it; a returned one has two faulty cells, one of them twice."""
    number = len(dataset.events.recent(9999))
    receipt = dataset.captures.take(f"{number}.xlsx", b"%d" % number, None, when, Zone.DROP, "")
    cells = [CellRef("Biểu", "E14"), CellRef("Biểu", "E14"), CellRef("Biểu", "E20"), None]
    findings = tuple(error("sai", "Sai.", cell=cell) for cell in cells) if outcome is Outcome.RETURNED else ()
    answers = make_answers(values or EXAMPLE.get(unit, EXAMPLE["T01"]))
    return dataset.decisions.record(receipt, Verdict(outcome, findings, PROGRAMME.name, unit, period.code, answers=answers), when)


def act(kind: ActKind, unit: str = "") -> Act:
    return Act(kind, NOON, "Lê Thị Mẫu", "lý do", 0, PROGRAMME.name, unit, YEAR.code)


A, R, H, D, Q = Outcome.ACCEPTED, Outcome.RETURNED, Outcome.HELD, Outcome.DUPLICATE, Outcome.QUARANTINED


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        pytest.param([], (UnitStatus.NOT_SENT, 0, 0), id="nothing came"),
        pytest.param([Q], (UnitStatus.NOT_SENT, 0, 0), id="only something hostile"),
        pytest.param([R], (UnitStatus.RETURNED, 1, 2), id="returned: two cells to mend"),
        pytest.param([R, D], (UnitStatus.RETURNED, 1, 2), id="the returned one again, unchanged"),
        pytest.param([R, H], (UnitStatus.HELD, 2, 0), id="a person must decide"),
        pytest.param([H, R], (UnitStatus.RETURNED, 2, 2), id="a later file was returned"),
        pytest.param([R, A], (UnitStatus.ACCEPTED, 2, 0), id="mended"),
        pytest.param([A, R], (UnitStatus.ACCEPTED, 2, 2), id="the figures stand while a worse file is open"),
        pytest.param([A, H], (UnitStatus.ACCEPTED, 2, 0), id="the figures stand while another file waits"),
    ],
)
def test_where_a_unit_stands_follows_from_what_it_sent(
    dataset: Dataset, outcomes: list[Outcome], expected: tuple[UnitStatus, int, int]
) -> None:
    decisions = [send(dataset, "T01", outcome) for outcome in outcomes]

    state = build(dataset).state_of("T01")

    assert state is not None
    assert (state.status, state.times_sent, state.open_errors) == expected
    assert state.last == (decisions[-1] if decisions else None)


def test_the_units_stand_in_order_with_their_groups_totals_and_indicators(dataset: Dataset) -> None:
    for unit in reversed(list(EXAMPLE)):
        send(dataset, unit)

    state = build(dataset)

    assert [s.unit.code for s in state.states] == ["XDD", "VHXH", "TH1", "T01", "T02"]
    groups = [(g.letter, g.name, [s.unit.code for s in g.states]) for g in state.groups]
    assert groups == [
        ("A", "Cơ quan Đảng", ["XDD"]),
        ("B", "Cơ quan thuộc UBND xã", ["VHXH"]),
        ("D", "Đơn vị sự nghiệp", ["TH1"]),
        ("Đ", "Các thôn", ["T01", "T02"]),
    ]
    assert (state.totals["luot_nguoi_tt"].value, [g.totals["luot_nguoi_tt"].value for g in state.groups]) == (
        Decimal(604),
        [Decimal(45), Decimal(310), Decimal(64), Decimal(185)],
    )
    assert (state.indicators["ct_quy_hoach_nu"].k, state.groups[0].indicators["ct_quy_hoach_nu"].value) == (2, Decimal(45))
    assert (state.is_final, [s.unit.code for s in state.unfinished], state.previous, state.comparison) == (False, ["T02"], None, {})


def test_an_exempt_unit_is_shown_and_not_asked(dataset: Dataset) -> None:
    for unit in EXAMPLE:
        send(dataset, unit)
    dataset.acts.record(act(ActKind.EXEMPT, "T02"))

    state = build(dataset)

    assert [s.status for s in state.states][-1] is UnitStatus.EXEMPT
    assert (len(state.states), len(state.asked), state.is_final, state.totals["so_cuoc_tt"].n) == (5, 4, True, 4)


def test_only_units_of_the_time_that_are_asked_something_are_there(dataset: Dataset) -> None:
    ended = Unit("T98", "Thôn Cũ", HAMLET, valid_to=date(2025, 12, 31))
    ends = Unit("T97", "Thôn Sắp nhập", HAMLET, valid_to=date(2026, 3, 1))
    silent = replace(T01, code="X", type=replace(HAMLET, code="khac"))
    only_hamlets = replace(
        PROGRAMME,
        groups=tuple(replace(g, fields=tuple(replace(f, applies_to=frozenset({"thon"})) for f in g.fields)) for g in PROGRAMME.groups),
    )

    state = period_state(dataset, only_hamlets, YEAR, Units((T01, ended, ends, silent)), DATES, TODAY)

    assert [s.unit.code for s in state.states] == ["T01", "T97"]


def test_a_withdrawn_acceptance_leaves_a_unit_that_has_not_sent(dataset: Dataset) -> None:
    accepted = send(dataset, "T01")
    dataset.decisions.withdraw(accepted, replace(act(ActKind.WITHDRAW, "T01"), target=accepted.id), NOON)

    state = build(dataset).state_of("T01")

    assert state is not None
    assert (state.status, state.revision) == (UnitStatus.NOT_SENT, None)


def test_the_lock_and_the_numbers_of_documents_are_told(dataset: Dataset) -> None:
    dataset.acts.record(act(ActKind.CLOSE))
    plan = IssuedNumber(PROGRAMME.name, "kh-xa", "", "", "7/KH-UBND", date(2026, 5, 20))
    report = IssuedNumber(PROGRAMME.name, "bc-xa", YEAR.code, "", "54/BC-UBND", date(2026, 12, 1))
    other = IssuedNumber(PROGRAMME.name, "bc-xa", BEFORE.code, "", "60/BC-UBND", date(2025, 12, 1))
    for number in (plan, report, other):
        dataset.papers.record_issue(number, NOON)

    state = build(dataset)

    assert (state.closed_at, state.is_final) == (NOON, True)
    assert state.issued == {("kh-xa", ""): plan, ("bc-xa", ""): report}


def test_for_a_lock_made_by_an_older_version_the_clock_tells_what_came_before_it(tmp_path: Path) -> None:
    path = tmp_path / "dataset.sqlite"
    with open_dataset(f"sqlite:///{path.as_posix()}") as dataset:
        before = send(dataset, "T01", H)
        dataset.acts.record(act(ActKind.CLOSE))
        send(dataset, "T01", R, when=NOON + timedelta(minutes=1))
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("ALTER TABLE acts DROP COLUMN last_decision")
        raw.execute("UPDATE alembic_version SET version_num = '0006'")

    with open_dataset(f"sqlite:///{path.as_posix()}") as dataset:
        [now, locked] = (period_state(dataset, PROGRAMME, YEAR, UNITS, DATES, TODAY, at_lock=at_lock) for at_lock in (False, True))

    assert [state.states[-2].status for state in (now, locked)] == [UnitStatus.RETURNED, UnitStatus.HELD]
    assert [state.states[-2].times_sent for state in (now, locked)] == [2, 1]
    assert locked.states[-2].last == before


def test_the_period_before_is_compared_over_units_that_have_both(dataset: Dataset) -> None:
    last_year = NOON - timedelta(days=365)
    send(dataset, "XDD", values={**EXAMPLE["XDD"], "nu_qh": 10}, period=BEFORE, when=last_year)
    for unit in ("XDD", "TH1"):
        send(dataset, unit)

    state = build(dataset)

    assert state.previous is not None
    assert (state.previous.period, len(state.previous.accepted), state.previous.previous) == (BEFORE, 1, None)
    assert state.previous.dates.data_to == date(2025, 11, 15)
    now, before = state.comparison["ct_quy_hoach_nu"]
    assert (now.value, now.k, before.value, before.k) == (Decimal(45), 1, Decimal(25), 1)
    assert state.indicators["ct_quy_hoach_nu"].k == 2


def test_the_period_before_is_not_told_when_not_wanted(dataset: Dataset) -> None:
    send(dataset, "T01", period=BEFORE)

    assert build(dataset, with_previous=False).previous is None


def test_the_number_of_queries_does_not_grow_with_the_units(dataset: Dataset) -> None:
    def queries(count: int) -> int:
        units = Units(tuple(Unit(f"N{n:03}", f"Thôn {n}", HAMLET) for n in range(count)))
        with dataset.transaction():
            for unit in units.all:
                if dataset.decisions.current(PROGRAMME.name, unit.code, YEAR.code) is None:
                    send(dataset, unit.code, Outcome.RETURNED)
                    send(dataset, unit.code)
        asked: list[str] = []
        event.listen(dataset._database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        state = build(dataset, units)
        assert len(state.accepted) == count
        return len(asked)

    assert queries(3) == queries(60) <= 12


def test_the_state_of_units_is_the_same_after_the_dataset_was_opened_again(tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/dataset.sqlite"
    with open_dataset(url) as dataset:
        for unit in EXAMPLE:
            send(dataset, unit)
        send(dataset, T02.code, Outcome.RETURNED)
        before = build(dataset)

    with open_dataset(url) as dataset:
        assert build(dataset) == before
