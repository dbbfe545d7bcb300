"""The report in Word in the form of Nghị định 30/2020/NĐ-CP: every sentence composed by rule, causes left open."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from exports.agency import Agency, agency
from exports.archive import settled
from exports.doubts import doubts
from exports.material import Material, Progress, documents, silent, until_text
from exports.typed import NOTHING, Typed, lines
from exports.word_parts import (
    FONT,
    Set,
    bordered,
    boxed,
    field,
    narrow_margins,
    page_number,
    paragraph,
    repeated,
    rule,
    run,
    unbroken,
    widths,
)
from metrics.records import Record, records
from metrics.year_rows import of_the_year, with_target
from scorecards import sections
from wording.clauses import capital
from wording.periods import period_in_sentence
from wording.reports import count_sentence, count_sentences, place_in_sentence, rate_sentences, silent_sentence

BODY: Final = Set(14, align="both", indent=1.0, after=6)
POINT: Final = Set(14, bold=True, align="both", indent=1.0, after=6, keep=True)
PART: Final = Set(14, bold=True, align="left", indent=1.0, before=6, after=6, keep=True)
#: Columns of the annex in centimetres: 25,7 in all.
_ANNEX: Final = (1.3, 4.8, 2.4, 2.4, 2.4, 2.0, 1.7, 1.8, 2.2, 1.7, 3.0)
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI")
_LANGUAGE: Final = {"vi": "vi-VN", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A report being made: its document, material, typed texts and agency."""

    document: Any
    material: Material
    typed: Typed
    agency: Agency

    def word(self, key: str, **values: object) -> str:
        """A word of the report's language."""
        return self.material.book.text(key, **values)


def report(material: Material, *, typed: Typed = NOTHING, progress: Progress = silent) -> bytes:
    """The report as a .docx."""
    paper = Paper(_empty(material.lang), material, typed, agency(material))
    steps = _steps(paper)
    for n, (name, step) in enumerate(steps):
        progress(n, len(steps), paper.word("export.progress_part", name=name))
        step(paper)
    progress(len(steps), len(steps), paper.word("export.progress_save"))
    _name(paper)
    out = io.BytesIO()
    paper.document.save(out)
    return settled(out.getvalue(), material.day)


def _steps(paper: Paper) -> list[tuple[str, Callable[[Paper], None]]]:
    steps: list[tuple[str, Callable[[Paper], None]]] = [
        (paper.word("official.kind"), _head),
        (paper.word("official.part_results"), _results),
        (paper.word("official.part_below"), _below),
        (paper.word("official.part_causes"), _fields),
        (paper.word("official.recipients"), _signed),
    ]
    tables = [part for part in paper.material.parts if part.table.rows]
    numbers = _ROMAN[: len(tables)] if len(tables) > 1 else ("",)
    annexes = [(paper.word("official.annex"), _annex_of(part, n)) for part, n in zip(tables, numbers, strict=False)]
    return [*steps, *annexes]


def _empty(lang: str) -> Any:
    """An empty document: A4 upright, the margins of the decree, Times New Roman 14, numbers at the head."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin = page.bottom_margin = page.right_margin = Cm(2)
    page.left_margin, page.header_distance = Cm(3), Cm(1)
    page.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGE[lang])
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(0)
    _numbered(page)
    return document


def _numbered(page: Any) -> None:
    header = page.header
    header.is_linked_to_previous = False
    made = header.paragraphs[0]
    made.alignment = 1
    page_number(made, Set(13))


def _name(paper: Paper) -> None:
    core, material = paper.document.core_properties, paper.material
    core.title = _about(paper)
    core.author = core.last_modified_by = paper.word("app.short")
    core.subject, core.comments, core.keywords, core.category = material.name, material.address, "", ""
    core.language, core.revision = material.lang, 1


def _about(paper: Paper) -> str:
    material = paper.material
    period = period_in_sentence(material.period, material.lang)
    place = place_in_sentence(material.name, material.lang)
    return paper.word("official.about", period=period, place=place)


# Head


def _head(paper: Paper) -> None:
    """Agency and number to the left, the nation's name and motto, place and date to the right, then the title."""
    table = paper.document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    widths(table, (6.9, 9.6))
    _agency_cell(paper, table.rows[0].cells[0])
    _nation_cell(paper, table.rows[0].cells[1])
    paragraph(paper.document, paper.word("official.kind"), Set(14, bold=True, align="centre", before=18))
    about = _about(paper).replace(paper.material.name, paper.material.name.replace(" ", "\N{NO-BREAK SPACE}"))
    paragraph(paper.document, about, Set(14, bold=True, align="centre"))
    rule(paper.document, 6.2)
    _addressed(paper)


