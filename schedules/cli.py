"""``dutydiff``: the command line. Exit codes: 0 done; 1 done with issues, each named; 2 the user's
configuration or arguments; 3 a bug.

Command modules are imported when their command is called, so that ``--help`` answers at once.
"""

from __future__ import annotations

import io
import json
import logging
import os
import sys
import traceback
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

DONE, ISSUES, USER, BUG = 0, 1, 2, 3

COMMANDS = {
    "demo": ("flow", "The whole flow on the sample regulators; leaves digests under out/."),
    "run": ("flow", "Crawl, read, compose, publish and send, once: what a timer calls."),
    "crawl": ("flow", "Captures from the spiders."),
    "ingest": ("flow", "Captures from files, folders, zips, feeds, exported articles, URLs."),
    "read": ("flow", "Pending captures become documents, versions, duties, matches, stories."),
    "digest": ("flow", "Compose what each subscription is told."),
    "publish": ("flow", "Write feeds, pages and calendar as static files."),
    "send": ("flow", "Drain the outbox."),
    "clean": ("core", "Kept and dropped blocks of files, or of a stored release."),
    "duties": ("core", "Structure and duties of legal texts, or of what was in force on a day."),
    "redline": (
        "compare",
        "Two versions compared article by article: text, Markdown, JSON, a page.",
    ),
    "amend": ("amending", "An amendment decision decoded, and applied as a preview."),
    "affected": ("core", "Register lines a document touches."),
    "register": ("register", "The register of known obligations."),
    "instruments": ("chains", "Instruments with their versions; join and split by hand."),
    "verdicts": ("verdicts", "What people said of matches; confirm, reject and take back."),
    "stories": ("keep", "Events with their reposts and reports; join and split by hand."),
    "subscriptions": ("keep", "Who gets what, where, how often."),
    "sources": ("sources", "The watched sources with their health; templates learned from them."),
    "status": ("keep", "What happened, and what is stale."),
    "doctor": ("keep", "Is this installation sound?"),
    "serve": ("flow", "Web pages and feeds, the timetable and the Telegram bot in one process."),
}
"""Every command: the module of schedules.commands it lives in, and its line of help."""


@dataclass(slots=True)
class Session:
    """The global options of one call, and whether anything went less than well."""

    home: str | None
    quiet: bool
    issues: int = 0

    def say(self, line: str) -> None:
        """A line about the work itself, on stderr: results alone go to stdout."""
        if not self.quiet:
            click.echo(on_one_line(line), err=True)

    def issue(self, line: str) -> None:
        """Something that could not be done; it is named and the exit code becomes 1."""
        self.issues += 1
        click.echo(on_one_line(line), err=True)


def on_one_line(text: str) -> str:
    """Words from outside as a terminal may show them: no control characters, no line breaks."""
    from bots.wording import plain

    return " ".join(plain(text).splitlines())


def echo_json(value: Any) -> None:
    """One JSON object on one line of stdout."""
    click.echo(json.dumps(value, ensure_ascii=False))


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"schedules.commands.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    envvar="DUTYDIFF_HOME",
    metavar="DIR",
    help="Folder of configuration, store, register and out/.  [env: DUTYDIFF_HOME; default: the "
    "folder of the nearest dutydiff.toml, else the user's data folder]",
)
@click.option("--quiet", is_flag=True, help="Only results and problems.")
@click.option("--verbose", is_flag=True, expose_value=False, help="Tracebacks of bugs.")
@click.version_option(package_name="dutydiff", prog_name="dutydiff", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, home: str | None, quiet: bool) -> None:
    """Tells legal teams which of their duties under China's AI, cyber and data rules changed,
    with the words that changed them."""
    ctx.obj = Session(home, quiet)


def main(arguments: list[str] | None = None) -> None:
    """Entry point: runs a command and turns what happened into an exit code."""
    streams = [s for s in (sys.stdout, sys.stderr) if isinstance(s, io.TextIOWrapper)]
    for stream in streams:  # what a terminal of another charset cannot show is no bug
        stream.reconfigure(errors="backslashreplace")
    code = run(arguments)
    for stream in streams:
        try:
            stream.flush()
        except OSError:  # said already; Python would say it again at its end
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)


def run(arguments: list[str] | None = None) -> int:
    """The exit code of one call."""
    from digest.errors import DutydiffError

    given = sys.argv[1:] if arguments is None else arguments
    # What libraries log is not for the user: what a person must know is said by the commands.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        with cli.make_context("dutydiff", list(given)) as ctx:
            cli.invoke(ctx)
            return ISSUES if ctx.obj.issues else DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, click.Abort):
        _complain("stopped; the next run goes on where this one was")
        return ISSUES
    except click.ClickException as error:
        _complain(error.format_message())
        return USER
    except DutydiffError as error:
        _complain(str(error))
        return USER
    except BrokenPipeError:
        return DONE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else "cannot read or write: "
        _complain(f"{where}{error.strerror or error}")
        return USER
    except Exception as error:
        _report_bug(error, verbose="--verbose" in given)
        return BUG


def _complain(line: str) -> None:
    click.echo(f"dutydiff: {on_one_line(line)}", err=True)


def _report_bug(error: Exception, verbose: bool) -> None:
    from importlib.metadata import version as installed_version  # costs as much as all of click

    if verbose:
        traceback.print_exception(error)
    where = traceback.extract_tb(error.__traceback__)[-1]
    said = on_one_line(f"{type(error).__name__}: {error}")
    click.echo(
        f"dutydiff {installed_version('dutydiff')}: a bug: {said} "
        f"({where.filename}:{where.lineno}); please report it with the output of --verbose",
        err=True,
    )
