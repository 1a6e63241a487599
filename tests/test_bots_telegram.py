import asyncio

import pytest
from fakes import digests as fake
from fakes import telegram as fake_api

from bots import render, telegram
from digest.errors import DeliveryError


@pytest.fixture
def api():
    with fake_api.served() as api:
        yield api


def refusal(code, description, **parameters):
    body = {"ok": False, "error_code": code, "description": description}
    return code, body | ({"parameters": parameters} if parameters else {})


def send(api, parts=("甲",), token=fake_api.TOKEN):
    asyncio.run(telegram.send(token, "42", parts, api.base_url))


def test_parts_arrive_in_order_as_html(api):
    parts = render.chat(fake.digest(fake.promulgated()), "telegram")
    send(api, (*parts, "<b>末</b>"))
    assert [sent["text"] for sent in api.sent] == [*parts, "<b>末</b>"]
    assert {sent["parse_mode"] for sent in api.sent} == {"HTML"}
    assert {sent["chat_id"] for sent in api.sent} == {"42"}
    assert '"is_disabled": true' in api.sent[0]["link_preview_options"].lower()


def test_the_wait_that_telegram_asks_for_is_kept(api):
    api.refusals = [refusal(429, "Too Many Requests: retry after 17", retry_after=17)]
    with pytest.raises(DeliveryError, match="17 s") as caught:
        send(api)
    assert caught.value.retry_after == 17


@pytest.mark.parametrize(
    ("answer", "again"),
    [
        (refusal(403, "Forbidden: bot was blocked by the user"), False),
        (refusal(400, "Bad Request: chat not found"), False),
        (refusal(502, "Bad Gateway"), True),
    ],
)
def test_a_refusal_is_final_and_an_outage_is_not(api, answer, again):
    api.refusals = [answer]
    with pytest.raises(DeliveryError) as caught:
        send(api)
    assert (caught.value.retry_after is not None) is again


def test_a_wrong_token_is_not_repeated_in_the_error(api):
    with pytest.raises(DeliveryError, match="DUTYDIFF_TELEGRAM_TOKEN") as caught:
        send(api, token="999:wrong")
    assert "wrong" not in str(caught.value)
    assert caught.value.retry_after is None


def answered(api, text, answers):
    """What the bot says to one message."""

    async def run():
        bot = telegram.application(fake_api.TOKEN, api.base_url, answers)
        async with bot:
            from telegram import Update

            await bot.process_update(Update.de_json(fake_api.command(text), bot.bot))

    asyncio.run(run())
    return [sent["text"] for sent in api.sent]


@pytest.mark.parametrize("name", telegram.COMMANDS)
def test_commands_are_answered(api, name):
    assert answered(api, f"/{name}", lambda command: f"回答 {command} <b>") == [f"回答 {name} <b>"]


def test_a_command_in_a_group_and_a_long_answer(api):
    texts = answered(api, "/latest@dutydiff_bot", lambda command: f"{command}\n" + "文" * 5000)
    assert len(texts) == 3
    assert texts[0] == "（1/3）\nlatest"
    assert sum(text.count("文") for text in texts) == 5000


def test_other_messages_are_left_alone(api):
    assert answered(api, "/unknown", lambda command: "never") == []
