"""`tariffline cliffs` over the bundled sample."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Run


def test_the_days_ahead_of_all_and_of_a_line(run: Run) -> None:
    assert run("import", "sample").exit_code == 0
    every = run("cliffs", "--json")
    assert every.exit_code == 0
    assert "African Growth and Opportunity Act" in every.output
    one = run("cliffs", "7307.91.50.10,KE,1000,claim=D", "--json")
    assert '"at_risk":55.00' in one.output


@pytest.mark.parametrize("line", ["laptop", "7307.91.50.10,Mars", "7307.91.50.10,KR,much"])
def test_a_line_that_can_not_be_read(run: Run, line: str) -> None:
    result = run("cliffs", line)
    assert result.exit_code == 2
    assert line.split(",")[0] in result.output
