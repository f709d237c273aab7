"""The dashboard: it reads the edition of its viewer, and draws it."""
