"""The command line, the nightly job and its schedule; the only package that imports Prefect."""

from flows.environment import prepare_environment

prepare_environment()
