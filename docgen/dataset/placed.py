"""The hash of every file docgen put into a folder: what has another hash now was touched by a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, exists, select

from docgen.dataset.database import Database
from docgen.dataset.tables import placed

# Built once: SQLAlchemy takes longer to build a statement than SQLite to run it, and each file asks for several.
_HERE, _OTHER = placed.c.path == bindparam("here"), placed.alias()
_HASHES = select(placed.c.path, placed.c.sha256).where(placed.c.path.in_(bindparam("paths", expanding=True)))
_UPDATE, _INSERT, _DELETE = placed.update().where(_HERE), placed.insert(), placed.delete().where(_HERE)
_DELETE_REPLACED = placed.delete().where(placed.c.path == bindparam("to"), exists().where(_OTHER.c.path == bindparam("here")))


class PlacedFiles:
    """Files docgen has put somewhere, by their path relative to the workspace, with `/`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(self, path: str, sha256: str, kind: str) -> None:
        """Remember that docgen put the bytes of `sha256` at `path`."""
        self.remember_all([(path, sha256, kind)])

    def remember_all(self, files: Collection[tuple[str, str, str]]) -> None:
        """Remember `files`, each a path, the hash of what docgen put there, and its kind; at least one."""
        with self._database.writing() as connection:
            connection.execute(_DELETE, [{"here": path} for path, _, _ in files])
            connection.execute(_INSERT, [{"path": path, "sha256": sha256, "kind": kind} for path, sha256, kind in files])

    def forget(self, path: str) -> None:
        """Forget the file at `path`."""
        with self._database.writing() as connection:
            connection.execute(_DELETE, {"here": path})

    def rename_all(self, names: Mapping[str, str]) -> None:
        """Let what is known of each path, if anything is, hold for the one it is mapped to instead, and nothing of itself."""
        if names:
            with self._database.writing() as connection:
                connection.execute(_DELETE_REPLACED, [{"here": path, "to": to} for path, to in names.items()])
                connection.execute(_UPDATE, [{"here": path, "path": to} for path, to in names.items()])

    def hash_of(self, path: str) -> str | None:
        """Return the hash of what docgen put at `path`, or None."""
        return self.hashes_of([path]).get(path)

    def hashes_of(self, paths: Collection[str]) -> Mapping[str, str]:
        """Return the hash of what docgen put at each of `paths` where it put something, by path, as they stand at one moment."""
        with self._database.reading() as connection:
            return {row.path: row.sha256 for row in connection.execute(_HASHES, {"paths": list(paths)})}

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
