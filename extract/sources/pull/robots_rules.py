"""What a robots.txt says to us, whatever else it says: only our own group is parsed, and only so much of it.

A hostile robots.txt of the allowed size can name a hundred thousand user agents for one group of rules; a
parser that keeps every rule for every agent takes minutes and gigabytes over it. Here the lines are sifted
first, in one pass: what remains is one group for one agent.
"""

from __future__ import annotations

import re

from protego import Protego

from extract.sources.pull.parse import split_lines

MOST_RULES = 5_000  # of our group; RFC 9309 lets a reader stop after 500 KiB
MOST_MAPS = 100  # site maps named
MOST_RULE = 2_000  # letters: addresses longer than that are not asked for
OTHERS = "User-agent: !"  # stands for agents that are not us, so that groups keep their bounds

_AGENT = re.compile(r"user[- ]?agent(?:\s*:|\s+|$)\s*(?P<name>.*)", re.IGNORECASE)
_MAP = re.compile(r"sitemap\s*:", re.IGNORECASE)
_OF_THE_SITE = re.compile(r"(?:site-?maps?|host)\b", re.IGNORECASE)  # such lines belong to no group


def parse_robots(content: bytes, agent: str, url: str) -> Protego:
    """The rules of a robots.txt for ``agent``, ready to be asked. Raises ``PullError`` (``too_complex``).

    The group with the longest name that ``agent`` begins with is ours, else the one for everybody (``*``);
    rules beyond ``MOST_RULES`` and longer than ``MOST_RULE`` are left out.
    """
    lines = [line.partition("#")[0].strip() for line in split_lines(content, url)]
    ours = _choose_name({name for line in lines if (name := _read_agent(line))}, agent.lower())
    return Protego.parse("\n".join(_sift(lines, ours)))


def _read_agent(line: str) -> str | None:
    """The agent that a line names in small letters, empty for a line that names none, ``None`` for others."""
    match = _AGENT.match(line)
    if match is None:
        return None
    name = match["name"].lower().partition("/")[0].strip()
    return name if name == "*" else name.replace("*", "")


def _choose_name(names: set[str], agent: str) -> str:
    return max((name for name in names if name == "*" or agent.startswith(name)), key=_rank, default="*")


def _rank(name: str) -> int:
    return 0 if name == "*" else len(name)


def _sift(lines: list[str], ours: str) -> list[str]:
    kept = [line for line in lines if _MAP.match(line) and len(line) <= MOST_RULE][:MOST_MAPS]
    open_group, naming, rules = False, False, 0
    for line in lines:
        name = _read_agent(line)
        if name is not None:
            open_group = (open_group and naming) or name == ours
            if not naming:
                kept.append(OTHERS)
            if name == ours:
                kept.append(f"User-agent: {ours}")
            naming = True
        elif line and not _OF_THE_SITE.match(line):
            naming = False
            if open_group and rules < MOST_RULES and len(line) <= MOST_RULE:
                kept.append(line)
                rules += 1
    return kept
