"""Texts that try to be more than text, and a campaign folder that holds nothing else: each free field of every table, every setting.

None of it may ever take effect: no element that it plants, no request that it asks for, no formula, no header of its own.
"""

from __future__ import annotations

import csv
import io
import re

from lib.campaign.tables import TABLES_BY_NAME, Kind
from lib.services.environment import SHIPPED

MARK = "piège"
BEACON = "elsewhere.invalid"
"""A host that only a text that took effect would ask."""
HTML = (
    f'=1+1 {MARK} <b>gras</b><i id="planted-1">i</i><img src=x onerror="window.hit=1"><script>window.hit=1</script>'
    f"<img src=//{BEACON}/x.png></textarea></style></title><svg onload=window.hit=1>"
)
MARKDOWN = (
    f"@SUM(1) {MARK} **fort** ![i](http://{BEACON}/x.png) [lien](javascript:window.hit=1) <http://{BEACON}/a> $x^2$ $$y$$ "
    ":red[rouge] :material/home: :smile: :blue-background[bleu] `code` {{7*7}} {% raw %} ~~non~~ # titre"
)
TYPESETTER = (
    f'-1+1 {MARK} #panic("x") #image("/etc/passwd") #link("http://{BEACON}")[lien] $ sum_0^1 $ *gras* _oblique_ @renvoi <cible> '
    "= Titre \\ + - / // commentaire /* ouvert `code` #include \"/etc/passwd\""
)
LINES = (
    f"\t=cmd|'/C calc'!A0 {MARK}\r\nBcc: tous@{BEACON}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n\r\nBEGIN:VEVENT;X-PLANTED=1:x,y;z\\n\u2028fin"
)
UNSEEN = f"\u200b=1+1 {MARK} \u202eà l’envers\u202c \u2066isolé\u2069 z\u200be\u200cr\u200do \ufeff ＝1＋1 e\u0301 " + "\U0001f468\u200d\U0001f469"
VARIANTS = (HTML, MARKDOWN, TYPESETTER, LINES, UNSEEN)
ADDRESSES = (
    "javascript:window.hit=1", f"data:text/html,<script src=//{BEACON}/x></script>", 'https://example.org/"onmouseover="window.hit=1"<i id=planted-2>',
    "JaVaScRiPt:window.hit=1//https://example.org", "https://example.org/page",
)  # fmt: skip
"""Of which a link may only be made of those that begin as the web’s do."""
KEPT_AS_THEY_ARE = {"currency"}
"""Columns that only some words fit."""
POINTED_AT = {"id", "contribution_id", "post_id", "account"}
"""Columns by which rows are told: what follows the value is the same everywhere, so that they still point at each other."""
AFTER_AN_ID = f" {MARK} <b>gras</b><i id=planted-3>i</i> **fort** :red[rouge] $x^2$ `code` [lien](http://{BEACON}/z)"
BEFORE_AN_ADDRESS = f"**fort**:red[rouge]`code`$x^2$![i](http://{BEACON}/y.png)#panic()"
"""What an e-mail may begin with: no blank, no comma, no angle."""
_FEW = ("reward", "source", "kind")
"""Columns that are counted by their words: seven of each."""


def hostile_folder() -> dict[str, bytes]:
    """The demonstration's folder, with every free text replaced; keys are kept apart by their number."""
    files = {}
    for path in (SHIPPED / "demo").iterdir():
        if path.suffix == ".csv":
            files[path.name] = hostile_table(path.stem, path.read_text("utf-8-sig"))
    settings = (SHIPPED / "demo" / "campaign.toml").read_text("utf-8")
    for key in ("title", "organisation", "platform"):
        settings = re.sub(rf"(?m)^{key} = .*$", lambda found, key=key: f"{key} = '''{HTML} {MARKDOWN}'''", settings)
    files["campaign.toml"] = re.sub(r"(?m)^pays_for = .*$", lambda found: f"pays_for = '''{HTML} {TYPESETTER}'''", settings).encode()
    return files


def hostile_table(name: str, text: str) -> bytes:
    """A table whose free texts are hostile, each row by another variant."""
    texts = {column.name for column in TABLES_BY_NAME[name].columns if column.kind in (Kind.TEXT, Kind.EMAIL)} - KEPT_AS_THEY_ARE
    addresses = {column.name for column in TABLES_BY_NAME[name].columns if column.kind is Kind.EMAIL}
    rows = list(csv.DictReader(io.StringIO(text)))
    held = io.StringIO(newline="")
    writer = csv.DictWriter(held, rows[0].keys())
    writer.writeheader()
    for number, row in enumerate(rows):
        told = {column: _hostile(column, number, cell) if column in texts and cell else cell for column, cell in row.items()}
        writer.writerow(told | {column: BEFORE_AN_ADDRESS + row[column] for column in addresses & row.keys() if row[column]})
    return held.getvalue().encode()


def _hostile(column: str, number: int, cell: str) -> str:
    if column in POINTED_AT:
        return cell + AFTER_AN_ID
    if column == "url":
        return f"{ADDRESSES[number % len(ADDRESSES)]}#{number}"
    told = number % 7 if column in _FEW else number
    return f"{VARIANTS[told % len(VARIANTS)]} {told}"
