"""The report's page: the meeting's sheet or the closing report, as it is printed, with its files and the team's words."""

from __future__ import annotations

from markupsafe import Markup

from lib.campaign.message import N_
from lib.drawing.report import Closing
from lib.drawing.report_html import closing_html, numbers_html, report_style, sheet_html
from lib.drawing.templating import drawn as filled
from lib.services.edits.team_words import team_words
from lib.services.reports.report_files import Kind, Report, report
from lib.ui import parts
from lib.ui.choices import one_of
from lib.ui.context import Context, context
from lib.ui.drawn import drawn
from lib.ui.exports import figures_link, report_links
from lib.ui.files.last_time import reference_key
from lib.ui.plan.team_words import write_team_words

_NAMES = {Kind.MEETING: N_("The meeting’s page"), Kind.CLOSING: N_("The closing report")}
_SENTENCES = {
    Kind.MEETING: N_("One A4 page for a meeting’s minutes: print this page from the browser, or take the PDF."),
    Kind.CLOSING: N_("Plan against result, milestones, what worked and what did not; a draft until the campaign is over."),
}


def the_report() -> None:
    """The choice of a report, its files, the report itself, and where the team writes."""
    page = context()
    _ = page.translator._
    options = {kind.value: _(name) for kind, name in _NAMES.items()}
    kind = Kind(one_of("report", _("Which report"), options, width_px=280))
    drawn(_style_tag() + _files(page, kind), "report-files")
    drawn(_seen(page, kind), "report")
    write_team_words(page, kind)


def _style_tag() -> Markup:
    """The report's stylesheet, on this page alone: it says how an A4 page is printed."""
    return filled("style.html", style=report_style())


def _files(page: Context, kind: Kind) -> Markup:
    """What can be taken away; each link works once, and the file is made when it is followed."""
    _ = page.translator._
    links = [*report_links(page, kind), (_("The figures (CSV)"), figures_link(page))]
    return filled("report_files.html", sentence=_(_SENTENCES[kind]), links=links, label=_("Files of this report"))


def _seen(page: Context, kind: Kind) -> Markup:
    """Shared by all viewers; the team's words, which raise no revision, are part of what it is kept under."""
    words = tuple(sorted((topic.value, said.text, said.at) for topic, said in team_words(page.store, page.opened.id).items()))
    return page.in_words(f"report-{kind.value}", lambda: _drawn(page, kind), words, reference_key(page))


def _drawn(page: Context, kind: Kind) -> Markup:
    made: Report = report(page.store, page.opened, kind, page.as_of, page.translator, page.campaigns, page.view)
    title = page.translator._("The numbers of the charts")
    said = made.words
    return (closing_html(said) if isinstance(said, Closing) else sheet_html(said)) + numbers_html(made.charts, title)


def head() -> None:
    """The page's title and the question that it answers."""
    parts.head(N_("Report"), N_("Leave a trace."))
