"""The colours of the product in light and dark, and how each status is drawn."""

from dataclasses import dataclass
from typing import Final, Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """One theme's colours, named for what they are for."""

    bg: str
    panel: str
    ink: str
    ink2: str
    ink3: str
    line: str
    act: str
    act_tint: str
    prev: str
    ref: str
    hatch: str
    accent: str
    link: str
    good: str
    good_text: str
    good_tint: str
    near: str
    near_text: str
    near_tint: str
    miss: str
    miss_on: str
    miss_tint: str
    miss_text: str
    seq: tuple[str, ...]


@dataclass(frozen=True)
class StatusStyle:
    """How a status is drawn: mark fill, text colour, cell fill (None: none), border dash and whether it is hatched."""

    fill: str
    text: str
    tint: str | None
    border: str | None
    dash: str
    hatched: bool


LIGHT: Final = Palette(
    bg="#FFFFFF", panel="#F3F5F7", ink="#16202A", ink2="#4A5765", ink3="#65717E", line="#D9DFE5",
    act="#34424F", act_tint="rgba(52,66,79,.12)", prev="#B4BEC8", ref="#8A96A2", hatch="#EDF0F3",
    accent="#14508C", link="#14508C",
    good="#0E7C6B", good_text="#0A665A", good_tint="#DCF0EC",
    near="#DB9A0F", near_text="#7F5000", near_tint="#FBEFCF",
    miss="#B3261E", miss_on="#FFFFFF", miss_tint="#FBE4E1", miss_text="#B3261E",
    seq=("#F1F5F9", "#E0E9F2", "#CBDAE9", "#B1C8DF", "#93B2D2",
         "#7299C2", "#4A78A9", "#33669B", "#1A4E84", "#0B376A"),
)  # fmt: skip

DARK: Final = Palette(
    bg="#10161C", panel="#1A222A", ink="#E8EDF2", ink2="#B3BFCA", ink3="#8E9BA8", line="#2C3742",
    act="#C5CFD9", act_tint="rgba(197,207,217,.16)", prev="#56636F", ref="#7C8996", hatch="#222C36",
    accent="#3478C3", link="#86BAEE",
    good="#3FB29C", good_text="#62CDB8", good_tint="#12352F",
    near="#E0A62E", near_text="#EDBC57", near_tint="#3C2F12",
    miss="#F0766A", miss_on="#10161C", miss_tint="#43211F", miss_text="#FF9C91",
    seq=("#18232E", "#1D2F40", "#223C55", "#284A6B", "#2F5982",
         "#3D6C9A", "#5683B1", "#759DC6", "#98B9DA", "#BCD5EE"),
)  # fmt: skip

GOOD: Final = frozenset({"exceeded", "met", "ahead", "on_pace"})
NEAR: Final = frozenset({"nearly", "behind"})
MISS: Final = frozenset({"missed", "far_behind"})
DASHED: Final = frozenset({"undetermined", "no_data", "target_only", "actual_only"})


def palette(theme: Theme) -> Palette:
    """The colours of a theme."""
    return DARK if theme == "dark" else LIGHT


def status_style(status: str | None, theme: Theme) -> StatusStyle:
    """How a status is drawn; one without a verdict (or none at all) is neutral and never green or red."""
    p = palette(theme)
    if status in GOOD:
        return StatusStyle(p.good, p.good_text, p.good_tint, None, "solid", False)
    if status in NEAR:
        return StatusStyle(p.near, p.near_text, p.near_tint, None, "solid", False)
    if status in MISS:
        return StatusStyle(p.miss, p.miss_on, p.miss, None, "solid", False)
    if status in DASHED:
        return StatusStyle(p.ref, p.ink2, None, p.ref, "4px,3px", status == "undetermined")
    return StatusStyle(p.prev, p.ink2, None, p.prev if status == "in_progress" else None, "solid", False)


def text_on(step: int, theme: Theme) -> str:
    """The text colour that keeps AA contrast on a step (0 to 9) of the sequential scale."""
    light_text, dark_text = ("#FFFFFF", "#16202A") if theme == "light" else ("#E8EDF2", "#10161C")
    return light_text if (step >= 6) == (theme == "light") else dark_text
