"""The files of the screens: `python -m exports deck|report|picture|workbook --place … --year … -o FILE`."""

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from exports.deck import deck
from exports.figures import drawings
from exports.material import Material, NoPeriod, read
from exports.pdf import NoLibreOffice, PdfFailed, pdf
from exports.picture import NoChromium, PictureFailed, picture
from exports.report import report
from exports.slide_base import BadTemplate
from exports.workbook import every_place, of_material, of_places, workbook
from scorecards.read import places
from scorecards.rounds import Round, named
from warehouse.errors import WarehouseError
from warehouse.serving import Serving, serving
from wording.catalogue import LANGS, words
from wording.periods import period_name

SUFFIXES: Final[Mapping[str, tuple[str, ...]]] = {
    "deck": (".pptx",), "report": (".docx",), "picture": (".png", ".svg"), "workbook": (".xlsx",),
}  # fmt: skip
#: Written; cannot be made as asked; something on the machine is missing.
DONE, REFUSED, MISSING = 0, 2, 3
_YEARS: Final = re.compile(r"(\d{4})(?:-(\d{4}))?")


class Refused(ValueError):
    """What was asked cannot be made; its text is the sentence to be told."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make one file; 0 when written, 2 when it cannot be made as asked, 3 when the machine lacks something."""
    options = _parser().parse_args(arguments)
    book = words(options.lang)
    try:
        return _written(options, _made(options))
    except Refused as refused:
        return _told(str(refused), REFUSED)
    except WarehouseError as error:
        return _told(str(error), REFUSED)
    except BadTemplate as refused:
        why = book.text(f"template.{refused.code}")
        return _told(book.text("exporting.no_template", path=options.template, why=why), REFUSED)
    except NoChromium:
        return _told(book.text("exporting.no_chromium"), MISSING)
    except PictureFailed:
        return _told(book.text("exporting.picture_failed"), MISSING)


def _told(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    book = words("vi")
    parser = argparse.ArgumentParser(prog="python -m exports", description=book.text("exporting.description"))
    commands = parser.add_subparsers(dest="command", required=True)
    for name in SUFFIXES:
        command = commands.add_parser(name, help=book.text(f"exporting.{name}"))
        command.add_argument("--place", required=True, help=book.text("exporting.place"))
        command.add_argument("--year", required=True, help=book.text("exporting.year"))
        command.add_argument("--period", help=book.text("exporting.period"))
        moment = command.add_mutually_exclusive_group()
        moment.add_argument("--as-of", type=date.fromisoformat, help=book.text("exporting.as_of"))
        moment.add_argument("--round", help=book.text("exporting.round"))
        command.add_argument("--lang", choices=LANGS, default="vi", help=book.text("exporting.lang"))
        command.add_argument("--store", type=Path, help=book.text("exporting.store"))
        command.add_argument("-o", "--output", required=True, type=Path, help=book.text("exporting.output"))
        _add_own(command, name)
    return parser


def _add_own(command: argparse.ArgumentParser, name: str) -> None:
    """What only some of the files take."""
    book = words("vi")
    command.set_defaults(template=None, pdf=False, block=None)
    if name == "deck":
        command.add_argument("--template", type=Path, help=book.text("exporting.template"))
    if name in ("deck", "report"):
        command.add_argument("--pdf", action="store_true", help=book.text("exporting.pdf"))
    if name == "picture":
        command.add_argument("--block", help=book.text("exporting.block"))


def _made(options: argparse.Namespace) -> bytes:
    suffixes = SUFFIXES[options.command]
    if options.output.suffix.lower() not in suffixes:
        raise Refused(words(options.lang).text("exporting.bad_suffix", suffixes=", ".join(suffixes)))
    store = serving(options.store)
    makers: dict[str, Callable[[argparse.Namespace, Serving], bytes]] = {
        "deck": _deck, "report": _report, "picture": _picture, "workbook": _workbook,
    }  # fmt: skip
    return makers[options.command](options, store)


def _deck(options: argparse.Namespace, store: Serving) -> bytes:
    return deck(_material(options, store), template=_template(options))


def _template(options: argparse.Namespace) -> bytes | None:
    if options.template is None:
        return None
    try:
        return bytes(options.template.read_bytes())
    except OSError as error:
        raise BadTemplate("not_slides") from error


def _report(options: argparse.Namespace, store: Serving) -> bytes:
    return report(_material(options, store))


def _picture(options: argparse.Namespace, store: Serving) -> bytes:
    material, book = _material(options, store), words(options.lang)
    found = drawings(material)
    if not found:
        raise Refused(book.text("exporting.no_blocks", place=material.name, year=material.year))
    block = options.block or next(iter(found))
    if block not in found:
        raise Refused(book.text("exporting.no_block", block=block, blocks=", ".join(found)))
    return picture(found[block], options.output.suffix.lower().removeprefix("."))


def _workbook(options: argparse.Namespace, store: Serving) -> bytes:
    years = _years(options)
    keys = [key.strip() for key in options.place.split(",") if key.strip()]
    if len(years) == 1 and len(keys) == 1 and keys != ["all"]:
        return workbook(of_material(_material(options, store)))
    day = date(years[-1], 12, 31)
    found = every_place(store, years) if keys == ["all"] else [_place(key, day, options, store) for key in keys]
    return workbook(of_places(store, found, years, options.lang, as_of=options.as_of, pinned=_round(options, store)))


def _years(options: argparse.Namespace) -> list[int]:
    found = _YEARS.fullmatch(options.year)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, -1)
    if not first <= last or not date.min.year <= first <= last <= date.max.year or last - first > 100:
        raise Refused(words(options.lang).text("exporting.bad_year", year=options.year))
    return list(range(first, last + 1))


