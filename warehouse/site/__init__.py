"""The static pages of a release."""

from warehouse.site.build import make_site

__all__ = ["make_site"]
