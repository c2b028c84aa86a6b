"""The single truth: captures, decisions, revisions, totals, indicators."""
