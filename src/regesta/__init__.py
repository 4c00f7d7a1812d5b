"""Regesta: from a pasted list to a digital archive that people can search, read and cite."""

from importlib.metadata import version

__version__ = version("regesta")
