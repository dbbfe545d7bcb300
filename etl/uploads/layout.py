"""Where a sheet's table stands: title, header of one or more rows, what each column is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from etl.uploads.figures import BAD
from etl.uploads.folding import bracketed, folded
from etl.uploads.knowledge import Knowledge
from etl.uploads.lexicon import COMPARED, Phrase
from etl.uploads.moments import Moment
from etl.uploads.sheets import MARK, NUMBER, Merge, shown

DIMENSIONS: Final = (
    "place", "school", "indicator", "breakdown", "year", "period", "month", "quarter", "cumulation", "unit", "state",
    "as_of", "source", "note", "number", "person", "birth", "identity", "phone",
)  # fmt: skip
#: What says which row is about what; without any of them a row's own words must.
ROW_ROLES: Final = ("place", "school", "indicator", "breakdown", "year", "period", "month", "quarter")
LABELS: Final = ("place", "school", "indicator", "breakdown")
DEEPEST_HEADER: Final = 5
#: `Tỷ lệ` says what stands in a column only where no other column of figures does.
BARE_SHARE: Final = "ti le"
NO_MOMENT: Final = Moment(None)
_NUMBERED: Final = re.compile(r"\(?([A-Za-zĐđ])\)?|\(?(\d{1,2})\)?\s*(?:[=:].*)?", re.DOTALL)
_UNIT_LINE: Final = re.compile(r"^\W*(?:đvt|đơn vị tính|đơn vị)\s*[:：]\s*(.+?)\W*$", re.IGNORECASE)
_UNIT_LINE_SHORT: Final = re.compile(r"^\W*(?:đvt|đơn vị tính)\s+(.+?)\W*$", re.IGNORECASE)
#: The same in brackets within a title.
_UNIT_ASIDE: Final = re.compile(r"\(\s*(?:đvt|đơn vị tính|đơn vị)\s*[:：]\s*([^()]+?)\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of figures: what its header says of them."""

    index: int
    header: str
    indicator: str | None = None
    breakdown: str | None = None
    moment: Moment = NO_MOMENT
    state: str | None = None
    cumulation: str | None = None
    unit: str | None = None
    scale: int = 1
    same_period: bool = False
    skipped: bool = False
    #: `plan`, `share_of_plan` or `share_of_same_period` of a column that is never loaded, and compared.
    compared: str | None = None


@dataclass(slots=True)
class Layout:
    """A table found in a sheet: rows counted from 0, columns by role."""

    shape: str
    first_header: int
    last_header: int
    data: int
    headers: dict[int, str]
    roles: dict[str, int]
    values: list[ValueColumn]
    extras: list[int]
    titles: list[str] = field(default_factory=list)
    unit_line: tuple[str | None, int] | None = None
    width: int = 0

    def header(self, column: int | None) -> str | None:
        """The header text of a column."""
        return None if column is None else self.headers.get(column)

    @property
    def signature(self) -> str:
        """What is the same in every file of this form: the headers in their order."""
        return " | ".join(self.headers.get(i, "") for i in range(self.width))

    @property
    def loaded(self) -> list[ValueColumn]:
        """The columns whose figures are read."""
        return [column for column in self.values if not column.skipped]


def layout(rows: Sequence[list[str]], merges: Sequence[Merge], start: int, known: Knowledge) -> Layout | None:
    """The table that begins in these rows; None where no row is a header."""
    anchor = _anchor(rows, start, known)
    if anchor is None:
        return None
    first, last = _first_header(rows, anchor, start, known), _last_header(rows, anchor, merges, known)
    cells = _header_cells(rows, merges, first, last, known)
    data = _after_numbering(rows, last + 1)
    found = _columns(cells, rows[data : data + 30], first, last, data, known)
    found.titles, found.unit_line = _titles(rows[start:first], known)
    return found


def _anchor(rows: Sequence[list[str]], start: int, known: Knowledge) -> int | None:
    for number in range(start, len(rows)):
        texts = [shown(cell).strip() for cell in rows[number]]
        roles = [known.lexicon.column(text) for text in texts if text]
        said = [role is not None or known.lexicon.phrase(text).whole or folded(bracketed(text)[0]) == BARE_SHARE
                for role, text in zip(roles, (t for t in texts if t), strict=True)]  # fmt: skip
        labelled = any(role in DIMENSIONS or role == "value" for role in roles)
        if labelled and (sum(said) >= 2 or (len(texts) == 1 and roles == ["value"])):
            return number
    return None


