"""Places on a page for any number of things beside each other."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def in_pairs(count: int) -> list[DeltaGenerator]:
    """Places for so many things, two beside each other; on a phone they stand under each other."""
    return [place for _ in range(0, count, 2) for place in st.columns(2, gap="large")][:count]
