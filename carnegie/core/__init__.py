"""What every app stands on: abstract models, the audit trail, background jobs, page components. Knows no domain."""
