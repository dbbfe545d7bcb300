"""The smallest pieces of own HTML that every screen uses; all text is escaped here."""

from html import escape


def headline(text: str, lead: str | None = None) -> str:
    """The page's one headline, and the question it answers below it."""
    below = f'<p class="lead">{escape(lead)}</p>' if lead else ""
    return f'<div class="k"><h1 class="headline">{escape(text)}</h1>{below}</div>'


def unseen_headline(text: str) -> str:
    """The headline of a screen whose figure shows it already, for those who listen."""
    return f'<div class="k"><h1 class="unseen">{escape(text)}</h1></div>'


def block(title: str, sub: str, body: str, foot: str = "") -> str:
    """A titled block under the ink rule; `body` and `foot` are HTML."""
    lead = f'<p class="sub">{escape(sub)}</p>' if sub else ""
    below = f'<div class="foot">{foot}</div>' if foot else ""
    return f'<div class="k"><section class="block"><h2>{escape(title)}</h2>{lead}{body}{below}</section></div>'


def rule(title: str, sub: str) -> str:
    """The ink rule and title over a block whose body is drawn by controls below."""
    lead = f'<p class="sub">{escape(sub)}</p>' if sub else ""
    return f'<div class="k"><section class="block tight"><h2>{escape(title)}</h2>{lead}</section></div>'


def badge_html(status: str, told: str, small: bool = False) -> str:
    """What is told of a verdict, sign first, in the verdict's colours."""
    return f'<span class="badge{" small" if small else ""} {escape(status)}">{escape(told)}</span>'
