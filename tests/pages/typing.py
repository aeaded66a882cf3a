"""Typing in the data page as somebody does: in a table, in a form, and in the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from streamlit.testing.v1 import AppTest

from tests.pages.looking import looked_at, page_test


@dataclass
class Typist:
    """Somebody with one table of the data page open, in a session of their own."""

    test: AppTest
    table: str

    @property
    def said(self) -> str:
        """All that can be read."""
        return looked_at(self.test).said

    def look(self) -> Typist:
        """Run the page again, as when somebody else has written."""
        looked_at(self.test.run())
        return self

    def type(self, *, changed: Mapping[int, Mapping[str, object]] | None = None, added: Sequence[Mapping[str, object]] = (),
             removed: Sequence[int] = ()) -> Typist:  # fmt: skip
        """Type in the grid: cells by the row's position and the column's name, new rows, removed positions."""
        state = {"edited_rows": {key: dict(cells) for key, cells in (changed or {}).items()},
                 "added_rows": [dict(row) for row in added], "deleted_rows": list(removed)}  # fmt: skip
        self.test.session_state[self._grid] = state
        return self.look()

    @property
    def _grid(self) -> str:
        """The grid's key: a new one after each draft. The store's only campaign is its first."""
        return f"grid-edit-{self.table}-{self.test.session_state[f'draft-edit-{self.table}-1'].number}"

    def press(self, name: str) -> Typist:
        """Press a button by its words; the first one of that name."""
        next(button for button in self.test.button if button.label == name).click()
        return self.look()

    def save(self, **typed: object) -> Typist:
        """Type in the grid, then save."""
        return self.type(**typed).press("Save")  # type: ignore[arg-type]

    def choose(self, label: str, value: object) -> Typist:
        """Choose in a list or among radio buttons, by their label."""
        found = next(each for each in (*self.test.selectbox, *self.test.radio) if each.label == label)
        found.set_value(value)
        return self.look() if label in ("Row", "Which data?") else self

    def fill(self, **fields: str) -> Typist:
        """Fill the form in, each field by its column's name."""
        for name, text in fields.items():
            boxes = (*self.test.text_input, *self.test.selectbox)
            next(box for box in boxes if (box.key or "").endswith(f"-{name}") and (box.key or "").startswith("field-")).set_value(text)
        return self


def typist(table: str, **params: str) -> Typist:
    """Somebody who opens the data page on a table, in English, and unfolds the form."""
    test = page_test("data", lang="en", table=table, **params)
    test.session_state["fold-form"] = True
    test.run()
    looked_at(test)
    return Typist(test, table)
