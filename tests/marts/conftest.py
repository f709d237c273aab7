"""Shows the difference where a mart is not as expected."""

import pytest

pytest.register_assert_rewrite("tests.marts.text_tables")
