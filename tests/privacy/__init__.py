"""Tests of what is known of persons, and what is not."""
