"""What people typed, in the label of a widget: Streamlit reads labels as Markdown, links and distant images included."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$^=&])")
_SHORT_FORMS = re.compile(r":(?=[\w/+-])|(?<=\w)(?=@)|(?<=www)(?=\.)", re.IGNORECASE)
"""Where emoji, icons, colours and addresses begin, which are looked for in the text once its marks were read."""
_WORD_JOINER = "\u2060"
"""Of no width: what stands around it is not one word for a program, and looks the same to people."""


def literal(text: str) -> str:
    """`text` as a label that shows it letter by letter."""
    joined = _SHORT_FORMS.sub(lambda found: found[0] + _WORD_JOINER, " ".join(text.split()))
    return _MARKS.sub(r"\\\1", joined)
