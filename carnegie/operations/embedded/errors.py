"""Refusals of the local servers: one sentence each, for a person at a terminal."""


class EmbeddedServerError(Exception):
    """A local server cannot be used; the text says why and what to do."""


class DataFolderInUse(EmbeddedServerError):
    """Another process runs the servers of this data folder."""
