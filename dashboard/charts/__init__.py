"""Pure functions: frame in, Vega-Lite spec out."""
