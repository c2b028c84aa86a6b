"""What is done to a whole workspace: init, demo, doctor."""
