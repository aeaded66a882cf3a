"""The plan drawn: a table whose rows hold their bar, each state by shape and word; the publishing calendar and lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from lib.drawing.agenda import AgendaDay, AgendaLine, Item, agenda, items
from lib.drawing.gantt import TASK_STATES, GanttGroup, GanttRow, Mark, gantt
from tests.drawing.cases import EN, FR
from tests.drawing.reading import Element, read
from tests.drawing.test_escaping import HOSTILE

TODAY = Mark(0.6, "Aujourd’hui, 23 févr.")
DAYS = (Mark(0.0, "15 janv."), Mark(0.5, "12 févr."), Mark(0.95, "12 mars"))


def drawing(*rows: GanttRow, today: Mark | None = TODAY, days: Sequence[Mark] = DAYS) -> Element:
    return read(gantt([GanttGroup("Pendant la campagne", rows)], FR, caption="Le plan", days=days, today=today))


def bar(row: GanttRow, today: Mark | None = TODAY) -> Element:
    """What is drawn of one task."""
    (found,) = drawing(row, today=today).all(css="cd-gantt-bar")
    return found


def row(state: str, start: float | None = 0.2, end: float | None = 0.4, **more: bool) -> GanttRow:
    return GanttRow("Infolettre", "du 1er au 5 févr. 2018", state, start, end, **more)


def test_a_row_says_its_task_its_dates_and_its_state() -> None:
    (told,) = drawing(GanttRow("Infolettre", "5 févr. 2018", "late", 0.2, 0.4, remark="3 jours de retard")).all(css="cd-gantt-row")
    assert told.all("th")[0].words == "Infolettre 5 févr. 2018"
    assert told.all(css="cd-gantt-state")[0].words == "En retard 3 jours de retard"


@pytest.mark.parametrize("state", TASK_STATES)
def test_each_state_has_its_word_its_icon_and_its_own_bar(state: str) -> None:
    words = {each: drawing(row(each)).all(css="cd-status-word")[0].words for each in TASK_STATES}
    icons = {each: str([path.attributes["d"] for path in drawing(row(each)).all(css="cd-icon")[0].all("path")]) for each in TASK_STATES}
    assert len(set(words.values())) == len(set(icons.values())) == len(TASK_STATES)
    assert f"cd-gantt-{state}" in bar(row(state)).attributes["class"]


def test_a_bar_lies_where_its_days_are() -> None:
    (shape,) = bar(row("done")).all("rect")
    assert (shape.attributes["x"], shape.attributes["width"]) == ("20%", "20%")


def test_a_task_of_a_day_is_a_lozenge_in_the_middle_of_it() -> None:
    found = bar(row("upcoming", 0.5, 0.51))
    assert (found.all("rect"), found.all("svg")[1].attributes["x"]) == ([], "50.5%")


def test_a_task_under_way_shows_what_lies_behind() -> None:
    (_shape, gone) = bar(row("under_way", 0.2, 0.8)).all("rect")
    assert (gone.attributes["x"], gone.attributes["width"]) == ("20%", "40%")


def test_what_lies_behind_never_leaves_the_bar_and_is_not_told_without_today() -> None:
    assert bar(row("under_way", 0.2, 0.4)).all("rect")[1].attributes["width"] == "20%"
    assert len(bar(row("under_way"), today=None).all("rect")) == 1


@pytest.mark.parametrize(("start", "end", "tail"), [(0.2, 0.4, ("40%", "60%")), (None, None, ("0%", "60%"))])
def test_a_late_task_has_a_tail_up_to_today(start: float | None, end: float | None, tail: tuple[str, str]) -> None:
    (line,) = bar(row("late", start, end)).all("line")
    assert (line.attributes["x1"], line.attributes["x2"]) == tail


@pytest.mark.parametrize("state", ["done", "upcoming", "under_way"])
def test_other_tasks_have_none(state: str) -> None:
    assert bar(row(state)).all("line") == []


def test_a_task_without_an_end_has_an_arrow() -> None:
    assert len(bar(row("upcoming", 0.9, 1.0, goes_on=True)).all(css="cd-gantt-arrow")) == 1
    assert bar(row("upcoming")).all(css="cd-gantt-arrow") == []


def test_today_s_line_goes_through_every_row_and_is_told_once() -> None:
    seen = drawing(row("done"), row("late"))
    assert len(seen.all(css="cd-gantt-today")) == 4  # the axis, the phase, two tasks
    assert [words.words for words in seen.all(css="cd-gantt-today-words")] == ["Aujourd’hui, 23 févr."]
    assert drawing(row("done"), today=None).all(css="cd-gantt-today") == []


def test_names_at_the_right_edge_stay_within_the_drawing() -> None:
    anchors = [text.attributes["class"].split()[0] for text in drawing(row("done")).all("text") if "today" not in text.attributes["class"]]
    assert anchors == ["cd-anchor-start", "cd-anchor-start", "cd-anchor-end"]


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (0.5, ["15 janv.", "12 mars"]),
        (0.59, ["15 janv.", "12 mars"]),
        (0.61, ["15 janv.", "12 févr.", "12 mars"]),
        (0.93, ["15 janv.", "12 févr."]),
        (0.96, ["15 janv.", "12 févr.", "12 mars"]),
    ],
)
def test_today_s_line_never_goes_through_the_words_of_a_day(today: float, said: list[str]) -> None:
    seen = drawing(row("done"), today=Mark(today, "Aujourd’hui"))
    assert [text.words for text in seen.all("text") if text.words and "today" not in text.attributes["class"]] == said


def test_words_at_the_right_edge_give_way_to_those_before_them() -> None:
    near, far = (drawing(row("done"), today=None, days=(Mark(at, "1er mars"), Mark(0.95, "1er avr."))) for at in (0.8, 0.7))
    assert [[text.words for text in seen.all("text") if text.words] for seen in (near, far)] == [["1er mars"], ["1er mars", "1er avr."]]


def test_a_phase_heads_its_tasks_and_drawings_are_hidden_from_screen_readers() -> None:
    seen = drawing(row("done"))
    assert seen.all("th")[3].words == "Pendant la campagne"
    assert all(each.attributes.get("aria-hidden") == "true" for each in seen.all(css="cd-gantt-lines") + seen.all(css="cd-gantt-axis"))


DAY = AgendaDay("Vendredi 23 février", [AgendaLine("Infolettre", "Élodie", "Infolettre de mars")], "ce qui se poursuit", "Facebook")


def shown(*days: AgendaDay) -> list[Element]:
    return read(agenda(days, FR, caption="Calendrier")).all(css="cd-agenda-day")


def test_a_day_says_what_goes_out_by_whom_and_what_was_published() -> None:
    (seen,) = shown(DAY)
    assert [line.words for line in seen.all("p")] == ["Infolettre de mars Infolettre · Élodie", "ce qui se poursuit"]
    assert seen.all(css="cd-agenda-published")[0].words == "Publié~: Facebook"


def test_a_day_that_nobody_is_in_charge_of_says_so_in_words_with_a_shape() -> None:
    (seen,) = shown(AgendaDay("Samedi 24 février", flag="Personne n’est responsable"))
    (flag,) = seen.all(css="cd-agenda-flag")
    assert (flag.words, len(flag.all("svg"))) == ("Personne n’est responsable", 1)
    assert shown(DAY)[0].all(css="cd-agenda-flag") == []


def test_today_alone_is_the_current_day() -> None:
    today, other = shown(AgendaDay("Vendredi", is_today=True), AgendaDay("Samedi"))
    assert (today.attributes.get("aria-current"), other.attributes.get("aria-current")) == ("date", None)


def test_a_list_says_what_and_what_about_it() -> None:
    assert [line.words for line in read(items([Item("Promotion", "Facebook · Ana")])).all("li")] == ["Promotion Facebook · Ana"]


def whole_gantt(text: str) -> str:
    tasks = [GanttRow(text, text, state, 0.1, 0.9, remark=text) for state in TASK_STATES]
    return gantt([GanttGroup(text, tasks)], EN, caption=text, days=[Mark(0.1, text)], today=Mark(0.2, text))


DRAWINGS: dict[str, Callable[[str], str]] = {
    "gantt": whole_gantt,
    "agenda": lambda text: agenda([AgendaDay(text, [AgendaLine(text, text, text)], text, text, text)], EN, caption=text),
    "items": lambda text: items([Item(text, text)]),
}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_hostile_text_is_shown_as_it_was_written_and_changes_nothing_else(draw: Callable[[str], str], text: str) -> None:
    harmless, hostile = read(draw("inoffensif")), read(draw(text))
    assert [element.tag for element in hostile.all()] == [element.tag for element in harmless.all()]
    assert [set(element.attributes) for element in hostile.all()] == [set(element.attributes) for element in harmless.all()]
    assert hostile.words == harmless.words.replace("inoffensif", text)
