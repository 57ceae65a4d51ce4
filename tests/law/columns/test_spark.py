"""Spark says what files say, also where several processes answer."""

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from nahtlos.law.columns import layout, spark
from nahtlos.law.columns.batch import Batch
from nahtlos.law.columns.timelines import Timelines
from nahtlos.law.reading import InvalidInput
from tests.law.columns.population import population, some_lives

pyspark_sql = pytest.importorskip(
    "pyspark.sql", reason="Spark is an extra: `make spark` installs it and runs this test"
)

CODES = ["benefit_law", "employment", "integration_course"]
DAY = date(2024, 3, 15)


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Two executors with a process and a memory of their own, as on a cluster."""
    root = str(Path(__file__).parents[3])
    os.environ["SPARK_HOME"] = str(Path(pyspark_sql.__file__).parents[1])
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = root
    builder = pyspark_sql.SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.task.maxFailures", "1")
    builder = builder.config("spark.executorEnv.PYTHONPATH", root).config("spark.driver.host", "127.0.0.1")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "20").config(
        "spark.sql.shuffle.partitions", "2"
    )
    made = builder.getOrCreate()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def people() -> pa.Table:
    return layout.table(range(80), population(80, 21, some_lives(30, seed=7)))


def by_id(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: row["id"])


def test_spark_answers_as_a_file_is_answered(session: Any, people: pa.Table) -> None:
    frame = session.createDataFrame(people).repartition(2)
    found = spark.answers(frame, on=DAY, questions=CODES).toArrow().to_pylist()
    batch = Batch(people.schema, CODES, DAY)
    expected = batch.answer(people.combine_chunks().to_batches()[0])[0]
    assert by_id(found) == expected.to_pylist()
    changed = spark.answers(frame, on=date(2026, 10, 1), questions=["benefit_law"], modules={"lrag": date(2026, 7, 1)})
    assert changed.count() == len(people)


def test_spark_gives_the_same_timelines(session: Any, people: pa.Table) -> None:
    few = people.slice(0, 12).combine_chunks()
    found = spark.timelines(session.createDataFrame(few), questions=CODES).toArrow().to_pylist()
    expected = Timelines(few.schema, CODES).answer(few.to_batches()[0])[0]
    assert by_id(found) == expected.to_pylist()


def test_a_wrong_row_fails_the_job_and_is_named(session: Any) -> None:
    with pytest.raises(InvalidInput, match="shoe_size"):
        spark.answers(session.createDataFrame(pa.table({"id": [1], "shoe_size": [42]})), on=DAY)
    wrong = pa.table({"id": ["a"], "date_of_birth": [date(2001, 2, 3)], "entry_on": [date(2001, 2, 2)]})
    with pytest.raises(Exception, match=r"id 'a': \$\.date_of_birth"):
        spark.answers(session.createDataFrame(wrong), on=DAY, questions=CODES).collect()
