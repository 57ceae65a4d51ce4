"""How much a list may weigh. A district has some ten thousand people on one list; these bounds leave room above that."""

from typing import Final

MAX_BYTES: Final = 25 * 1024 * 1024
MAX_INFLATED: Final = 200 * 1024 * 1024
MAX_PARTS: Final = 2_000
MAX_SHEETS: Final = 60
MAX_ROWS: Final = 100_000
MAX_COLUMNS: Final = 200
#: rows times columns of the rectangle around all cells: what the reader has to keep in memory.
MAX_CELLS: Final = 5_000_000
#: Excel itself stops here.
MAX_CELL_CHARACTERS: Final = 32_767
#: Every cell repeats its text in memory although the file stores it once.
MAX_EXPANDED_TEXT: Final = 300 * 1024 * 1024
MAX_MERGED_RANGES: Final = 20_000
MEGABYTE: Final = 1024 * 1024
