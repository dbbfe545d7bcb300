"""The smallest pieces of own HTML that every screen uses; all text is escaped here."""

from html import escape


def headline(text: str, lead: str | None = None) -> str:
    """The page's one headline, and the question it answers below it."""
    below = f'<p class="lead">{escape(lead)}</p>' if lead else ""
    return f'<div class="k"><h1 class="headline">{escape(text)}</h1>{below}</div>'
