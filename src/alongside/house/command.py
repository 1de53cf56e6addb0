"""The `alongside` command. Exit status 0: done; 1: refused, with one plain sentence; 2: wrong usage."""

import importlib
import os
import sys

import click

COMMANDS = {
    "serve": "alongside.house.commands.serve",
    "rounds": "alongside.house.commands.rounds",
    "settle": "alongside.house.commands.settle",
    "open-space": "alongside.house.commands.open_space",
    "sign-in": "alongside.house.commands.sign_in",
    "door": "alongside.house.commands.door",
    "lessons": "alongside.house.commands.lessons",
    "screen": "alongside.house.commands.screen",
    "flood": "alongside.house.commands.flood",
    "backup": "alongside.house.commands.backup",
    "doctor": "alongside.house.commands.doctor",
    "demo": "alongside.house.commands.demo",
}


class Refusal(click.ClickException):
    """Something that cannot be done, in one sentence on stderr; exit status 1."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        """Print the sentence alone."""
        click.echo(self.message, err=True)


class Commands(click.Group):
    """Loads a command's module only when it is called, so that `--help` and `screen` start at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the table above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return its `command`."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; anticipated refusals become one sentence."""
        from alongside.ground.errors import NotThere, Refused
        from alongside.house.configuration import WrongSetting

        try:
            return super().invoke(ctx)
        except (Refused, WrongSetting) as refused:
            raise Refusal(str(refused)) from refused
        except NotThere as missing:
            raise Refusal("There is no such space.") from missing


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="alongside")
def main() -> None:
    """Alongside: one calm place for a family after a loss.

    Settings are read from the environment; ALONGSIDE_DATA, the data directory, is the only one needed.
    """


def start_django() -> None:
    """Load Django. Raises `WrongSetting` with a sentence that names the setting."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.house.settings")
    import django

    django.setup()


def start_site() -> None:
    """Load Django and bring the tables up to date, so that any command may be a new site's first."""
    start_django()
    from alongside.house import tables

    tables.bring_up_to_date()


def is_terminal() -> bool:
    """Whether progress may be shown."""
    return sys.stderr.isatty()
