"""The pipeline as a Prefect flow, a command line and a schedule; the only package that knows Prefect."""

from flows.environment import prepare_environment

prepare_environment()
