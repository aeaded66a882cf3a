"""What is fuzzed: each reader as one function of bytes. It returns, whatever the bytes; any exception but ours is a fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from lib.campaign.errors import DashboardError
from lib.campaign.message import Message
from lib.services.edits.team_words import words_of, words_toml
from lib.sources.cells.amounts import amount_cents, number_format
from lib.sources.cells.instants import date_format, moment
from lib.sources.civicrm_api import _contribution, contributions_in
from lib.sources.facebook_graph import _take
from lib.sources.layouts.layouts import LAYOUTS, identify
from lib.sources.layouts.suggestion import campaign_suggestion, suggestion
from lib.sources.live import Ask
from lib.sources.mapping import Mapping as Matching
from lib.sources.mastodon import take_status
from lib.sources.network.answers import Answer, Json, NotJson
from lib.sources.network.door import Door
from lib.sources.network.fields import thing, things
from lib.sources.network.sheet_address import sheet_name, table_addresses
from lib.sources.network.spool import Spool
from lib.sources.parsing import parsed
from lib.sources.plain import campaign_of, read_folder
from lib.sources.tables.archive import contents
from lib.sources.tables.formulas import as_typed, harmless
from lib.sources.tables.limits import LIMITS
from lib.sources.tables.table_file import TableFile, clean, table_file
from lib.sources.ulule_answers.ulule_order import contribution
from tests.drills.slices import unlike
from tests.sources.given import CAMPAIGN

SEEDS = Path(__file__).parents[1] / "sources" / "files"
_IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
AT = datetime(2018, 3, 1, 12, tzinfo=UTC)
_HEADERS = tuple(",".join(sorted(layout.names)[:30]).encode() for layout in LAYOUTS)


class Broken(AssertionError):
    """A promise that bytes broke."""


def table(data: bytes) -> None:
    """A text or workbook of any bytes: accepted + refused + repeated = rows."""
    with suppress(DashboardError):
        _taken(table_file("contributions.csv", data))


def known_table(data: bytes) -> None:
    """Any rows below the header of a layout, which the first byte chooses."""
    if data:
        with suppress(DashboardError):
            _taken(table_file("export.csv", _HEADERS[data[0] % len(_HEADERS)] + b"\n" + data[1:]))


def slices(data: bytes) -> None:
    """A file of contributions, read slice by slice, is what it is when it is read whole."""
    header = b"" if data[:1] == b"!" else b"id,contributed_at,amount,status,email,name\n"
    with TemporaryDirectory(dir=_IN_MEMORY) as place:
        if difference := unlike(Path(place) / "contributions.csv", header + data):
            raise Broken(difference)


def _taken(file: TableFile) -> None:
    campaign_suggestion(file)
    proposed = suggestion(file)
    try:
        how = identify(file)
    except DashboardError:
        if proposed is None:
            return
        how = proposed  # type: ignore[assignment]
    piece = parsed(file, how, CAMPAIGN, observed_at=AT)
    counted = piece.accepted_row_count + len(piece.refusals) + piece.duplicate_count
    if counted != piece.row_count:
        raise Broken(f"{counted} rows are not {piece.row_count}")


def answer(data: bytes) -> None:
    """An answer in JSON, as each live source reads it."""
    try:
        said = Answer(200, {}, data).json()
    except NotJson:
        return
    with Spool() as spool:
        ask = Ask(CAMPAIGN, {}, {}, AT, Door(), spool)
        _read(said, ask)


def _read(said: Json, ask: Ask) -> None:
    for place, one in enumerate([thing(said), *things(said)], start=1):
        contribution(one, place, ask.campaign)
        take_status(ask, one, place)
        _take(ask, one, place)
        _contribution(one, place, ask, ask.campaign.period.zone)
        with suppress(DashboardError):
            contributions_in(one)


def settings(data: bytes) -> None:
    """A campaign.toml."""
    with suppress(DashboardError):
        campaign_of(data.decode("utf-8", "replace"))


def words(data: bytes) -> None:
    """The team's words: what is read is written back as it was."""
    with suppress(DashboardError):
        read = words_of(data)
        if words_of(words_toml(read).encode()) != read:
            raise Broken("the words do not come back as they were")


