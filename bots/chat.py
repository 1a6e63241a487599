"""Request bodies of the group bots of WeCom, Feishu and DingTalk (群机器人): pure functions of a
part (`render.chat`)."""

import re
from typing import Any

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
