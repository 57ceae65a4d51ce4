"""Answering many people with less sweeping: what an answer leaves behind is mostly freed at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: How many new objects are waited for before the young, the middle-aged and all of them are swept.
_SELDOM = 50_000, 20, 50


@contextmanager
def seldom_swept() -> Iterator[None]:
    """While many people are asked after each other: the rule book is not searched for garbage again and again."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
