"""What a command line says when the store cannot be read or written."""

from typing import Final

from warehouse.errors import StoreClosed, StoreFull, WarehouseError
from wording.catalogue import words

LANG: Final = "vi"


def told(error: WarehouseError) -> str:
    """A full disk and a closed folder in plain words, with the folder; any other fault as the store names it."""
    if isinstance(error, StoreFull | StoreClosed):
        return f"{words(LANG).text(f'error.{error.code}')} {error.folder}"
    return str(error)
