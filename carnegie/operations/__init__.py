"""Running an installation: the local servers, the demo, its data, backups (commands that span apps)."""
