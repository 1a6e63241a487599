"""Telegram: sending parts, and the bot that answers /start, /latest and /status."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bots.channel import CHANNELS, split
from digest.errors import DeliveryError

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import Application, ContextTypes

API = "https://api.telegram.org/bot"
COMMANDS = ("start", "latest", "status")

_UNREACHABLE = 60.0
"""Seconds to wait after a network failure."""


async def send(token: str, chat_id: str, parts: Sequence[str], base_url: str | None = None) -> None:
    """Send parts (`render.chat`, Telegram's HTML) in order to one chat.

    ``base_url``: the Bot API to use, ending in ``/bot``; ``None``: Telegram's own. Raises
    `DeliveryError` with the wait the platform asked for, or none where another try is useless.
    """
    from telegram import Bot, LinkPreviewOptions
    from telegram.constants import ParseMode
    from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

    try:
        async with Bot(token, base_url=base_url or API) as bot:
            for part in parts:
                await bot.send_message(
                    chat_id,
                    part,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
    except RetryAfter as error:
        wait = error.retry_after
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        raise DeliveryError(f"Telegram asks to wait {seconds:.0f} s.", seconds) from error
    except InvalidToken:
        # The error of the library repeats the token, which must not reach a log.
        raise DeliveryError(
            "Telegram does not know the token in DUTYDIFF_TELEGRAM_TOKEN."
        ) from None
    except (Forbidden, BadRequest) as error:
        said = f"Telegram refused the message to chat {chat_id}: {error.message}."
        raise DeliveryError(said) from error
    except TelegramError as error:
        said = f"Telegram could not be reached: {error.message}."
        raise DeliveryError(said, _UNREACHABLE) from error


def application(
    token: str, base_url: str | None, answers: Callable[[str], str]
) -> "Application[Any, Any, Any, Any, Any, Any]":
    """The bot. ``answers`` gives the plain text for a command's name (one of `COMMANDS`)."""
    from telegram.ext import Application, CommandHandler

    async def answer(update: "Update", context: "ContextTypes.DEFAULT_TYPE") -> None:
        message = update.effective_message
        if message is None or not message.text:
            return
        command = message.text.split()[0].removeprefix("/").partition("@")[0].lower()
        for part in split(answers(command), CHANNELS["telegram"]):
            await message.reply_text(part)

    bot = Application.builder().token(token).base_url(base_url or API).build()
    bot.add_handler(CommandHandler(COMMANDS, answer))
    return bot