def address(data: bytes) -> None:
    """An address as people copy it."""
    with suppress(DashboardError):
        text = data.decode("utf-8", "replace")
        list(table_addresses(text))
        sheet_name(text)


def amount(data: bytes) -> None:
    """Amounts, one a line, in whatever form: a value is a whole number of cents."""
    texts = frozenset(data.decode("utf-8", "replace").splitlines()) - {""}
    form = number_format(texts, None, whole=False)
    for text in texts:
        read = amount_cents(text, form, "CAD")
        if not isinstance(read, int | Message):
            raise Broken(f"{read!r} is no amount")


def day(data: bytes) -> None:
    """Dates, one a line, in whatever form."""
    texts = frozenset(data.decode("utf-8", "replace").splitlines()) - {""}
    form = date_format(texts, None, range(2015, 2024))
    for text in texts:
        moment(text, form)


def packed(data: bytes) -> None:
    """A zip file, and a campaign folder made of it."""
    with suppress(DashboardError):
        for _name, _content in contents("campagne.zip", b"PK" + data, LIMITS):
            pass
    with suppress(DashboardError):
        read_folder({"campagne.zip": b"PK" + data}, campaign=CAMPAIGN)


def matching(data: bytes) -> None:
    """A remembered matching of columns."""
    with suppress(DashboardError):
        Matching.from_json(data.decode("utf-8", "replace"))


def cell(data: bytes) -> None:
    """A cell that leaves is harmless, and comes back as it was."""
    text = clean(data.decode("utf-8", "replace"))
    left = harmless(text)
    if as_typed(left) != text and as_typed(text) == text:
        raise Broken(f"{text!r} comes back as {as_typed(left)!r}")


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    each.__name__: each for each in (table, known_table, answer, settings, words, address, amount, day, packed, matching, cell, slices)
}


def seeds(name: str) -> tuple[bytes, ...]:
    """What a target starts from."""
    files = tuple(path.read_bytes()[:3_000] for path in sorted(SEEDS.glob("*.csv")))
    orders = b'[{"id": 1, "created_at": "2018-02-01T10:00:00Z", "order_total": 12.5, "status": "payment-done", "visibility": "public"}]'
    more = {
        "answer": (orders, b'{"values": {"1": {"id": 1, "receive_date": "2018-02-01 10:00:00", "total_amount": "5.00"}}}'),
        "settings": (b'name = "a"\ngoal = 1000\nopens_on = 2018-01-20\ncloses_on = 2018-03-16\ntimezone = "America/Toronto"\n[kpi.funds]\ntarget = 3\n',),
        "words": (b'[lessons]\ntext = "a"\nwho = "b"\nat = 2018-01-20T00:00:00Z\n',),
        "address": (b"https://docs.google.com/spreadsheets/d/abc/edit#gid=1", b"https://lite.framacalc.org/a", b"https://cloud.example/s/abc"),
        "amount": (b"1 234,50 $\n1,234.50\n(12)\n-3", "1\u202f000 €".encode()), "day": (b"2018-01-20\n20/01/2018 10:00\n3 mars 2018 8 h 30",),
        "matching": (b'{"table": "contributions", "columns": {"id": "a"}}',), "cell": (b"'=1+1", b'="007"'),
        "slices": (b'1,2018-01-20T09:00:00-05:00,60.00,counted,a@b.ca,"Roy, A"\n2,2018-01-21,"1 234,50",pending,,\n',
                   b"1,21-01-18,5,counted,,\n1,,5,,,\n"),
    }  # fmt: skip
    return more.get(name, files if name in ("table", "known_table") else ())
