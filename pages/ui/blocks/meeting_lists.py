"""What the files of a meeting will say, as lists: sentences, slides, and a line for each file."""

from collections.abc import Sequence
from html import escape

from pages.ui.html import block
from wording.catalogue import words


def sentences_html(said: Sequence[str], lang: str) -> str:
    """The main sentences, as slides and report print them."""
    book = words(lang)
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in said)
    return block(book.text("export.results"), book.text("meeting.results_sub"), f'<ul class="list">{items}</ul>')


def paragraphs_html(said: Sequence[str], lang: str) -> str:
    """The paragraphs that are pasted under the report table."""
    book = words(lang)
    items = "".join(f"<p>{escape(text)}</p>" for text in said)
    return block(book.text("meeting.paragraph"), book.text("meeting.paragraph_sub"), items)


def slides_html(titles: Sequence[str], lang: str) -> str:
    """The slides in order by their titles."""
    book = words(lang)
    items = "".join(f"<li>{escape(title)}</li>" for title in titles)
    sub = book.text("meeting.slides_sub")
    return block(book.text("meeting.slides", count=len(titles)), sub, f'<ol class="steps">{items}</ol>')


def file_html(kind: str, lang: str) -> str:
    """What a file is and holds."""
    book = words(lang)
    name, holds = book.text(f"meeting_file.{kind}"), book.text(f"meeting_holds.{kind}")
    return f'<div class="k"><p><b>{escape(name)}</b></p><p class="quiet">{escape(holds)}</p></div>'


def needs_html(sentence: str) -> str:
    """What this machine lacks for a file."""
    return f'<div class="k"><p class="quiet">{escape(sentence)}</p></div>'


def used_html(sentence: str) -> str:
    """What was dropped and is used."""
    return f'<div class="k"><p role="status"><b>{escape(sentence)}</b></p></div>'


def refused_html(sentence: str) -> str:
    """Why what was dropped is not used."""
    return f'<div class="k"><p class="banner" role="alert">{escape(sentence)}</p></div>'


def choice_html(label: str) -> str:
    """The name of a choice over its pills."""
    return f'<div class="k"><p class="quiet">{escape(label)}</p></div>'
