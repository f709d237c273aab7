"""A fluent data source of Great Expectations for Polars frames in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

import polars as pl
from great_expectations.datasource.fluent import BatchRequest, Datasource
from great_expectations.datasource.fluent.interfaces import DataAsset
from great_expectations.datasource.fluent.pandas_datasource import DataFrameAsset
from great_expectations.exceptions import InvalidBatchRequestError

from pipelines.validation.engine import PolarsExecutionEngine


class PolarsFrameAsset(DataFrameAsset):
    """An asset whose frame is handed over when a batch of it is requested."""

    def build_batch_request(self, options: dict[str, Any] | None = None, **_: Any) -> BatchRequest[Any]:
        request: BatchRequest[Any] = BatchRequest(
            datasource_name=self.datasource.name, data_asset_name=self.name, options=options or {}
        )
        self._validate_batch_request(request)
        return request

    def _validate_batch_request(self, batch_request: BatchRequest[Any]) -> None:
        if not isinstance(batch_request.options.get("dataframe"), pl.DataFrame):
            raise InvalidBatchRequestError("options must hold a Polars DataFrame as 'dataframe'")


POLARS = "polars"
"""The type under which Great Expectations knows the data source, once this module has been imported."""


class PolarsDatasource(Datasource):
    """Polars frames: ``context.data_sources.add_polars(name)``."""

    # typing's List, because Great Expectations rewrites this annotation at run time
    asset_types: ClassVar[Sequence[type[DataAsset[Any, Any]]]] = [PolarsFrameAsset]
    type: Literal["polars"] = "polars"
    assets: list[PolarsFrameAsset] = []  # noqa: RUF012 - a pydantic field, copied for each instance

    @property
    def execution_engine_type(self) -> Any:
        return PolarsExecutionEngine

    def test_connection(self, test_assets: bool = True) -> None:
        """Nothing to connect to: the data is in memory."""
