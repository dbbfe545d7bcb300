"""The last line of every figure's foot: until when figures were known, how they are reckoned, where to see it again."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from wording.catalogue import words
from wording.dates import date_text


@dataclass(frozen=True, slots=True)
class Seal:
    """What all figures of a view say: the day until which figures were known, the thresholds' version, the address."""

    until: date
    rules: str
    address: str

    def foot(self, told: str, method: str, as_of: pd.Series, lang: str) -> str:
        """What is told of the sources, then on a line of its own data date, `method` in words and address.

        `as_of`: the days at which the figures shown stand, missing ones included.
        """
        book, known = words(lang), as_of.dropna()
        until = date_text(self.until, lang)
        dated = book.text("figure.until", date=until)
        if len(known):
            dated = book.text("figure.dated", as_of=date_text(known.max().date(), lang), date=until)
        how = book.text(f"figure_method.{method}", version=self.rules)
        told_last = [dated, book.text("figure.method", method=how), book.text("figure.address", address=self.address)]
        return "\n".join(text for text in (told, " · ".join(told_last)) if text)
