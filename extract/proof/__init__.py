"""Prove the scores of a report from its readings, or give the reasons why they cannot be published."""
