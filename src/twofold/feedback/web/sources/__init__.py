"""Where reviews come from: setting it up, and the door at which another system hands them in."""
