"""The command line: `tariffline …`."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points

import click

# A command is imported when it is called: `serve` must start fast, `ask` faster.
_COMMANDS = {
    "adcvd": "tariffline.cli.adcvd:adcvd",
    "ask": "tariffline.cli.ask:ask",
    "blame": "tariffline.cli.ask:blame",
    "changes": "tariffline.cli.changes:changes",
    "cliffs": "tariffline.cli.cliffs:cliffs_command",
    "csms": "tariffline.cli.csms:csms",
    "demo": "tariffline.cli.demo:demo",
    "editions": "tariffline.cli.editions:editions",
    "entry": "tariffline.cli.entry:entry",
    "import": "tariffline.cli.load:import_",
    "mail": "tariffline.cli.mail:mail",
    "mailbox": "tariffline.cli.mailbox:mailbox",
    "manifest": "tariffline.cli.manifest:manifest",
    "measures": "tariffline.cli.measures:measures",
    "serve": "tariffline.cli.serve:serve",
    "sync": "tariffline.cli.sync:sync",
    "watch": "tariffline.cli.watch:watch",
}


class _Commands(click.Group):
    """The commands above and those that the plugin registers."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return sorted([*_COMMANDS, *(e.name for e in entry_points(group="tariffline.commands"))])

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if target := _COMMANDS.get(name):
            module, _, attribute = target.partition(":")
            found = getattr(import_module(module), attribute)
        else:
            found = next(
                (e.load() for e in entry_points(group="tariffline.commands", name=name)), None
            )
        return found if isinstance(found, click.Command) else None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tariffline")
def main() -> None:
    """U.S. customs answers: each names its law, its dates and its source."""
