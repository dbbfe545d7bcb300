"""Who reports: the agency that answers for a place's indicators on the day of the report, and the body above it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from exports.material import Material
from metrics.year_rows import of_the_year

NATION: Final = "viet-nam"
#: The ministry's body that stands for the department of a province, and the ministry above it.
_NATIONAL: Final = {
    "so_ldtbxh": ("bo_ldtbxh", "tong_cuc_gdnn"),
    "so_gddt": ("bo_gddt", "cuc_gdnn"),
    "so_noi_vu": ("bo_gddt", "cuc_gdnn"),
}


@dataclass(frozen=True, slots=True)
class Agency:
    """The agency that reports: the lines of the body above it, its name, its sign, and its head's post."""

    above: tuple[str, ...]
    name: str
    sign: str
    post: str


def agency(material: Material) -> Agency:
    """The agency of the report's day; the last one of a place that has ended."""
    key, book = _owner(material), material.book
    if material.place == NATION:
        ministry, body = _NATIONAL[key]
        post = "signer_minister_general" if body == "tong_cuc_gdnn" else "signer_minister"
        return Agency((book.text(f"agency.{ministry}"),), book.text(f"agency.{body}"), _sign(body, material),
                      book.text(f"official.{post}"))  # fmt: skip
    above = (book.text("official.council"), material.full_name)
    return Agency(above, book.text(f"agency.{key}"), _sign(key, material), book.text("official.signer_post"))


def _sign(key: str, material: Material) -> str:
    return material.book.text(f"agency_sign.{key}")


def _owner(material: Material) -> str:
    """Who answers for the first indicator reported, by the registry, on the day that the report is made."""
    day = min(material.day, material.known.places.by_key[material.place].valid_to or date.max)
    indicators = material.known.registry.indicators
    reported = [str(i) for i in of_the_year(material.rows)["indicator"].drop_duplicates()]
    owners = [indicators[i].owner(day) for i in (*reported, "enrolment")]
    known = [owner for owner in owners if owner in _NATIONAL]
    return known[0] if known else "so_gddt"
