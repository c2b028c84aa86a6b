"""docgen: forms of units in, official Word documents out."""
