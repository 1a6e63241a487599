"""``dutydiff serve``: the static pages, the timetable and the Telegram bot in one process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime
from socket import AF_INET, AF_INET6, create_server, socket
from typing import TYPE_CHECKING

from digest.errors import DutydiffError, UserError
from schedules import install, overview, settings
from schedules.cli import Session
from schedules.settings import Home
from schedules.timetable import hours, timetable

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from telegram.ext import Application

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""The pages hold text and inline style only; the browser is told to allow nothing else."""


def serve(session: Session, home: Home) -> None:
    """Run until stopped. Raises `UserError` before anything starts: hours, folder, address."""
    import uvicorn

    chosen = home.settings.serve
    hours(chosen.run_at)
    app = application(session, home)
    with listening(chosen.host, chosen.port) as sock:
        session.say(
            f"serving {home.out} on http://{chosen.host}:{chosen.port}, runs at {chosen.run_at}"
        )
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        with suppress(KeyboardInterrupt):  # how it is stopped
            server.run(sockets=[sock])
    if not server.started:
        raise UserError("serve: it did not start; what stopped it is said above")


def listening(host: str, port: int) -> socket:
    """The address, taken. Raises `UserError` when it cannot be."""
    try:
        return create_server((host, port), family=AF_INET6 if ":" in host else AF_INET)
    except (OSError, UnicodeError) as error:
        # Python adds a bracket that says the address once more.
        said = str(error.strerror) if isinstance(error, OSError) else "no name of a host"
        reason = said.partition(" (")[0]
        raise UserError(
            f"{host}:{port}: {reason}; set serve.host and serve.port to a free address of this "
            "machine"
        ) from error


def application(session: Session, home: Home) -> Starlette:
    """The web application; the timetable and the bot live as long as it does."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
    from starlette.responses import PlainTextResponse
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    def healthz(_: Request) -> Response:
        said = overview.answer(home, "status")
        return PlainTextResponse(said, status_code=200 if home.store.exists() else 503)

    async def headers(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        response.headers.update(HEADERS)
        return response

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        clock = timetable(home.settings.serve.run_at, lambda: run_once(session, home))
        clock.start()
        try:
            async with polling(session, home):
                yield
        finally:
            clock.shutdown(wait=False)

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Mount("/", StaticFiles(directory=install.out_of(home, None), html=True)),
        ],
        middleware=[Middleware(BaseHTTPMiddleware, dispatch=headers)],
        lifespan=lifespan,
    )


def run_once(session: Session, home: Home) -> None:
    """What the timetable calls. A failure is said and the timetable goes on."""
    from schedules import flow
    from schedules.commands.flow import show

    try:
        with install.writing(home) as db:
            encoder = install.stored_encoder(home, db)
            specs = install.sources_of(home)
            for step, report in flow.run(db, home, specs, datetime.now(UTC), encoder):
                show(session, step, report)
    except (DutydiffError, OSError) as error:
        session.issue(f"run: {error}")


@asynccontextmanager
async def polling(session: Session, home: Home) -> AsyncIterator[None]:
    """The Telegram bot, if ``DUTYDIFF_TELEGRAM_TOKEN`` is set. Pages and timetable go on without
    it where Telegram cannot be reached."""
    token = settings.secret("TELEGRAM_TOKEN")
    if token is None:
        yield
        return
    from telegram.error import TelegramError

    from bots import telegram

    bot: Application = telegram.application(
        token, settings.secret("TELEGRAM_API"), lambda asked: overview.answer(home, asked)
    )
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(bot)
            await bot.start()
            stack.push_async_callback(bot.stop)
            if bot.updater is not None:
                await bot.updater.start_polling()
                stack.push_async_callback(bot.updater.stop)
        except TelegramError as error:  # its words may repeat the token
            session.issue(
                f"telegram: the bot cannot answer ({type(error).__name__}); check "
                "DUTYDIFF_TELEGRAM_TOKEN and the network, and start again"
            )
        yield
