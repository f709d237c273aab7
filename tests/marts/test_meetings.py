"""Registrations and attendance at meetings of the network."""

from __future__ import annotations

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_mart


def test_the_meeting_as_a_whole_counts_where_it_is_given_and_else_the_sum_of_its_groups(catalogue: Catalogue) -> None:
    given = {
        "core.meetings": """
            meeting_id | participant_group | name  | year | registered | attended | source
            nb-1       | vmbo              | Eerste | 2021 | 17         | -        | rapport
            nb-1       | mbo               | Eerste | 2021 | 22         | -        | rapport
            nb-1       | alle              | Eerste | 2021 | 40         | 30       | rapport
            nb-2       | mbo               | Tweede | 2022 | 12         | 9        | -
            nb-2       | hbo               | Tweede | 2022 | 8          | 8        | -
            nb-3       | alle              | Derde  | 2022 | 5          | -        | -
            nb-4       | vmbo              | Vierde | 2023 | 6          | 3        | -
            nb-4       | mbo               | Vierde | 2023 | 4          | 2        | -
            nb-4       | alle              | Vierde | 2023 | -          | 6        | -
        """
    }
    expected = """
        meeting_id | year | name   | registered | attended | source
        nb-1       | 2021 | Eerste | 40         | 30       | rapport
        nb-2       | 2022 | Tweede | 20         | 17       | -
        nb-3       | 2022 | Derde  | 5          | -        | -
        nb-4       | 2023 | Vierde | 10         | 6        | -
    """
    assert_mart(catalogue, "meeting_attendance", given, expected)
