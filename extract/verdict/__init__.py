"""From all series and totals of a document to scores that can be published, or the reasons why not."""

from extract.verdict.judge import judge_candidates

__all__ = ["judge_candidates"]
