"""The static pages of a release. ``build.make_site`` writes them; its charts take long to import."""
