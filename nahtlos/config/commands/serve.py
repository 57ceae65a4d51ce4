"""`nahtlos serve`"""

from __future__ import annotations

from nahtlos.config import instance
from nahtlos.config.command import data_folder, parser_for, start_django


def main(argv: list[str]) -> int:
    """Serve the workspace and carry out its jobs until interrupted."""
    parser = parser_for("serve", "Serve the workspace and carry out its jobs.", "nahtlos serve --port 8000")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    options = parser.parse_args(argv)
    with instance.opened(data_folder(), existing=True) as database:
        start_django()
        from nahtlos.config.serving import serve  # noqa: PLC0415 -- needs settings

        return serve(options.host, options.port, workers=options.workers, database=database)