def _place(text: str, day: date, options: argparse.Namespace, store: Serving) -> str:
    found = places(store).resolve(text, day)
    if found is None:
        raise Refused(words(options.lang).text("cli.unknown_place", place=text))
    return found


def _round(options: argparse.Namespace, store: Serving) -> Round | None:
    """The round of this identifier or name; None where none is asked for."""
    found = None if options.round is None else named(store, options.round)
    if options.round is not None and found is None:
        raise Refused(words(options.lang).text("rounds.unknown", round=options.round))
    return found


def _material(options: argparse.Namespace, store: Serving) -> Material:
    years, book = _years(options), words(options.lang)
    if len(years) > 1:
        raise Refused(book.text("exporting.one_place"))
    place = _place(options.place, date(years[0], 12, 31), options, store)
    try:
        return read(store, place, years[0], options.lang, period=options.period, as_of=options.as_of,
                    pinned=_round(options, store))  # fmt: skip
    except NoPeriod as missing:
        known = "; ".join(f"{p} ({period_name(p, options.lang)})" for p in missing.known)
        filled = {"year": years[0], "period": missing.asked, "place": options.place}
        periods = known or book.text("exporting.no_periods")
        raise Refused(book.text("exporting.no_period", periods=periods, **filled)) from missing


def _written(options: argparse.Namespace, file: bytes) -> int:
    """Write the file, and its PDF beside it where asked; without LibreOffice the file itself is still written."""
    book = words(options.lang)
    try:
        options.output.write_bytes(file)
        print(book.text("exporting.written", path=options.output))
        return _with_pdf(options, file) if options.pdf else DONE
    except OSError:
        return _told(book.text("exporting.no_folder", path=options.output), REFUSED)


def _with_pdf(options: argparse.Namespace, file: bytes) -> int:
    book, path = words(options.lang), options.output.with_suffix(".pdf")
    try:
        path.write_bytes(pdf(file, options.output.suffix.lower()))
    except NoLibreOffice:
        return _told(book.text("exporting.no_libreoffice"), MISSING)
    except PdfFailed:
        return _told(book.text("exporting.pdf_failed"), MISSING)
    print(book.text("exporting.written", path=path))
    return DONE


if __name__ == "__main__":
    sys.exit(main())