def _addressed(paper: Paper) -> None:
    """Whom the report goes to: a field, as of every report to a body above."""
    style = Set(14, align="centre", before=12, after=12)
    made = paragraph(paper.document, f"{paper.word('official.to')} ", style)
    field(made, paper.word("official.to"), "", paper.word("official.to_prompt"), style)


def _agency_cell(paper: Paper, cell: Any) -> None:
    for name in paper.agency.above:
        paragraph(cell, name.upper(), Set(12, align="centre"))
    paragraph(cell, paper.agency.name.upper(), Set(12, bold=True, align="centre"))
    rule(cell, 2.3)
    number = paragraph(cell, "", Set(13, align="centre", before=4))
    _number(number, paper, "official.number", Set(13))
    if paper.typed.draft:
        mark = paragraph(cell, f" {paper.word('export.draft')} ", Set(13, bold=True, align="centre", before=6))
        boxed(mark)


def _number(made: Any, paper: Paper, key: str, style: Set, **values: object) -> None:
    """A text with the report's number as a field inside it."""
    text = paper.word(key, number="\x00", sign=paper.agency.sign, **values)
    before, _, after = text.partition("\x00")
    run(made, before, style)
    prompt = paper.word("official.number_prompt")
    field(made, paper.word("official.number", number="", sign=""), paper.typed.number, prompt, style)
    run(made, after, style)


def _nation_cell(paper: Paper, cell: Any) -> None:
    paragraph(cell, paper.word("official.nation"), Set(12, bold=True, align="centre"))
    paragraph(cell, paper.word("official.motto"), Set(13, bold=True, align="centre"))
    rule(cell, 2.05)
    blank = paper.word("official.blank")
    told = paper.word("official.place_date", place=_seat(paper), day=blank, month=blank, year=paper.material.day.year)
    paragraph(cell, told, Set(13, italic=True, align="centre", before=4))


def _seat(paper: Paper) -> str:
    """Where the agency sits: its province; the ministries sit in the capital."""
    places, lang = paper.material.known.places, paper.material.lang
    seat = "ha-noi" if paper.material.place == "viet-nam" else paper.material.place
    return places.name(seat, paper.material.day, lang)


# Parts


def _part(paper: Paper, n: int, key: str) -> None:
    paragraph(paper.document, f"{_ROMAN[n]}. {paper.word(f'official.{key}').upper()}", PART)


def _results(paper: Paper) -> None:
    """One numbered point for each indicator with a figure, then targets without one, what is in doubt, predecessors."""
    _part(paper, 0, "part_results")
    points = [*_points(paper), *_silent_points(paper), *_doubtful_points(paper)]
    if not points:
        told = paper.word("report.nothing", place=capital(paper.material.name), year=paper.material.year)
        paragraph(paper.document, told, BODY)
    points += [_predecessor_point(replace(paper, material=part)) for part in paper.material.before]
    for n, (name, said) in enumerate(points, start=1):
        paragraph(paper.document, f"{n}. {name}", POINT)
        for sentence in said:
            paragraph(paper.document, sentence, BODY)


def _doubtful_points(paper: Paper) -> list[tuple[str, list[str]]]:
    doubtful = doubts(paper.material)
    return [(paper.word("official.group_doubts"), [f"- {sentence}" for sentence in doubtful])] if doubtful else []


