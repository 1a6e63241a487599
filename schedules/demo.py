"""``dutydiff demo``: the sample regulators on loopback, two days, through the whole flow.

Nothing is staged: the real spiders crawl a real HTTP server, and what is printed is what was read.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, time
from pathlib import Path
from time import perf_counter

from digest.errors import UserError
from digest.model import Digest, Subscription
from schedules import settings
from schedules.cli import Session
from schedules.health import SHANGHAI
from schedules.settings import Home, PublishSettings, Settings

HOUR = time(20, 30, tzinfo=SHANGHAI)
"""When the demo says it runs, on each of the two days of the sample regulators."""

SUBSCRIPTIONS = (
    Subscription("all", "file", "out"),
    Subscription("counsel", "mail", "counsel@example.com", every="week"),
    Subscription("telegram", "telegram", "-1001"),
    Subscription("wecom", "wecom", "https://qyapi.example.com/robot"),
    Subscription("feishu", "feishu", "https://open.example.com/robot"),
    Subscription("dingtalk", "dingtalk", "https://oapi.example.com/robot"),
)

MARK = "made-by-dutydiff-demo"


def play(session: Session, out_given: str | None) -> None:
    """Run both days into a fresh installation under ``out/home`` and print the second digest.

    ``out`` is the folder the user names, else that of the home the user names, else ./out.
    """
    from schedules import install
    from schedules.commands.flow import print_digest

    began = perf_counter()
    named = settings.find_home(session.home) if session.home else Path()
    out = install.out_of(Home(named), out_given)
    home = Home(
        out.resolve() / "home",
        Settings(publish=PublishSettings(base_url="https://digest.example.com")),
    )
    _fresh(home)
    last = _days(session, home, out.resolve())
    print_digest(last, "text")
    for path in sorted(out.resolve().rglob("*")):
        if path.is_file() and home.path not in path.parents:
            session.say(f"  {path.relative_to(out.resolve().parent)}")
    session.say(f"demo: done in {perf_counter() - began:.0f} s; open {out / 'index.html'}")


def _fresh(home: Home) -> None:
    """An empty home folder. Only one that a demo made is ever removed."""
    if home.path.exists():
        if not (home.path / MARK).exists():
            raise UserError(f"{home.path} is not of a demo; choose another folder with --out")
        shutil.rmtree(home.path)
    home.path.mkdir(parents=True)
    (home.path / MARK).touch()


def _days(session: Session, home: Home, out: Path) -> Digest:
    from crawlers.sample import DAYS, SampleRegulators, register_text
    from schedules import flow, install, placing
    from schedules.commands.flow import bar
    from store import register, register_files, subscriptions

    made: tuple[Digest, ...] = ()
    with SampleRegulators() as site, install.writing(home) as db:
        register.replace(db, register_files.read_toml(register_text(), "sample register"))
        for subscription in SUBSCRIPTIONS:
            subscriptions.add(db, subscription)
        specs = site.catalogue()
        official = placing.official_ids(specs)
        encoder = install.stored_encoder(home, db)
        base_url = home.settings.publish.base_url
        for number, day in DAYS.items():
            now = datetime.combine(day, HOUR).astimezone(UTC)
            site.day = number
            session.say(f"day {number} ({now:%Y-%m-%d}):")
            crawled = flow.crawl(db, specs, now, delay=0.0, private_hosts=site.hosts)
            _say(session, "crawl", crawled)
            _say(session, "read", flow.read(db, now, encoder, official, bar(session, "reading")))
            made = flow.digest(db, home, now, encoder, specs)
            _say(session, "digest", flow.Report((("digests", len(made)),)))
        flow.publish(db, out, now, base_url)
    return next(one for one in made if one.subscription == "all")


def _say(session: Session, step: str, report: object) -> None:
    """What a step did. What the sample regulators break on purpose is no issue of this run."""
    from schedules.flow import Report

    assert isinstance(report, Report)
    session.say(f"  {step}: " + ", ".join(f"{count} {name}" for name, count in report.counts))
    for problem in report.problems:
        session.say(f"    {problem.where}: {problem.what}")
