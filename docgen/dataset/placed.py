"""The hash of every file docgen put into a folder: what has another hash now was touched by a person."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, select

from docgen.dataset.database import Database
from docgen.dataset.tables import placed

# Built once: SQLAlchemy takes longer to build a statement than SQLite to run it, and each file asks for several.
_HERE = placed.c.path == bindparam("here")
_HASHES = select(placed.c.path, placed.c.sha256).where(_HERE | (placed.c.path == bindparam("also")))  # compared: each has the column's type
_UPDATE, _INSERT, _DELETE = placed.update().where(_HERE), placed.insert(), placed.delete().where(_HERE)


class PlacedFiles:
    """Files docgen has put somewhere, by their path relative to the workspace, with `/`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(self, path: str, sha256: str, kind: str) -> None:
        """Remember that docgen put the bytes of `sha256` at `path`."""
        values = {"sha256": sha256, "kind": kind}
        with self._database.writing() as connection:
            if connection.execute(_UPDATE, {"here": path, **values}).rowcount == 0:
                connection.execute(_INSERT, {"path": path, **values})

    def forget(self, path: str) -> None:
        """Forget the file at `path`."""
        with self._database.writing() as connection:
            connection.execute(_DELETE, {"here": path})

    def rename(self, path: str, to: str) -> None:
        """Let what is known of `path`, if anything is, hold for `to` instead, and nothing of `path`."""
        with self._database.writing() as connection:
            if connection.execute(_HASHES, {"here": path, "also": path}).first() is not None:
                connection.execute(_DELETE, {"here": to})
                connection.execute(_UPDATE, {"here": path, "path": to})

    def hash_of(self, path: str) -> str | None:
        """Return the hash of what docgen put at `path`, or None."""
        return self.hashes_of(path, path)[0]

    def hashes_of(self, path: str, also: str) -> tuple[str | None, str | None]:
        """Return the hashes of what docgen put at two paths, or None, as they stand at one moment."""
        with self._database.reading() as connection:
            found = {row.path: row.sha256 for row in connection.execute(_HASHES, {"here": path, "also": also})}
        return found.get(path), found.get(also)

    def all(self, prefix: str = "") -> Mapping[str, str]:
        """Return the hash of each file whose path begins with `prefix`, by path."""
        query = select(placed.c.path, placed.c.sha256).order_by(placed.c.path)
        with self._database.reading() as connection:
            # Compared here: what LIKE thinks of upper case and of special characters differs between databases.
            return {path: sha256 for path, sha256 in connection.execute(query).all() if path.startswith(prefix)}

    def kinds(self, prefix: str) -> tuple[str, ...]:
        """Return the kinds that begin with `prefix`, each once."""
        query = select(placed.c.kind).distinct().order_by(placed.c.kind)
        with self._database.reading() as connection:
            return tuple(kind for kind in connection.execute(query).scalars() if kind.startswith(prefix))

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Return the paths of all files that were put there as `kind`."""
        with self._database.reading() as connection:
            return tuple(connection.execute(select(placed.c.path).where(placed.c.kind == kind).order_by(placed.c.path)).scalars())
