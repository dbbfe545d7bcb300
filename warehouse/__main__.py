"""`python -m warehouse user` keeps the accounts; `backup` and `restore` keep the store safe."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from warehouse import accounts, store
from warehouse.accounts import ROLES, AccountRefused, Identity
from warehouse.backup import BackupRefused, backup, restore
from warehouse.errors import WarehouseError
from warehouse.serving import Serving
from wording.catalogue import words

LANG: Final = "vi"
ALL: Final = "all"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; 0 when done, 1 when it could not be, 2 for wrong usage."""
    options = parser().parse_args(arguments)
    try:
        options.verb(options.store or store.folder(), options)
    except AccountRefused as refusal:
        print(said(f"account.{refusal.code}", **refusal.values), file=sys.stderr)
        return 1
    except BackupRefused as refusal:
        print(said(f"backup.{refusal.code}", path=refusal.path, error=refusal.error), file=sys.stderr)
        return 1
    except WarehouseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def said(key: str, **values: object) -> str:
    """A sentence of the command line."""
    return words(LANG).text(key, **values)


def parser() -> argparse.ArgumentParser:
    """The verbs and what each takes."""
    top = argparse.ArgumentParser(prog="python -m warehouse", description=__doc__)
    top.add_argument("--store", type=Path, default=None, metavar="DIR")
    verbs = top.add_subparsers(required=True, metavar="user | backup | restore")
    user_verbs(verbs.add_parser("user"))
    one = verbs.add_parser("backup", help="copy the store and read the copy back")
    one.add_argument("file", nargs="?", type=Path, metavar="FILE")
    one.set_defaults(verb=_backup)
    one = verbs.add_parser("restore", help="bring the store back to a copy; the present state is copied first")
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--keep-accounts", action="store_true", help="leave accounts and passwords as they are")
    one.set_defaults(verb=_restore)
    return top


def user_verbs(top: argparse.ArgumentParser) -> None:
    """What can be done to accounts."""
    verbs = top.add_subparsers(required=True, metavar="add | list | role | password | disable | enable")
    verbs.add_parser("list", help="every account").set_defaults(verb=_list)
    for name, verb in (("add", _add), ("role", _role), ("password", _password)):
        one = verbs.add_parser(name)
        one.add_argument("name", metavar="NAME")
        one.set_defaults(verb=verb)
        if name != "password":
            one.add_argument("--role", choices=ROLES, required=True)
            one.add_argument("--places", default="", metavar="a,b", help=f"places of an editor, or {ALL}")
        if name != "role":
            one.add_argument("--password-stdin", action="store_true", help="read it from the first line of the input")
    for name, shut in (("disable", True), ("enable", False)):
        one = verbs.add_parser(name)
        one.add_argument("name", metavar="NAME")
        one.set_defaults(verb=_set_disabled, shut=shut)


def password_asked(from_input: bool) -> str:
    """The password typed twice unseen, or the first line of the input."""
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass(said("account.password_prompt"))
    if getpass.getpass(said("account.password_again")) != password:
        raise AccountRefused("passwords_differ")
    return password


def places_named(folder: Path, listed: str) -> list[str] | None:
    """The places of a comma-separated list, None for every place; AccountRefused for one the warehouse lacks."""
    if listed.strip() == ALL:
        return None
    named = [place.strip() for place in listed.split(",") if place.strip()]
    if named:
        unknown = sorted(set(named) - set(Serving(folder).places()["place"]))
        if unknown:
            raise AccountRefused("unknown_places", places=", ".join(unknown))
    return named


def _add(folder: Path, options: argparse.Namespace) -> None:
    name = accounts.sign_in_name(options.name)
    places = places_named(folder, options.places)
    accounts.refuse_places(options.role, places)
    accounts.add(folder, name, options.role, places, password_asked(options.password_stdin))
    print(said("account.added", name=name, role=said(f"role.{options.role}")))


def _role(folder: Path, options: argparse.Namespace) -> None:
    accounts.set_role(folder, options.name, options.role, places_named(folder, options.places))
    print(said("account.changed", name=options.name))


def _password(folder: Path, options: argparse.Namespace) -> None:
    accounts.set_password(folder, options.name, password_asked(options.password_stdin))
    print(said("account.password_set", name=options.name))


def _set_disabled(folder: Path, options: argparse.Namespace) -> None:
    accounts.set_disabled(folder, options.name, options.shut)
    print(said("account.disabled" if options.shut else "account.enabled", name=options.name))


def _list(folder: Path, _: argparse.Namespace) -> None:
    found = accounts.identities(folder)
    print("\n".join(map(account_line, found)) if found else said("account.none"))


def account_line(one: Identity) -> str:
    """One account: name, label where it differs, role, places, whether it is shut out."""
    user = one.user
    label = f" ({user.label})" if user.label != user.name else ""
    places = said("account.every_place") if user.places is None else ", ".join(sorted(user.places))
    where = places if user.role == "editor" else ""
    parts = [f"{user.name}{label}", said(f"role.{user.role}"), where, said("account.is_disabled") * one.disabled]
    return " · ".join(part for part in parts if part)


def _backup(folder: Path, options: argparse.Namespace) -> None:
    made = backup(folder, options.file)
    print(said("backup.made", path=made.path, version=made.version, rows=made.rows, originals=made.originals))


def _restore(folder: Path, options: argparse.Namespace) -> None:
    before = restore(folder, options.file, options.keep_accounts)
    key = "restored" if before else "restored_first"
    print(said(f"backup.{key}", path=options.file, before=before))
    if not options.keep_accounts:
        print(said("backup.sessions_ended"))


if __name__ == "__main__":
    sys.exit(main())
