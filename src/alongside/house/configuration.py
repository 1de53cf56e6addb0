"""What an operator can set: read from the environment (and a file), with the prefix ALONGSIDE_.

docs/hosts/settings.md lists them all.
A wrong setting stops the start with a sentence that names the setting and the remedy.
"""

import os
import re
import secrets
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, Self
from zoneinfo import available_timezones

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

if TYPE_CHECKING:
    from alongside.gate import HostRule

PREFIX = "ALONGSIDE_"
KEY_FILE = "secret-key"
FAMILY = re.compile(r"H(0[1-9]|1[0-9]|2[0-9]|30)", re.ASCII)
ALWAYS_ON = "H28"


class WrongSetting(Exception):
    """A setting cannot be used; the text names it and says what to do."""


class Configuration(BaseSettings):
    """Every setting. Each field's description is what the documentation says of it."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")
    _mask_wrapped: ClassVar[bool] = True  # Django's settings ask every value for it, and pydantic would search long

    data: Path = Field(
        Path("data"), description="The data directory: database, pictures, letters that wait. The only one needed."
    )
    database_url: str = Field(
        "", description="A PostgreSQL address (postgres://…); empty for the database in the data directory."
    )
    mail_url: str = Field(
        "",
        description="smtp://name:secret@host:587 or smtps://…; empty: letters lie in the data directory and on a page.",
    )
    mail_from: str = Field("", description="The address that letters come from; needed with a mail setting.")
    mail_reply_to: str = Field(
        "", description="Where answers to letters go, when that is another address than the one they come from."
    )
    base_url: str = Field(
        "http://localhost:8000", description="The site's address as people type it; used in every link in a letter."
    )
    secret_key: str = Field(
        "", description="Signs sessions and links; made and kept in the data directory when absent."
    )
    site_name: str = Field("Alongside", description="What this site calls itself, in small letters at the top.")
    language: str = Field("en", description="The language of pages whose reader asked for none that we have.")
    time_zone: str = Field("UTC", description="Where the host lives; spaces have their own.")
    country: str = Field("", description="Two letters (ISO 3166): the country whose helplines stand first.")
    limits: Literal["on", "off"] = Field("on", description="off: no limit on messages per sender. For load tests only.")
    proxies: int = Field(
        0, ge=0, le=9, description="How many proxies of yours stand in front and add to X-Forwarded-For."
    )
    gate_rules: str = Field(
        "", description="A file (TOML) with rules of your own, in the phrase language of the gate's word lists."
    )
    gate_off: str = Field(
        "", description="Families of hurtful phrases that are not looked for on this site, like H11,H16."
    )
    log: Literal["line", "json"] = Field(
        "line", description="json: one JSON object a line, for programs that read logs."
    )
    metrics_port: int = Field(
        0, ge=0, le=65535, description="Where Prometheus finds numbers about the site, a port of its own; 0: nowhere."
    )
    metrics_host: str = Field("127.0.0.1", description="The address that the numbers are shown on.")
    debug: bool = Field(False, description="For developers: the style guide, and styles read anew for each page.")

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError("there is no such time zone; write it like Europe/Berlin")
        return zone

    @field_validator("gate_off")
    @classmethod
    def _known_families(cls, named: str) -> str:
        families = named.replace(",", " ").split()
        if not all(FAMILY.fullmatch(family) for family in families):
            raise ValueError("name families from H01 to H30, like H11,H16")
        if ALWAYS_ON in families:
            raise ValueError(f"{ALWAYS_ON}, threats and insults, is always looked for; leave it out")
        return ",".join(families)

    @field_validator("base_url")
    @classmethod
    def _whole_address(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("write the whole address, like https://example.org")
        return url.rstrip("/")

    @field_validator("mail_url")
    @classmethod
    def _mail_scheme(cls, url: str) -> str:
        if url and not url.startswith(("smtp://", "smtps://")):
            raise ValueError("write it like smtp://name:secret@mail.example.org:587, or smtps://… for port 465")
        return url

    @model_validator(mode="after")
    def _letters_have_a_sender(self) -> Self:
        if self.mail_url and not self.mail_from:
            raise ValueError(
                "ALONGSIDE_MAIL_FROM is needed with ALONGSIDE_MAIL_URL: the address that letters come from"
            )
        return self

    @field_validator("database_url")
    @classmethod
    def _database_scheme(cls, url: str) -> str:
        if url and not url.startswith(("postgres://", "postgresql://")):
            raise ValueError("write it like postgres://name:secret@host:5432/alongside, or leave it empty for SQLite")
        return url


@cache
def load() -> Configuration:
    """Read the settings once. Raises `WrongSetting`."""
    try:
        found = Configuration(_env_file=os.environ.get(PREFIX + "ENV_FILE") or None)
    except ValidationError as wrong:
        raise WrongSetting(_sentence(wrong)) from None
    found.data = found.data.absolute()
    found.secret_key = found.secret_key or _kept_key(found.data)
    return found


def host_rules(path: str) -> "tuple[HostRule, ...]":
    """The host's own rules for the gate; none without a file. Raises `WrongSetting`."""
    if not path:
        return ()
    from alongside import gate  # what reads rules is imported with it; most sites have none of their own

    try:
        return gate.read_rules(Path(path).read_text(encoding="utf-8"))
    except OSError as broken:
        said = f"{path} cannot be read ({broken.strerror})"
    except (gate.RulesError, UnicodeDecodeError) as wrong:
        said = f"{path}: {wrong}"
    raise WrongSetting(f"{PREFIX}GATE_RULES cannot be used: {said}.")


def _sentence(wrong: ValidationError) -> str:
    first = wrong.errors()[0]
    said = f"{first['msg'].removeprefix('Value error, ')}."
    name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
    return f"{name} cannot be used: {said}" if first["loc"] else said


def _kept_key(data: Path) -> str:
    """The secret in the data directory, made at the first start. Two processes that start at once agree on one."""
    path = data / KEY_FILE
    try:
        data.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as broken:
        raise WrongSetting(f"{PREFIX}DATA cannot be used: {data} cannot be written to ({broken.strerror}).") from None
    return path.read_text(encoding="ascii").strip()
