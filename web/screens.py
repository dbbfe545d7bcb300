"""The screens in the order of the navigation: what the server answers to and what the frame shows."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: the stem of its file in pages/, its path in the address ("" for the first), the key of its name."""

    stem: str
    path: str
    word: str


SCREENS: Final = (
    Screen("overview", "", "screen.overview"),
    Screen("province", "province", "screen.province"),
    Screen("compare", "compare", "screen.compare"),
    Screen("progress", "progress", "screen.progress"),
    Screen("upload", "upload", "screen.upload"),
    Screen("meeting", "meeting", "screen.meeting"),
    Screen("plans", "plans", "screen.plans"),
    Screen("methods", "methods", "screen.methods"),
)
