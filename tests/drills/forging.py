"""Messages that no page sends: another's buttons, fragments, sessions and uploads, values out of their options, garbage."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

import requests  # noqa: TID251 - drills speak to the server as a stranger would
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLsRequest
from websockets.exceptions import ConnectionClosed, WebSocketException

from tests.support.stream import Stream, opened, strings_in

WORD = "qxxconnam0"
_OPTIONS = ("selectbox", "text_input", "text_area", "checkbox", "number_input", "multiselect", "radio", "date_input")
_QUIET_SECONDS = 0.25
_OF_EACH_KIND = 2
"""Buttons that differ by a number alone, such as one for each of three hundred rows, are drawn by one line of code."""
GARBAGE = (b"", b"\x00", b"\xff" * 64, b"{}" * 500, b"\x0a\xff\xff\xff\xff\x0f", b"PK\x03\x04" * 100)


def forged(mine: Stream, theirs: Stream, url: str, headers: Mapping[str, str]) -> int:
    """Say all of it on `mine`, with what `theirs` was given; how many runs came of it."""
    before = mine.runs
    ids = _ids(theirs)
    buttons = [each for each in ids if "button" in ids[each] or "FormSubmitter" in each]
    for each in some_of_each_kind(buttons):
        mine.run(widgets={each: "press"}, page_hash=mine.page_hash)
    mine.run(widgets=dict.fromkeys(buttons, "press"), page_hash=theirs.page_hash)
    for value in (WORD, 10**12, True, "\x00"):
        mine.run(widgets={each: value for each, kind in {**ids, **_ids(mine)}.items() if kind in _OPTIONS}, page_hash=mine.page_hash)
    for fragment in sorted(theirs.fragments):
        _said(mine, fragment, mine.page_hash, ())
        _said(mine, fragment, theirs.page_hash, buttons)
    mine.run(page_hash="0" * 32)
    mine.run("../../data/demo/members.csv")
    _ask_for_uploads(mine, theirs, url, headers)
    _garbage(mine, url, headers)
    return mine.runs - before


def some_of_each_kind(ids: Iterable[str]) -> list[str]:
    """The first two of those whose names differ by digits alone; `$$ID-<digest>-<name>`. All of them are pressed together."""
    kinds: dict[str, list[str]] = {}
    for each in ids:
        kinds.setdefault(re.sub(r"\d+", "0", re.sub(r"^\$\$ID-[0-9a-f]+-", "", each)), []).append(each)
    return [each for some in kinds.values() for each in (some if "None" in some[0] else some[:_OF_EACH_KIND])]


def _said(mine: Stream, fragment: str, page_hash: str, pressed: Sequence[str]) -> None:
    """A fragment that this visitor has not: Streamlit does not answer, or draws nothing."""
    mine.ask(fragment=fragment, page_hash=page_hash, widgets=dict.fromkeys(pressed, "press"))
    mine.drain(_QUIET_SECONDS)


def _ids(stream: Stream) -> dict[str, str]:
    """Every widget of the last run by its id, with its kind."""
    found = {}
    for element in stream.seen:
        kind = element.WhichOneof("type") or ""
        for text in strings_in(element):
            if text.startswith("$$ID-"):
                found[text] = kind
    return found


def _ask_for_uploads(mine: Stream, theirs: Stream, url: str, headers: Mapping[str, str]) -> None:
    """A file onto a page without an uploader, and into another's session."""
    for session in (mine.session_id, theirs.session_id, "x"):
        asked = FileURLsRequest(request_id="1", file_names=["people.csv"], session_id=session)
        mine.send(BackMsg(file_urls_request=asked).SerializeToString())
        mine.drain(0.05)
        given = requests.get(f"{url}/_stcore/health", headers=headers, timeout=30)
        token = given.cookies.get("_streamlit_xsrf", "x")
        cookie = f"{headers.get('Cookie', '')}; _streamlit_xsrf={token}".strip("; ")
        for method in ("PUT", "DELETE"):
            answer = requests.request(method, f"{url}/_stcore/upload_file/{session}/0", files={"file": ("evil.csv", b"name\n" + WORD.encode())},
                                      headers={**headers, "Cookie": cookie, "X-Xsrftoken": token}, timeout=30)  # fmt: skip
            assert answer.status_code in (401, 403), f"{method} of a file by the team: {answer.status_code}"


def taken_over(theirs: Stream, url: str, headers: Mapping[str, str]) -> bytes:
    """What comes of the number of another's page, said as one's own, once that page is closed: a new page is opened instead."""
    theirs.close()
    time.sleep(_QUIET_SECONDS)  # until the server has put it aside for whoever comes back
    stream = opened(url, headers, session_id=theirs.session_id)
    stream.run()
    stream.close()
    assert stream.session_id != theirs.session_id, "another's page was taken over"
    return bytes(stream.received)


def _garbage(mine: Stream, url: str, headers: Mapping[str, str]) -> None:
    """The server hangs up, or goes on; it does not end, and others are served."""
    for frame in (*GARBAGE, b"\x00" * (30 * 1024 * 1024)):
        with suppress(ConnectionClosed, WebSocketException, OSError, AssertionError):
            stream = opened(url, headers)
            stream.send(frame)
            stream.drain(0.05)
            mine.received += stream.received
            stream.close()
    mine.run()