def _predecessor_point(paper: Paper) -> tuple[str, list[str]]:
    """A predecessor's plans and figures under its own name, after the sentence that nobody else is judged by them."""
    found = [said for _, group in (*_points(paper), *_silent_points(paper), *_doubtful_points(paper)) for said in group]
    said = [sentence if sentence.startswith("- ") else f"- {sentence}" for sentence in found]
    return capital(paper.material.name), [paper.word("province.predecessor_note"), *said]


def _points(paper: Paper) -> list[tuple[str, list[str]]]:
    """For each indicator with a figure its name and its sentences."""
    rows = of_the_year(paper.material.rows)
    known = rows[rows["actual_value"].notna()]
    return [
        (paper.word(f"indicator.{indicator}"), [" ".join(_sentences(paper, records(group)))])
        for indicator, group in known.groupby("indicator", sort=False)
    ]


def _sentences(paper: Paper, rows: list[Record]) -> list[str]:
    material = paper.material
    named = documents(material.rows, material.lang)
    counts = [row for row in rows if not _is_rate(row)]
    place = place_in_sentence(material.name, material.lang)
    rates = [row for row in rows if _is_rate(row)]
    return [*count_sentences(counts, place, material.lang, named), *rate_sentences(rates, material.lang)]


def _is_rate(row: Record) -> bool:
    return bool((row["unit"] or row["actual_unit"]) == "percent")


def _silent_points(paper: Paper) -> list[tuple[str, list[str]]]:
    rows = with_target(paper.material.rows)
    quiet = records(rows[rows["actual_value"].isna()])
    said = [_silent(paper, row) for row in quiet]
    return [(paper.word("official.group_silent"), [f"- {sentence}" for sentence in said])] if said else []


def _silent(paper: Paper, row: Record) -> str:
    return silent_sentence(row, paper.material.lang, documents(paper.material.rows, paper.material.lang))


def _below(paper: Paper) -> None:
    """What is below target, one point each, with what is still needed; a sentence where nothing is known to be."""
    _part(paper, 1, "part_below")
    material = paper.material
    needed = sections.still_needed(material.rows)
    named = documents(material.rows, material.lang)
    short = records(needed[needed["shortfall"].notna()])
    for row in short:
        paragraph(paper.document, f"- {_short_sentence(row, named, material.lang)}", BODY)
    if not short:
        paragraph(paper.document, _none_short(paper), BODY)


def _short_sentence(row: Record, named: dict[str, str], lang: str) -> str:
    if _is_rate(row):
        return rate_sentences([row], lang)[0]
    return count_sentence(row, None, "", lang, named)


def _none_short(paper: Paper) -> str:
    material, targets = paper.material, with_target(paper.material.rows)
    if targets.empty:
        return paper.word("export.no_targets", place=capital(material.name), year=material.year)
    if (targets["reason"] == "place_ended").all():
        return paper.word("export.ended", year=material.year)
    key = "needed_none" if sections.all_done(material.rows) else "nothing_short"
    return paper.word(f"export.{key}", year=material.year)


def _fields(paper: Paper) -> None:
    """Causes, tasks and proposals: what the planner typed, else fields to fill; the last keeps to the signature."""
    for n, key in enumerate(("causes", "tasks", "proposals"), start=2):
        _part(paper, n, f"part_{key}")
        name, typed = paper.word(f"official.part_{key}"), lines(getattr(paper.typed, key)) or [""]
        for m, text in enumerate(typed, start=1):
            last = key == "proposals" and m == len(typed)
            made = paragraph(paper.document, "", replace(BODY, keep=last))
            field(made, name, text, paper.word(f"export.{key}_prompt"), BODY)


