"""How somebody names a repository: its address, with what is wanted of it as parameters."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from regesta.formats.oai.answers import moment

SCHEME = "oai+"  # before http: or https:, for what is a repository whatever it answers
_ARGUMENTS = ("verb", "set", "metadataPrefix", "from", "until", "identifier", "resumptionToken")


class BadRequest(ValueError):
    """The address asks for what no repository can give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryAddress:
    """``base`` is where the repository is asked; ``first`` and ``last`` are the days or
    moments between which its records were changed, "" for no bound."""

    base: str
    set_spec: str = ""
    prefix: str = ""
    first: str = ""
    last: str = ""

    @property
    def has_bounds(self) -> bool:
        return bool(self.first or self.last)

    @property
    def shown(self) -> str:
        """The address for people, with what is wanted of it."""
        wanted = {
            "metadataPrefix": self.prefix, "set": self.set_spec, "from": self.first,
            "until": self.last,
        }  # fmt: skip
        return _with(self.base, {name: value for name, value in wanted.items() if value})

    def asking(self, verb: str, **arguments: str) -> str:
        """The address of one question; ``first`` and ``last`` are called as the protocol
        does, where they are named."""
        names = {"first": "from", "last": "until"}
        said = {names.get(name, name): value for name, value in arguments.items() if value}
        return _with(self.base, {"verb": verb} | said)


def is_named_as_repository(name: str) -> bool:
    """Whether an address says that it is one of a repository."""
    return name.startswith((f"{SCHEME}http://", f"{SCHEME}https://"))


def asks_for_one_record(name: str) -> bool:
    """Whether an address is that of the answer to GetRecord."""
    return ("verb", "GetRecord") in _parameters(name)


def asks_for_a_list(name: str) -> bool:
    """Whether an address asks as one asks only a repository."""
    return any(one in ("verb", "metadataPrefix") for one, _ in _parameters(name))


def base_of(name: str) -> str:
    """The address of a repository without what is wanted of it; "" for what is no address."""
    try:
        return repository_address(name).base
    except BadRequest:
        return ""


def _parameters(name: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(urlsplit(name).query)
    except ValueError:
        return []


def repository_address(name: str) -> RepositoryAddress:
    """Reads an address, with or without ``oai+`` before it. Parameters that are none of the
    protocol belong to the address. Raises `BadRequest`."""
    try:
        parts = urlsplit(name.removeprefix(SCHEME))
        given = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        raise BadRequest(f"{name} is no address.") from None
    said: dict[str, str] = {}
    for argument, value in given:
        plain = value.strip()
        if argument in _ARGUMENTS and plain and said.setdefault(argument, plain) != plain:
            raise BadRequest(f"The address names {argument} twice.")
    for argument in ("from", "until"):
        if argument in said and not moment(said[argument]):
            raise BadRequest(
                f"{argument}={said[argument]} is no date as repositories write it (2024-05-31 or "
                "2024-05-31T12:00:00Z)."
            )
    others = urlencode([one for one in given if one[0] not in _ARGUMENTS])
    return RepositoryAddress(
        base=urlunsplit((parts.scheme, parts.netloc, parts.path, others, "")),
        set_spec=said.get("set", ""),
        prefix=said.get("metadataPrefix", ""),
        first=moment(said.get("from", "")),
        last=moment(said.get("until", "")),
    )


def _with(base: str, arguments: dict[str, str]) -> str:
    if not arguments:
        return base
    return f"{base}{'&' if urlsplit(base).query else '?'}{urlencode(arguments)}"
