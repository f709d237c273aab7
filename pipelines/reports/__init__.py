"""Documents for people outside the dashboard."""
