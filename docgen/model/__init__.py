"""The words of the design as plain frozen values; no I/O."""