def _first_header(rows: Sequence[list[str]], anchor: int, start: int, known: Knowledge) -> int:
    """Rows above whose cells stand over columns of figures belong to the header."""
    first = anchor
    labels = [i for i, cell in enumerate(rows[anchor]) if known.lexicon.column(shown(cell)) in DIMENSIONS]
    while first > start and anchor - first < DEEPEST_HEADER:
        above = {i: shown(cell) for i, cell in enumerate(rows[first - 1]) if cell.strip()}
        over = [i for i in above if i > min(labels, default=0) and i not in labels]
        if (
            not above
            or len(over) < len(above)
            or not all(known.lexicon.phrase(text).says_content for text in above.values())
        ):
            break
        first -= 1
    return first


def _last_header(rows: Sequence[list[str]], anchor: int, merges: Sequence[Merge], known: Knowledge) -> int:
    labels = [i for i, cell in enumerate(rows[anchor]) if known.lexicon.column(shown(cell)) in DIMENSIONS]
    last = max(
        (m.bottom for m in merges if m.top == anchor and m.left in labels and m.bottom < len(rows)), default=anchor
    )
    last = min(last, anchor + DEEPEST_HEADER)
    while last + 1 < len(rows) and last < anchor + DEEPEST_HEADER and _continues(rows[last + 1], labels, known):
        last += 1
    return last


def _continues(row: list[str], labels: list[int], known: Knowledge) -> bool:
    """A row below the header goes on with it when no label stands in it and all its cells are headers."""
    cells = {i: shown(cell).strip() for i, cell in enumerate(row) if shown(cell).strip()}
    if not cells or any(i in labels for i in cells):
        return False
    said = [known.lexicon.phrase(text).whole or known.lexicon.column(text) is not None
            or known.lexicon.unit(text) is not None for text in cells.values()]  # fmt: skip
    numbers = [row[i].startswith(MARK) or text[:1].isdigit() for i, text in cells.items()]
    return all(said) or (any(said) and not any(numbers))


def _header_cells(
    rows: Sequence[list[str]], merges: Sequence[Merge], first: int, last: int, known: Knowledge
) -> dict[int, list[str]]:
    width = max((len(row) for row in rows[first : last + 1]), default=0)
    grid = [[shown(row[i]).strip() if i < len(row) else "" for i in range(width)] for row in rows[first : last + 1]]
    _fill_merged(grid, merges, first)
    if not any(m.top >= first and m.bottom <= last and m.right > m.left for m in merges):
        _fill_right(grid, known)
    return {i: [text for text in dict.fromkeys(row[i] for row in grid) if text] for i in range(width)}


def _fill_merged(grid: list[list[str]], merges: Sequence[Merge], first: int) -> None:
    for merge in merges:
        if not first <= merge.top < first + len(grid):
            continue
        line = grid[merge.top - first]
        for column in range(merge.left, min(merge.right, len(line) - 1) + 1):
            line[column] = line[merge.left]


def _fill_right(grid: list[list[str]], known: Knowledge) -> None:
    for number, line in enumerate(grid[:-1]):
        for column in range(1, len(line)):
            below = any(grid[lower][column] for lower in range(number + 1, len(grid)))
            label = known.lexicon.column(line[column - 1]) in DIMENSIONS
            if not line[column] and below and line[column - 1] and not label:
                line[column] = line[column - 1]


def _after_numbering(rows: Sequence[list[str]], start: int) -> int:
    number = start
    while number < len(rows) and number < start + 2 and (_is_numbering(rows[number]) or not any(rows[number])):
        number += 1
    return number


def _is_numbering(row: list[str]) -> bool:
    """A row under the header that numbers its columns: A | B | 1 | 2 | 3=2/1."""
    cells = [shown(cell).strip() for cell in row if shown(cell).strip()]
    matches = [_NUMBERED.fullmatch(cell) for cell in cells]
    if len(cells) < 2 or not all(matches):
        return False
    counted = [int(match[2]) for match in matches if match and match[2]]
    return counted == list(range(counted[0], counted[0] + len(counted))) if counted else True


