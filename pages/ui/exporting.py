"""The files that the meeting screen gives: what each is made of, its name, and what the machine must have for it.

Nothing is built before it is asked for; what was built once for a view is handed out again.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Final

from pandas import DataFrame

from charts.frame import Figure
from exports.deck import deck
from exports.figures import data, drawings
from exports.pdf import found as office_found
from exports.pdf import pdf
from exports.picture import found as browser_found
from exports.picture import picture
from exports.report import report
from exports.workbook import of_material, workbook
from pages.ui.figure_seal import on_server
from pages.ui.meeting_material import Asked, material_of
from warehouse.serving import Serving, serving
from warehouse.writer import now_in_vietnam
from web import making
from wording.catalogue import words

#: What each kind of file is called: the stem and suffix of its name, and its type for the browser.
KINDS: Final = {
    "deck": ("trang-trinh-chieu", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "report": ("bao-cao", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "workbook": ("so-lieu", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "deck_pdf": ("trang-trinh-chieu", "pdf", "application/pdf"),
    "report_pdf": ("bao-cao", "pdf", "application/pdf"),
    "png": ("hinh", "png", "image/png"),
    "svg": ("hinh", "svg", "image/svg+xml"),
}
OFFICE: Final = ("deck", "report", "workbook")
PDF: Final = ("deck_pdf", "report_pdf")
PICTURES: Final = ("png", "svg")
#: How many finished files stay at hand.
KEPT: Final = 24


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """Who is told how far a file has come. Equal to every other: who watches changes nothing of what is made."""

    key: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Watch)

    def __hash__(self) -> int:
        return 0

    def step(self, done: int, total: int, what: str) -> None:
        """Tell a step and how much is done before it."""
        making.tell(self.key, f"{what} · {100 * done // total}%")

    def say(self, word: str, lang: str) -> None:
        """Tell a step that has no parts."""
        making.tell(self.key, f"{words(lang).text(word)}…")


def made(kind: str, asked: Asked, block: str = "", key: str = "") -> bytes:
    """A file of what is asked for; a picture of the figure named `block`. The page of `key` is told how far it is."""
    try:
        return _made(serving(), serving().version, now_in_vietnam().date(), kind, asked, block, Watch(key))
    finally:
        making.finished(key)


@lru_cache(maxsize=KEPT)
def _made(store: Serving, version: int, day: date, kind: str, asked: Asked, block: str, watch: Watch) -> bytes:
    if kind in PDF:
        whole = kind.removesuffix("_pdf")
        file = _made(store, version, day, whole, asked, "", watch)
        watch.say("export.progress_pdf", asked.lang)
        return pdf(file, f".{KINDS[whole][1]}")
    material, typed = material_of(asked), asked.texts
    if kind in PICTURES:
        watch.say("export.progress_picture", asked.lang)
        return picture(drawings(material, typed)[block], kind)
    if kind == "workbook":
        return workbook(of_material(material), progress=watch.step)
    if kind == "report":
        return report(material, typed=typed, progress=watch.step)
    template = asked.template.path.read_bytes() if asked.template else None
    return deck(material, typed=typed, template=template, progress=watch.step)


def file_name(kind: str, asked: Asked, block: str = "") -> str:
    """The file's name in plain letters, which every machine keeps: bao-cao-ha-noi-2022-ytd11.docx."""
    stem, suffix, _ = KINDS[kind]
    parts = (stem, re.sub("[._]", "-", block), asked.place, (asked.period or str(asked.year)).lower())
    return f"{'-'.join(part for part in parts if part)}.{suffix}"


def figures(asked: Asked) -> list[str]:
    """The names of the figures of which pictures can be made."""
    return list(drawings(material_of(asked)))


def figure(asked: Asked, block: str, width: int) -> Figure:
    """One figure as its picture will show it, on white, with the address as this browser knows it."""
    material = material_of(asked)
    here = replace(material, address=on_server(material.address))
    return drawings(here, asked.texts)[block](width)


def figure_table(asked: Asked, block: str) -> DataFrame:
    """The data of one figure (scorecards.figure_data)."""
    return data(material_of(asked), block)


@cache
def makes_pdf() -> bool:
    """Whether this machine can make PDF: a LibreOffice is installed."""
    return office_found() is not None


@cache
def makes_pictures() -> bool:
    """Whether this machine can make pictures by itself: a Chromium, Chrome or Edge is installed."""
    return browser_found() is not None
