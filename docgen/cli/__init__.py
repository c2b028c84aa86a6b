"""Arguments in, exit code out; talks Vietnamese; no logic."""
