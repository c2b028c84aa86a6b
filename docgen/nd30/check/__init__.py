"""A recognised paper in, findings with clause and place out; annotate and fix."""