def _columns(
    cells: dict[int, list[str]], sample: Sequence[list[str]], first: int, last: int, data: int, known: Knowledge
) -> Layout:
    found = Layout("long", first, last, data, {i: " / ".join(t) for i, t in cells.items()}, {}, [], [])
    found.width = max(len(cells), max((len(row) for row in sample), default=0))
    plain_value: list[int] = []
    for index, texts in cells.items():
        role = _dimension(texts, index, sample, known)
        if role == "year" and _is_men(texts, cells):
            found.values.append(ValueColumn(index, found.headers[index], skipped=True))
            continue
        if role == "value":
            plain_value.append(index)
        elif role is not None and role not in found.roles:
            found.roles[role] = index
        elif texts and (column := value_column(index, texts, known)) is not None:
            found.values.append(column)
        elif texts:
            found.extras.append(index)
    _name_labels(found, plain_value, sample, known)
    if not plain_value and not found.loaded:
        plain_value = [i for i in found.extras if folded(cells[i][-1]) == BARE_SHARE][:1]
        found.extras = [i for i in found.extras if i not in plain_value]
    return _shaped(found, plain_value, cells, known)


def _name_labels(found: Layout, plain: list[int], sample: Sequence[list[str]], known: Knowledge) -> None:
    """Where no header says what rows are about, the first column of words before the figures does, whatever it is.

    Its words are then understood or refused row by row, and no row is taken for the whole.
    """
    if set(found.roles) & set(ROW_ROLES):
        return
    figures = plain + [c.index for c in found.loaded if not _holds_words(c.index, sample, known)]
    before = range(min(figures, default=found.width))
    taken = set(found.roles.values())
    label = next((i for i in before if i not in taken and _holds_words(i, sample, known)), None)
    if label is not None:
        found.roles["indicator"] = label
        found.extras = [i for i in found.extras if i != label]
        found.values = [column for column in found.values if column.index != label]


def _holds_words(index: int, sample: Sequence[list[str]], known: Knowledge) -> bool:
    """Whether a column holds words in most of its filled cells."""
    cells = [text for row in sample if index < len(row) and (text := row[index].strip())]
    words = [not cell.startswith(MARK) and known.figures.figure(cell).status == BAD for cell in cells]
    return bool(cells) and 2 * sum(words) > len(cells)


def _is_men(texts: list[str], cells: dict[int, list[str]]) -> bool:
    """Whether a header `Nam` means men and no year: it bears no mark, and `Nữ` stands beside it."""
    women = any(text.casefold() == "nữ" for others in cells.values() for text in others)
    return women and texts[-1].casefold() == "nam"


def _shaped(found: Layout, plain: list[int], cells: dict[int, list[str]], known: Knowledge) -> Layout:
    """One column called value and no other figures: a long table; else a wide one."""
    for index in plain:
        texts = cells[index]
        unit = known.lexicon.phrase(texts[-1])
        column = ValueColumn(index, found.headers[index], unit=unit.unit, scale=unit.scale)
        found.values.append(_unit_of_header(column, texts, known))
    found.values.sort(key=lambda column: column.index)
    alone = len(plain) == 1 and len(found.values) == 1
    if found.values and not (alone and _says_each_row(set(found.roles))):
        found.shape = "wide"
    return found


def _says_each_row(roles: set[str]) -> bool:
    """Whether rows say themselves what they are about, as in a long table; not mere schools, levels or places."""
    when = roles & {"year", "period", "month", "quarter"}
    if "indicator" in roles:
        return bool(when) or "place" in roles
    return "place" in roles and bool(when)


def _unit_of_header(column: ValueColumn, texts: list[str], known: Knowledge) -> ValueColumn:
    match = re.search(r"[(\[]([^()\[\]]+)[)\]]\s*$", texts[-1])
    unit = known.lexicon.unit(match[1]) if match else None
    return column if unit is None else replace(column, unit=unit[0], scale=unit[1])


