"""From all series and totals of a document to scores that are proved, and what speaks against these."""

from extract.verdict.judge import judge_candidates

__all__ = ["judge_candidates"]
