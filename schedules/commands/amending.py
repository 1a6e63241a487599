"""``dutydiff amend``: what an amendment decision orders about a law, and its text with that."""

from __future__ import annotations

from pathlib import Path

import click

from schedules.cli import Session, echo_json
from schedules.commands.core import FORMAT, capture_of, each, legal_text


@click.command()
@click.argument("old")
@click.argument("decision")
@FORMAT
@click.pass_obj
def amend(session: Session, old: str, decision: str, form: str) -> None:
    """The part of the amendment DECISION about OLD, decoded and applied to it as a preview."""
    from digest.law import beside
    from digest.law.amend import amend as apply
    from digest.law.amend import amended_laws, same_law
    from digest.law.preamble import preamble
    from digest.law.repeals import ended
    from digest.reading import law as reading_of
    from schedules import contracts, plain

    kinds = iter((legal_text, lambda name: reading_of(capture_of(name))))
    read = each(session, (old, decision), form, lambda name: next(kinds)(name))
    found = [result for _, result in read]
    if len(found) < 2:
        return
    law, text = found[0], found[1].document.text
    named = amended_laws(text)
    parts = beside.several(law)
    told = (part for part in parts if any(same_law(name, part.notice.title) for name in named))
    law = next(told, law) if len(parts) > 1 else law
    version = contracts.version_of(law)
    amends = any(same_law(name, version.title) for name in named)
    ends = [] if amends else ended(found[1], None)
    gone = next((one for one in ends if same_law(one.title, version.title)), None)
    # Of a law that is repealed as a whole nothing is amended.
    amendment = apply(version, "" if gone else text, preamble(law.document.text, law.articles))
    if form == "json":
        echo_json(contracts.amend(amendment, gone))
    else:
        click.echo(plain.amendment(amendment, gone))
    if gone:
        return
    untitled = version.title == Path(old).name
    if named and not untitled and not amends:
        session.issue(f"{decision} amends {_listed(named)}, and {old} is {version.title}")
    if not amendment.operations and not amendment.undecoded:
        session.issue(f"no instruction of an amendment found in {decision}")
    if amendment.undecoded:
        session.issue(f"{decision}: {len(amendment.undecoded)} passages were not decoded")
    if amendment.unapplied:
        session.issue(f"{old} has no place for {len(amendment.unapplied)} of the instructions")


def _listed(titles: tuple[str, ...]) -> str:
    shown = "、".join(f"《{title}》" for title in titles[:3])
    return shown + (f" and {len(titles) - 3} more" if len(titles) > 3 else "")
