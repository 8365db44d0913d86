"""A maker of adversarial reports: the same facts drawn in many ways, with the facts known exactly.

``plan_from_seed(seed)`` chooses how, ``draw_report(plan, path)`` draws it, and the plan's facts say what
must be read. ``python -m tests.layouts SEED out.pdf`` draws the report of a failing seed for a look.
"""
