"""What is asked of an installation in words: ``dutydiff status`` and the Telegram bot's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schedules.settings import Home

if TYPE_CHECKING:
    from sqlite_utils import Database


def status(db: Database) -> str:
    """What the store holds, the last runs, the health of the sources, the outbox."""
    from bots.wording import plain as printable
    from digest.model import Health
    from digest.rules import rules_version
    from schedules import plain
    from store import captures, instruments, outbox, register, runs

    held = instruments.all_instruments(db)
    lines = [
        f"{captures.count(db)} captures, {len(held)} instruments, "
        f"{sum(one.versions for one in held)} versions, {len(register.load(db))} obligations",
        f"rules version {rules_version()}",
        "",
        "last runs:",
    ]
    for run in runs.last_runs(db, 8):
        done = ", ".join(f"{count} {name}" for name, count in run.summary.items())
        ended = "" if run.finished_at else "  (did not end)"
        trouble = f"  {len(run.problems)} problems" if run.problems else ""
        lines.append(
            f"  {run.started_at:%Y-%m-%d %H:%M} UTC  {run.command}: {done}{trouble}{ended}"
        )
    states = runs.health(db)
    sound = sum(state.last.health is Health.OK for state in states)
    lines += ["", f"sources: {sound} of {len(states)} asked are healthy"]
    lines += [
        f"  {state.last.name}: {state.last.health.value} ({state.last.detail})"
        for state in states
        if state.last.health is not Health.OK
    ]
    waiting = plain.table((state, str(count)) for state, count in outbox.counts(db).items())
    return printable("\n".join([*lines, "", "outbox:", waiting or "  (empty)"]))


def answer(home: Home, asked: str) -> str:
    """What the bot says to /status and /latest."""
    from bots import render
    from schedules import install
    from store import outbox

    if not home.store.exists():
        return "dutydiff 尚未运行过：还没有数据。"
    with install.looking(home) as db:
        if asked == "latest":
            recorded = outbox.digests(db, None, 1)
            return render.text(recorded[0]) if recorded else "还没有摘要。"
        return status(db)
