"""What pages that span apps read, each in a fixed number of queries."""
