"""Great Expectations on Polars: suites from contracts, one pass over the rows, complete lists of bad rows."""
