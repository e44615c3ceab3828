"""The ledger against plain sqlite3, in one run: bulk append, durable append, a case, verify, size.

    python bench/ledger.py [--claims 1000000] [--postgres]

The claims are invented: 10 to a report, 5 each about two people; 50 to a person, from ten reports. *plain* is
`executemany` of the very same rows, computed beforehand, into the same tables with the same indexes, triggers,
pragmas and transaction size; so the ratio shows what ids, canonical content, salts, commitments, leaves and the
tree cost. With `--postgres` the same register is made on a server of its own that waits for the disk, and
there is no plain run.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from habeas.entries import Claim, Decision, DecisionKind, Entry, Mention, Source
from habeas.ledger.store import BATCH, Ledger
from habeas.when import When

CLAIMS_OF_A_REPORT = 10
CLAIMS_IN_A_ROW = 5
CLAIMS_OF_A_PERSON = 50
SEEN = datetime(2025, 1, 1, tzinfo=UTC)
TABLES = ("entry", "payload", "target", "original", "subtree", "mention")
SYLLABLES = ("va", "le", "mi", "ro", "ska", "ni", "dor", "tu", "pel", "gri")


def main() -> None:
    """Run and print one table."""
    parser = argparse.ArgumentParser(description="Measure the ledger against plain sqlite3, or on PostgreSQL.")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server started for this run")
    asked = parser.parse_args()
    if asked.postgres:
        sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
        from server import private_server

        with private_server(durable=True) as address:
            measure(address, asked.claims, lambda ledger: None)
            print_row("size", server_size(address))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.habeas"
        measure(path, asked.claims, lambda ledger: plain(ledger, path, Path(folder) / "plain.habeas"))
        print_row("size", f"{path.stat().st_size / 1e6:,.0f} MB")


def measure(address: str | Path, count: int, compare: Callable[[Ledger], float | None]) -> None:
    """Print a row for each question; `compare` gives the seconds that something else takes for the same rows."""
    with Ledger.create(address, created=SEEN) as ledger:
        entries = list(reports(ledger, count))
        gc.freeze()  # what the benchmark itself holds is not to be searched for garbage
        bulk_s = timed(lambda: ledger.append_many(entries, SEEN))
        total = ledger.size
        print_row("entries", f"{total:,} ({count:,} claims)")
        print_row("bulk append, ledger", f"{count / bulk_s:,.0f} claims/s ({bulk_s:.1f} s)")
        plain_s = compare(ledger)
        prepared_s = prepared(ledger, entries)
        print_row("  of the ledger's time: to prepare and lay out", f"{prepared_s:.1f} s")
        if plain_s is not None:
            print_row("bulk append, plain executemany", f"{count / plain_s:,.0f} claims/s ({plain_s:.1f} s)")
            print_row("ratio (goal at least 0.40)", f"{plain_s / bulk_s:.2f}")
            print_row("  ratio without that", f"{plain_s / max(bulk_s - prepared_s, 1e-9):.2f}")
        single(ledger, entries)
        case(ledger, entries)
        proofs(ledger)
        print_row("open", f"{1000 * timed(lambda: Ledger.open(address).close()):.1f} ms")
        print_row("verify", f"{timed(lambda: sound(ledger)):.1f} s")
        print_row("rebuild of projections", f"{timed(lambda: ledger.rebuild()):.1f} s")


def server_size(address: str) -> str:
    """How much the database of a server takes."""
    import psycopg

    with psycopg.connect(address) as connection:
        found = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return "unknown" if found is None else f"{found[0] / 1e6:,.0f} MB"


def reports(ledger: Ledger, count: int) -> Iterator[Entry]:
    """Reports with their claims, each a line about an invented person."""
    for first in range(0, count, CLAIMS_OF_A_REPORT):
        people = max(1, count // CLAIMS_OF_A_PERSON)
        names = [name_of((first + at) // CLAIMS_IN_A_ROW % people) for at in range(CLAIMS_OF_A_REPORT)]
        lines = [
            f"{name} was detained in the town of {name_of(first)[:8]} after a meeting, report {first + at}."
            for at, name in enumerate(names)
        ]
        text = "\n".join(lines)
        report = Source(
            id=ledger.source_id(text.encode()),
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            media_type="text/plain",
            received=SEEN,
        )
        yield report
        start = 0
        for name, line in zip(names, lines, strict=True):
            day = SEEN.date() + timedelta(days=start % 300)
            yield Claim(
                source=report.id,
                kind="detained",
                start=start,
                end=start + len(line),
                quote=line,
                subject=Mention(name, start, start + len(name)),
                when=When(day, day),
                when_text="",
                reader="bench/1",
            )
            start += len(line) + 1


def name_of(number: int) -> str:
    """An invented name, made of syllables."""
    parts = [SYLLABLES[int(digit)] for digit in f"{number:06d}"]
    return "".join(parts[:3]).capitalize() + " " + "".join(parts[3:]).capitalize()


def plain(ledger: Ledger, path: Path, copy: Path) -> float:
    """Seconds that plain `executemany` takes for the rows that the ledger wrote."""
    Ledger.create(copy, created=SEEN).close()
    spent = 0.0
    with closing(sqlite3.connect(path)) as read, closing(sqlite3.connect(copy, isolation_level=None)) as write:
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON", "secure_delete=ON"):
            write.execute(f"PRAGMA {pragma}")
        write.execute("PRAGMA temp_store=MEMORY")
        write.execute("PRAGMA cache_size=-65536")
        for first in range(0, ledger.size, BATCH):
            rows = {table: rows_of(read, table, first, first + BATCH) for table in TABLES}
            began = time.perf_counter()
            write.execute("BEGIN IMMEDIATE")
            for table, found in rows.items():
                if found:
                    write.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(found[0]))})", found)
            write.execute("COMMIT")
            spent += time.perf_counter() - began
    return spent


def rows_of(connection: sqlite3.Connection, table: str, first: int, end: int) -> list[tuple[object, ...]]:
    """A table's rows of the entries [first, end), in the order in which the ledger wrote them."""
    if table == "subtree":
        where = "level = 8 AND (number + 1) * 256 > ? AND (number + 1) * 256 <= ?"
    else:
        where = "position >= ? AND position < ?"
    order = "ORDER BY number" if table == "subtree" else "ORDER BY position"
    return connection.execute(f"SELECT * FROM {table} WHERE {where} {order}", (first, end)).fetchall()


