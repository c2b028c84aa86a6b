"""Pure tests: no disk, no sleep."""
