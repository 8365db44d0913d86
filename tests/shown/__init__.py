"""Small reports in which what is stored and what is shown differ, each kind drawn anew from other facts.

A kind draws the page of points with ``Sheet``: the figures that a viewer shows, and what lies under, over or
beside them. What a viewer shows is always ``facts.scores``; other figures are those of an older round.
"""