def prepared(ledger: Ledger, entries: list[Entry]) -> float:
    """Seconds for the part of a bulk append that is not the database's: ids, content, salts, leaves, tree."""
    from habeas.ledger import batch, tree

    began = time.perf_counter()
    frontier, grounds = tree.Frontier(), dict[str, batch.Ground]()
    for first in range(0, len(entries), BATCH):
        ready = batch.in_order(batch.prepare(ledger._key, entries[first : first + BATCH], {}))
        rows = batch.lay_out(ready, first, "2025-01-01T00:00:00.000000Z", grounds, {}, {})
        frontier, _ = tree.extend(frontier, rows.leaves)
    return time.perf_counter() - began


def single(ledger: Ledger, entries: list[Entry]) -> None:
    """One decision on one claim, each in a durable transaction of its own."""
    claims = [entry for entry in entries[:2_000] if isinstance(entry, Claim)]
    spent = []
    for number in range(300):
        target = ledger.claim_id(claims[number % len(claims)])
        one = Decision(kind=DecisionKind.accept, targets=(target,), by="anna", at=SEEN, reason=f"read, {number}")
        spent.append(timed(lambda one=one: ledger.append([one], SEEN)))  # type: ignore[misc]  # bound in the loop
    print_row("durable append of one decision (goal under 2 ms)", quantiles(spent))


def case(ledger: Ledger, entries: list[Entry]) -> None:
    """The claims of one person, from ten reports, with a decision on each and their sources."""
    claims = [entry for entry in entries if isinstance(entry, Claim)]
    people: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.subject is not None:
            people.setdefault(claim.subject.name, []).append(claim)
    spent, sizes = [], []
    for own in [own for own in people.values() if len(own) >= CLAIMS_OF_A_PERSON][:40]:
        mine = own[:CLAIMS_OF_A_PERSON]
        decisions = [
            Decision(kind=DecisionKind.accept, targets=(ledger.claim_id(one),), by="anna", at=SEEN, reason="a case")
            for one in mine
        ]
        ledger.append(decisions, SEEN)
        mentions = [one.subject.id(one.source) for one in mine if one.subject is not None]
        found = ledger.case_entries(mentions, known=SEEN)
        sizes.append(len(found))
        spent += [timed(lambda mentions=mentions: ledger.case_entries(mentions, known=SEEN)) for _ in range(5)]  # type: ignore[misc]  # bound in the loop
    if spent:
        print_row(f"case of 50 claims, {sizes[0]} entries (goal under 3 ms)", quantiles(spent))


def proofs(ledger: Ledger) -> None:
    """Inclusion proofs, spread over the ledger."""
    spent = [timed(lambda at=at: ledger.inclusion_proof(at)) for at in range(0, ledger.size, ledger.size // 50)]  # type: ignore[misc]  # bound in the loop
    print_row("inclusion proof", quantiles(spent))


def sound(ledger: Ledger) -> None:
    """Refuse to print figures of a register that does not verify."""
    found = ledger.verify()
    if not found.ok:
        raise SystemExit(f"not sound at {found.first_bad}: {found.reason}")


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def quantiles(spent: list[float]) -> str:
    """The median and the 95th percentile in milliseconds."""
    cuts = statistics.quantiles(spent, n=20)
    return f"p50 {1000 * statistics.median(spent):.2f} ms, p95 {1000 * cuts[18]:.2f} ms"


def print_row(what: str, figure: str) -> None:
    """One line of the table."""
    print(f"{what:<58}{figure}", flush=True)


if __name__ == "__main__":
    main()
