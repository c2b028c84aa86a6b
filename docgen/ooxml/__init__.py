"""Office files as zip packages: read safely, written with fixed times."""
