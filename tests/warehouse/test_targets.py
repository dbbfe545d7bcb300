"""Facts among the targets, the pages they were read on, and their documents."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.warehouse.rows import NOW, PLAN, pages, targets
from warehouse.contracts import TARGET, with_added
from warehouse.errors import UnknownRow
from warehouse.serving import Serving
from warehouse.writer import Changes, writer

LATER = NOW + timedelta(days=30)
OTHER_PAGE = {"source": "https://bao.example.vn/9", "source_rank": 2}


def synced(store: Path, aims: pa.Table, read: pa.Table) -> Changes:
    """Sync the targets of data/."""
    with writer(store, "etl") as work:
        return work.sync_targets(aims, read, NOW)


@pytest.mark.parametrize(
    ("after", "read", "changes", "known", "sources"),
    [
        ([{}], [{}], (0, 0, 0), 1, 1),
        ([{}], [{}, OTHER_PAGE], (0, 0, 0), 1, 2),
        ([{}, {"target_key": "b"}], [{}, OTHER_PAGE | {"target_key": "b"}], (0, 0, 0), 1, 2),
        ([{}], [OTHER_PAGE], (0, 0, 0), 1, 1),
        ([{}], [], (0, 0, 0), 1, 0),
        ([{"target_key": "z"}], [{"target_key": "z"}], (0, 0, 0), 1, 1),
        ([{"value": Decimal(225_000)}], [{}], (0, 1, 0), 1, 1),
        ([{"document_id": None}], [{}], (1, 0, 1), 1, 1),
        ([{"kind": "milestone"}], [{}], (1, 0, 1), 1, 1),
        ([], [], (0, 0, 1), 0, 0),
    ],
)
def test_sync_counts(
    store: Path,
    serving: Serving,
    after: list[dict[str, Any]],
    read: list[dict[str, Any]],
    changes: Changes,
    known: int,
    sources: int,
) -> None:
    """A sync of targets adds, supersedes and withdraws what differs; each known target has its pages."""
    synced(store, targets({}), pages({}))
    assert synced(store, targets(*after), pages(*read)) == changes
    version = serving.version
    assert synced(store, targets(*after), pages(*read)) == (0, 0, 0)
    found = serving.known_targets()
    assert len(found) == known
    assert len(serving.target_sources(found["target_id"])) == sources
    assert serving.version == version


def test_source_taken_away_and_back(store: Path, serving: Serving) -> None:
    """A page that vanishes from data/ is no longer shown, and is shown again when it returns."""
    seen = []
    for read in ([{}, OTHER_PAGE], [{}], [{}, OTHER_PAGE]):
        synced(store, targets({}), pages(*read))
        seen.append(sorted(serving.target_sources()["source_rank"]))
    assert seen == [[1, 2], [1], [1, 2]]
    assert serving.version == 3


def test_source_of_no_target_is_refused(store: Path) -> None:
    """A page whose key names no target is refused, not dropped."""
    with pytest.raises(UnknownRow, match="nobody"):
        synced(store, targets({}), pages({"target_key": "nobody"}))


@pytest.mark.parametrize(
    ("known_from", "as_of", "found"),
    [
        (date(2022, 6, 28), date(2022, 6, 27), 0),
        (date(2022, 6, 28), date(2022, 6, 28), 1),
        (None, date(2008, 1, 1), 1),
        (None, None, 1),
    ],
)
def test_clock(store: Path, serving: Serving, known_from: date | None, as_of: date | None, found: int) -> None:
    """A dated target is known from its document's day on, an undated one always, now and as recorded."""
    synced(store, targets({"known_from": known_from}), pages({}))
    assert len(serving.known_targets(as_of=as_of)) == found
    assert len(serving.known_targets(as_of=as_of, recorded_until=NOW)) == found


def test_document_stands_beside_its_target(store: Path, serving: Serving) -> None:
    """A target carries its document's number, date, rank and issuer; without a document the rank is 1."""
    document = {
        "document_id": ["ha-noi.177-kh-ubnd"], "number": ["177/KH-UBND"], "date": [date(2022, 6, 28)],
        "issuer": ["UBND thành phố Hà Nội"], "place": ["ha-noi"], "authority": pa.array([3], pa.int32()),
    }  # fmt: skip
    with writer(store, "etl") as work:
        work.replace_reference("document", pa.table(document))
        work.sync_targets(targets({}, {"document_id": None, "target_key": "b"}), pages({}), NOW)
    found = serving.known_targets().set_index("authority").sort_index()
    assert found.index.tolist() == [1, 3]
    assert found.loc[3, ["document", "issuer"]].tolist() == ["177/KH-UBND", "UBND thành phố Hà Nội"]
    assert found.loc[1, ["document", "document_date", "issuer"]].isna().all()


def test_values_are_exact_micros(store: Path, serving: Serving) -> None:
    """Values of targets are exact micros; a target without a baseline has none."""
    reduced = {"baseline_value": Decimal("0.1"), "target_key": "b", "value": Decimal("72.23")}
    synced(store, targets({}, reduced), pages({}))
    found = serving.known_targets().set_index("value").sort_index()
    assert found["value_high"].tolist() == found.index.tolist() == [72_230_000, 224_500_000_000]
    assert found["baseline_value"].iloc[0] == 100_000.0
    assert found["baseline_value"].isna().tolist() == [False, True]


def test_target_by_hand_survives_sync_until_withdrawn(store: Path, serving: Serving) -> None:
    """A target added by hand with its page stays through a sync, and goes when a person withdraws it."""
    synced(store, targets({}), pages({}))
    row = PLAN | {"value": Decimal(230_000), "known_from": None}
    with writer(store, "anh Nam") as work:
        made = pa.Table.from_pylist([row], schema=with_added(TARGET))
        [added] = work.add_targets(made, "hand", NOW, pages(OTHER_PAGE))
    synced(store, targets({}), pages({}))
    known = serving.known_targets().set_index("target_id")
    assert known.loc[added, "known_from"].date() == NOW.date()
    assert serving.target_sources([added])["source_rank"].tolist() == [2]
    with writer(store, "anh Nam") as work:
        work.withdraw_target(added, "nhập nhầm", LATER)
    assert serving.known_targets()["value"].tolist() == [224_500_000_000]
    assert len(serving.known_targets(as_of=NOW.date())) == 2
