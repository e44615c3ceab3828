"""Small signatures of sets of shingles, and which of them are worth comparing.

A signature is the R-MinHash of rensa (algorithm version 2): 128 minima of 32 bits, by three rounds of
buckets (after Dahlgaard, Knudsen and Thorup, "Fast Similarity Sketching", 2017) and a fallback for buckets that
stay empty. Without rensa, or with another version of its algorithm, the same values are computed here,
slower: the candidates of a register never depend on what is installed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, Protocol, TypeAlias

MINIMA = 128
SEED = 42
ALGORITHM = 2
"""The version of rensa's algorithm that `computed` follows."""

ROWS = 3
BANDS = MINIMA // ROWS
"""42 bands of three: two sets meet in one of them with an even chance where a quarter is common, nearly surely
above two fifths: (1/42) ** (1/3) is the threshold of 0.3 (reading, section 2.4)."""

Shingles: TypeAlias = "array[int]"
"""64-bit hashes of the shingles of one text: sorted, each once."""

Signature: TypeAlias = bytes
"""The minima of one set, four bytes each."""

_MASK = 2**64 - 1
_ROUNDS = 3
_FRACTION_BITS = 30
_FALLBACK = _ROUNDS << _FRACTION_BITS
_BUCKET_DOMAIN = 0x6A09E667F3BCC909
_ROUND_DOMAIN = 0x3C6EF372FE94F82B
_FALLBACK_DOMAIN = 0xBB67AE8584CAA73B
_GOLDEN = 0x9E3779B97F4A7C15


class _Engine(Protocol):
    def __call__(self, sets: Sequence[Shingles]) -> list[list[int]]: ...


def signatures(sets: Sequence[Shingles]) -> list[Signature]:
    """The signature of each set, by rensa where it is installed."""
    rows = (_rensa() or computed)(sets) if sets else []
    return [array("I", row).tobytes() for row in rows]


def band(signature: Signature, number: int) -> bytes:
    """The values of one band, counted from 0; two sets that have a band in common are candidates."""
    width = len(signature) // MINIMA * ROWS
    return signature[number * width : (number + 1) * width]


def computed(sets: Sequence[Shingles]) -> list[list[int]]:
    """The signatures in Python alone: equal to rensa's, value by value."""
    return [_signature(hashes) for hashes in sets]


def _signature(hashes: Shingles) -> list[int]:
    values = [2**32 - 1] * MINIMA
    if not hashes:
        return values
    shift = 32 - MINIMA.bit_length() + 1
    permutations = _permutations()
    for number in range(_ROUNDS):
        seed = permutations[0].offset ^ _BUCKET_DOMAIN ^ (number * _ROUND_DOMAIN & _MASK)
        prefix = number << _FRACTION_BITS
        for value in hashes:
            mixed = _mixed(value ^ seed)
            bucket = (mixed & 0xFFFFFFFF) >> shift
            rank = prefix | mixed >> (64 - _FRACTION_BITS)
            if rank < values[bucket]:
                values[bucket] = rank
        if max(values) < (number + 1) << _FRACTION_BITS:
            return values
    seed = permutations[0].factor ^ _FALLBACK_DOMAIN
    mixed_all = [_mixed(value ^ seed) for value in hashes]
    for bucket, (factor, offset) in enumerate(permutations):
        if values[bucket] >= _FALLBACK:
            least = min((factor * mixed + offset & _MASK) >> 32 for mixed in mixed_all)
            values[bucket] = min(values[bucket], _FALLBACK | least >> 2)
    return values


class _Permutation(NamedTuple):
    factor: int
    offset: int


@cache
def _permutations() -> tuple[_Permutation, ...]:
    numbers = _xoshiro(SEED)
    return tuple(_Permutation(next(numbers) | 1, next(numbers)) for _ in range(MINIMA))


def _xoshiro(seed: int) -> Iterator[int]:
    """Xoshiro256++ (Blackman and Vigna 2018), its state filled by SplitMix64."""
    a, b, c, d = (_mixed(seed + number * _GOLDEN & _MASK) for number in range(4))
    while True:
        yield (_rotated((a + d) & _MASK, 23) + a) & _MASK
        shifted = b << 17 & _MASK
        c, d = c ^ a, d ^ b
        b, a = b ^ c, a ^ d
        c, d = c ^ shifted, _rotated(d, 45)


def _rotated(value: int, by: int) -> int:
    return (value << by | value >> (64 - by)) & _MASK


def _mixed(value: int) -> int:
    """One step of SplitMix64."""
    value = value + _GOLDEN & _MASK
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & _MASK
    value = (value ^ value >> 27) * 0x94D049BB133111EB & _MASK
    return value ^ value >> 31


@cache
def _rensa() -> _Engine | None:
    try:
        from rensa import RMinHash
    except ImportError:
        return None
    if getattr(RMinHash, "ALGORITHM_VERSION", None) != ALGORITHM:
        return None

    def engine(sets: Sequence[Shingles]) -> list[list[int]]:
        rows: list[list[int]] = RMinHash.digest_matrix_from_token_hash_sets(list(sets), MINIMA, SEED).to_rows()
        return rows

    return engine
