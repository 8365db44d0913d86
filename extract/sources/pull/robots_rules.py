"""Parsing a robots.txt: only the group of rules for our own agent, and a limited number of them.

A hostile robots.txt of the allowed size can name a hundred thousand user agents for one group of rules, for
which the parser, which stores every rule for every agent, would need minutes and gigabytes. So the lines are
filtered first, in one pass, and only one group for one agent is parsed.
"""

from __future__ import annotations

import re

from protego import Protego

from extract.sources.pull.parse import split_lines

MOST_RULES = 5_000  # of our group; RFC 9309 lets a reader stop after 500 KiB
MOST_MAPS = 100  # site maps
MOST_RULE = 2_000  # characters; longer addresses are not requested
OTHERS = "User-agent: !"  # replaces the names of other agents, so that groups keep their boundaries

_AGENT = re.compile(r"user[- ]?agent(?:\s*:|\s+|$)\s*(?P<name>.*)", re.IGNORECASE)
_MAP = re.compile(r"sitemap\s*:", re.IGNORECASE)
_OF_THE_SITE = re.compile(r"(?:site-?maps?|host)\b", re.IGNORECASE)  # lines that belong to no group


def parse_robots(content: bytes, agent: str, url: str) -> Protego:
    """Parse the rules of a robots.txt for ``agent``. Raises ``PullError`` (``too_complex``).

    Our group is the one with the longest name with which ``agent`` begins, or else the one for everybody
    (``*``). Rules after the first ``MOST_RULES`` and rules longer than ``MOST_RULE`` are left out.
    """
    lines = [line.partition("#")[0].strip() for line in split_lines(content, url)]
    ours = _choose_name({name for line in lines if (name := _read_agent(line))}, agent.lower())
    return Protego.parse("\n".join(_sift(lines, ours)))


def _read_agent(line: str) -> str | None:
    """The agent that a user-agent line names, in small letters; ``None`` for any other line."""
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
