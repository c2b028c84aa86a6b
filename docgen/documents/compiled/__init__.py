"""Templates compiled once: what depends on the template alone is done and proved beforehand, each document costs its values and a zip."""
