"""Who may work on a workspace."""