def _dimension(texts: list[str], index: int, sample: Sequence[list[str]], known: Knowledge) -> str | None:
    """The role that a column's header gives it; `Luỹ kế` over figures is no column of words."""
    if not texts:
        return None
    roles = [known.lexicon.column(" ".join(texts)), *(known.lexicon.column(text) for text in texts)]
    role = next((r for r in roles if r is not None), None)
    if len(texts) > 1 and roles[0] is None and not all(r == role or known.lexicon.phrase(t).roles == {"filler"}
                                                        for r, t in zip(roles[1:], texts, strict=True)):  # fmt: skip
        return None
    if role == "cumulation" and _holds_numbers(index, sample):
        return None
    return "unit" if role == "place" and _holds_units(index, sample, known) else role


def _holds_units(index: int, sample: Sequence[list[str]], known: Knowledge) -> bool:
    """Whether a column headed `Đơn vị` holds units and no places."""
    cells = [text for row in sample if index < len(row) and (text := shown(row[index]).strip())]
    units = [known.lexicon.unit(text) is not None for text in cells]
    return bool(cells) and units[0] and 2 * sum(units) >= len(cells)


def _holds_numbers(index: int, sample: Sequence[list[str]]) -> bool:
    cells = [row[index] for row in sample if index < len(row) and row[index].strip()]
    return any(cell.startswith(NUMBER) or cell[:1].isdigit() for cell in cells)


def value_column(index: int, texts: list[str], known: Knowledge) -> ValueColumn | None:
    """A column of figures from the cells of its header, top to bottom; None where one of them is unknown."""
    column = ValueColumn(index, " / ".join(texts))
    phrases = [known.lexicon.phrase(text) for text in texts]
    joined = known.lexicon.phrase(" ".join(texts))
    if not all(_understood(phrase, known) for phrase in phrases):
        if not joined.whole:
            return None
        phrases = [joined]
    for phrase in phrases:
        column = _with(column, phrase, known)
    return replace(column, compared=_compared(phrases))


def _understood(phrase: Phrase, known: Knowledge) -> bool:
    return phrase.whole or known.lexicon.column(phrase.text) == "value" or known.lexicon.unit(phrase.text) is not None


def _with(column: ValueColumn, phrase: Phrase, known: Knowledge) -> ValueColumn:
    indicator = phrase.indicator or column.indicator
    rate = indicator is not None and known.registry.indicators[indicator].kind == "rate"
    unit = known.lexicon.unit(phrase.text)
    if unit is not None and (not phrase.whole or (rate and unit[0] == "percent")):
        return replace(column, unit=unit[0], scale=unit[1])
    return replace(
        column,
        indicator=indicator,
        breakdown=phrase.breakdown or column.breakdown,
        moment=_joined(column.moment, phrase.moment),
        state=phrase.state or column.state,
        cumulation=phrase.cumulation or column.cumulation,
        unit=phrase.unit or column.unit,
        scale=phrase.scale if phrase.scale != 1 else column.scale,
        same_period=column.same_period or phrase.scenario == "same_period",
        skipped=column.skipped or phrase.subset or phrase.scenario == "never",
    )


def _compared(phrases: Sequence[Phrase]) -> str | None:
    """What a column is compared with: `%` above or below a plan makes it a share of the plan."""
    found = {phrase.compared for phrase in phrases if phrase.compared}
    beside = [phrase for phrase in phrases if phrase.scenario == "never" and not phrase.compared]
    if not found or (beside and not any("%" in phrase.text for phrase in beside)):
        return None
    share = "share_of_plan" if beside and found == {"plan"} else None
    return share or next(kind for kind in COMPARED if kind in found)


def _joined(upper: Moment, lower: Moment | None) -> Moment:
    if lower is None:
        return upper
    return Moment(upper.part if lower.part is None else lower.part, lower.year or upper.year, lower.key or upper.key)


def _titles(rows: Sequence[list[str]], known: Knowledge) -> tuple[list[str], tuple[str | None, int] | None]:
    titles: list[str] = []
    unit: tuple[str | None, int] | None = None
    for row in rows:
        for text in (shown(cell).strip() for cell in row):
            match = _UNIT_LINE.match(text) or _UNIT_LINE_SHORT.match(text)
            aside = None if match else _UNIT_ASIDE.search(text)
            said = known.lexicon.unit(found[1]) if (found := match or aside) else None
            unit = said or unit
            if text and (said is None or aside is not None):
                titles.append(text)
    return titles, unit