def _signed(paper: Paper) -> None:
    """Recipients to the left, the post and name of who signs to the right."""
    paragraph(paper.document, "", Set(8, keep=True))
    table = paper.document.add_table(rows=1, cols=2)
    widths(table, (8.0, 8.0))
    unbroken(table.rows[0])
    left, right = table.rows[0].cells
    paragraph(left, paper.word("official.recipients"), Set(12, bold=True, italic=True))
    paragraph(left, paper.word("official.recipient_above"), Set(11))
    for text in lines(paper.typed.recipients) or [""]:
        made = paragraph(left, "", Set(11))
        prompt = paper.word("official.recipients_prompt")
        field(made, paper.word("official.recipients"), f"- {text.lstrip('- ')}" if text else "", prompt, Set(11))
    unit = paper.typed.unit.strip() or paper.word("official.unit_prompt")
    paragraph(left, paper.word("official.recipient_file", unit=unit), Set(11))
    _signer(paper, right)


def _signer(paper: Paper, cell: Any) -> None:
    bold, hint = Set(14, bold=True, align="centre"), Set(13, italic=True, align="centre")
    post = paragraph(cell, "", bold)
    field(post, paper.agency.post, paper.typed.signer_post.upper() or paper.agency.post, "", bold)
    paragraph(cell, "", bold)
    paragraph(cell, paper.word("official.signer_hint"), hint)
    paragraph(cell, "", bold)
    name = paragraph(cell, "", bold)
    prompt = paper.word("official.signer_prompt")
    field(name, prompt.strip("[]"), paper.typed.signer, prompt, bold)


# Annex


def _annex_of(part: Material, number: str) -> Callable[[Paper], None]:
    """What sets the report table of the place or of a predecessor as an annex of its own."""
    return lambda paper: _annex(replace(paper, material=part), number)


def _annex(paper: Paper, number: str) -> None:
    """The report table on a sheet laid across, with its notes and sources."""
    _across(paper.document)
    told, blank = paper.material.table, paper.word("official.blank")
    centre = Set(14, bold=True, align="centre")
    paragraph(paper.document, f"{paper.word('official.annex')} {number}".strip(), centre)
    paragraph(paper.document, told.title.upper(), centre)
    under = Set(13, italic=True, align="centre", after=8)
    made = paragraph(paper.document, "", under)
    _number(made, paper, "official.annex_with", under, day=blank, month=blank, year=paper.material.day.year,
            agency=paper.agency.name)  # fmt: skip
    _table(paper)
    notes = [note for note in (" ".join(told.notes), told.signs, told.sources, until_text(paper.material)) if note]
    for n, note in enumerate(notes):
        paragraph(paper.document, note, Set(10, align="both", before=6 if n == 0 else 0))


def _across(document: Any) -> None:
    page = document.add_section(WD_SECTION.NEW_PAGE)
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    _counted_anew(page)


def _counted_anew(page: Any) -> None:
    """An annex counts its pages for itself; like the report's, its first page shows no number."""
    page.different_first_page_header_footer = True
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    page._sectPr.find(qn("w:pgMar")).addnext(start)


def _table(paper: Paper) -> None:
    told = paper.material.table
    table = paper.document.add_table(rows=2 + len(told.rows), cols=len(told.heads))
    bordered(table)
    narrow_margins(table, 0.1)
    widths(table, _ANNEX)
    grid = table._cells
    wide = len(told.heads)
    for n, (cells, bold) in enumerate(((told.heads, True), (told.numbering, False))):
        _row(grid[n * wide : (n + 1) * wide], cells, bold, centred=True)
        repeated(table.rows[n])
    for n, row in enumerate(told.rows, start=2):
        _row(grid[n * wide : (n + 1) * wide], row.cells, row.level == 0, centred=False)
    for row in table.rows[2:]:
        unbroken(row)


def _row(cells: Sequence[Any], texts: Sequence[str], bold: bool, *, centred: bool) -> None:
    for n, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        align = "centre" if centred or n in (0, 2) else "left" if n in (1, 10) else "right"
        heavy = bold and (centred or n in (0, 1))
        paragraph(cell, text, Set(11, bold=heavy, align=align, before=2, after=2))
