"""Expressions for sentences by which the evaluation was an exercise, a test run or the work of learners.

``Besöket var ett genrep``, ``rapporten är skriven av studenter``: the points are then of no evaluation.
"""

from __future__ import annotations

import re

from extract.phrases import join_phrases

EXERCISE = re.compile(  # wherever it stands
    rf"{join_phrases('this evaluation')}\W+(?:\w+\W+){{0,5}}?{join_phrases('was only')}\W+"
    rf"(?:[\w:]+\W+){{0,4}}?{join_phrases('an exercise')}",
    re.IGNORECASE,
)
_DO, _MADE = join_phrases("what learners do"), join_phrases("what learners made")
_JUDGE, _US = join_phrases("what learners judge"), join_phrases("the judged municipality")
_STUDENTS = join_phrases("students")
# Up to the last page with points; the chapters speak of other exercises and students.
EXERCISE_HERE = (
    rf"{join_phrases('this or we')}\s{join_phrases('was only', 'was')}\s"
    rf"(?:\w+\s){{0,2}}?{join_phrases('an exercise')}|"
    rf"{_STUDENTS}(?:\W+\w+){{0,5}}?\W+(?:{_DO}\s(?:\w+\s){{0,3}}?{_MADE}|{_JUDGE}\s(?:\w+\s){{0,3}}?{_US})|"
    rf"{_MADE}\W+(?:\w+\W+){{0,3}}?{_DO}\s"
    rf"(?:\w+\s){{0,2}}?{join_phrases('by')}\s(?:\w+\s){{0,2}}?{_STUDENTS}"
)
