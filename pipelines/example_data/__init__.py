"""Example deliveries of an invented partnership: contract-conforming but for planted mistakes, seeded, fictitious.

Nothing here is about anybody: organisations, pilots, professionals and pupils are made up, and so are the rates at
which placements end (no published exit rate for hybrid professionals is known).
"""

from pipelines.example_data.deliveries import DEFAULT_SEED, ExampleDelivery, example_deliveries

__all__ = ["DEFAULT_SEED", "ExampleDelivery", "example_deliveries"]
