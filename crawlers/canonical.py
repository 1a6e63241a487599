"""One address for one page: identity, not the address to fetch.

Each rule is a fact about a publisher's addresses; a host without a rule only loses its fragment
and default port.
"""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_VIEWER = re.compile(r"/pdf(?:js)?/web/viewer\.html$")
_TC260_LEGACY = "/front/postDetail.html"


def canonical(url: str) -> str:
    """The canonical form of an http(s) address; anything else is returned stripped."""
    # only &amp; is undone: `&timestamp=` must not become `×tamp=`
    url = url.strip().replace("\\x26amp;", "&").replace("&amp;", "&")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return url
    if wrapped := unwrapped(url):
        # a viewer in a viewer is nobody's file
        return wrapped if _VIEWER.search(urlsplit(wrapped).path) else canonical(wrapped)
    host = parts.hostname.rstrip(".")
    if rule := _RULES.get(host):
        return rule(parts.path or "/", parts.query)
    scheme = parts.scheme.lower()
    place = f"[{host}]" if ":" in host else host
    if port and port != _DEFAULT_PORTS[scheme]:
        place = f"{place}:{port}"
    return urlunsplit((scheme, place, parts.path or "/", parts.query, ""))


def unwrapped(url: str) -> str | None:
    """The file behind a PDF viewer's address (``…/pdf/web/viewer.html?file=…``), if it is one."""
    parts = urlsplit(url)
    if not _VIEWER.search(parts.path):
        return None
    file = dict(parse_qsl(parts.query)).get("file")
    try:
        return urljoin(url, file) if file else None
    except ValueError:
        return None


def _cac(path: str, query: str) -> str:
    """Identity is the path; http, https, www and wap show the same page. The attachment servlet
    is told apart by its opaque ``filepath``, which must not be encoded again."""
    keep = query if path.endswith("/downloadfile.jsp") else ""
    return urlunsplit(("https", "www.cac.gov.cn", path, keep, ""))


def _miit(path: str, query: str) -> str:
    """wap, the bare host and jyhwzhq (which answers 403 to everyone) hold the paths of www."""
    keep = "" if "/art/" in path or "/attach/" in path else query
    return urlunsplit(("https", "www.miit.gov.cn", path, keep, ""))


def _tc260(path: str, query: str) -> str:
    """A post of the old site kept its 14-digit id in the portal."""
    if path == _TC260_LEGACY and (post := dict(parse_qsl(query)).get("id")):
        return f"https://www.tc260.org.cn/portal/article/2/{quote(post)}"
    return urlunsplit(("https", "www.tc260.org.cn", path, query, ""))


_WECHAT_KEYS = {
    "__biz": ("__biz",),
    "mid": ("mid", "appmsgid"),
    "idx": ("idx", "itemidx"),
    "sn": ("sn", "sign"),
}
_WECHAT_TEMPORARY = ("src", "timestamp", "ver", "signature")


def _wechat(path: str, query: str) -> str:
    """A short link is its token; a long link its biz, mid, idx and sn; a temporary link its four
    keys (it expires, and is nobody's identity). All else is tracking."""
    values = dict(parse_qsl(query))
    keep: list[tuple[str, str]] = []
    if path.rstrip("/") == "/s":
        path = "/s"
        for key, names in _WECHAT_KEYS.items():
            keep += [(key, values[name]) for name in names if name in values][:1]
        if not keep:
            keep = [(key, values[key]) for key in _WECHAT_TEMPORARY if key in values]
    elif not path.startswith("/s/"):
        keep = list(values.items())
    return urlunsplit(("https", "mp.weixin.qq.com", unquote(path), urlencode(keep, safe="="), ""))


_RULES = {
    **dict.fromkeys(("cac.gov.cn", "www.cac.gov.cn", "wap.cac.gov.cn"), _cac),
    **dict.fromkeys(
        ("miit.gov.cn", "www.miit.gov.cn", "wap.miit.gov.cn", "jyhwzhq.miit.gov.cn"), _miit
    ),
    **dict.fromkeys(("tc260.org.cn", "www.tc260.org.cn"), _tc260),
    "mp.weixin.qq.com": _wechat,
}
