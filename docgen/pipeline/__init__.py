"""The order of the stages: settle, capture, screen, read, identify, validate, decide, project."""
