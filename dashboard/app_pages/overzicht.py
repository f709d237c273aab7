"""Overview: one sentence on where everything stands, then what the reader's role asks first."""

from __future__ import annotations

from dashboard.access import current_viewer
from dashboard.components.filters import filters
from dashboard.components.frame import heading
from dashboard.components.overview import draw_parts
from dashboard.components.scopes import positions_of
from dashboard.components.sentences import overview_sentence
from dashboard.components.view import page_view

view = page_view()
region = filters("overzicht")["regio"]

heading(view, "overzicht", overview_sentence(view, positions_of(view, region)))
draw_parts(view, current_viewer().role, region)
