"""What composes the apps: landing pages, the golden thread, reports and services that span apps."""
