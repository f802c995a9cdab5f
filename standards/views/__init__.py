"""Pages of this app: the library and a version for everybody, status and imports for programme admins."""
