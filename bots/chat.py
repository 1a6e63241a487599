"""Request bodies and signatures of the group bots of WeCom, Feishu and DingTalk (群机器人).

Pure functions of a part (`render.chat`), an instant and a secret.
"""

import base64
import hashlib
import hmac
import re
from typing import Any
from urllib.parse import quote_plus

_LINK = re.compile(r"https?://[^\s，。；）]+")

Body = dict[str, Any]


def wecom(part: str) -> Body:
    """企业微信: markdown."""
    return {"msgtype": "markdown", "markdown": {"content": part}}


def dingtalk(part: str, title: str = "合规变更") -> Body:
    """钉钉: markdown, whose lines end in two spaces where they shall break."""
    return {
        "msgtype": "markdown",
        "markdown": {"title": title, "text": part.replace("\n", "  \n")},
        "at": {"isAtAll": False},
    }


def feishu(part: str, title: str = "合规变更") -> Body:
    """飞书: a post, whose text elements are shown as they are and never parsed."""
    return {
        "msg_type": "post",
        "content": {"post": {"zh_cn": {"title": title, "content": _rows(part)}}},
    }


def feishu_signed(body: Body, timestamp: int, secret: str) -> Body:
    """The body as a bot with 签名校验 takes it. ``timestamp`` in seconds since 1970, at sending."""
    return body | {"timestamp": str(timestamp), "sign": feishu_sign(timestamp, secret)}


def feishu_sign(timestamp: int, secret: str) -> str:
    """Feishu signs an empty message, with the timestamp and the secret as the key."""
    key = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()


def dingtalk_sign(timestamp: int, secret: str) -> str:
    """DingTalk signs timestamp (milliseconds) and secret with the secret; escaped for a URL."""
    message = f"{timestamp}\n{secret}".encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return quote_plus(base64.b64encode(digest))


def _rows(part: str) -> list[list[Body]]:
    """Rows of a post: a line that is a link is one, and all lines between are one text."""
    rows: list[list[Body]] = []
    words: list[str] = []
    for line in part.split("\n"):
        if _LINK.fullmatch(line):
            if words:
                rows.append([{"tag": "text", "text": "\n".join(words)}])
                words = []
            rows.append([{"tag": "a", "text": line, "href": line}])
        else:
            words.append(line)
    if words:
        rows.append([{"tag": "text", "text": "\n".join(words)}])
    return rows
