"""A document as docgen wrote it, as a person edited it, and as docgen would write it now: the three become one."""
