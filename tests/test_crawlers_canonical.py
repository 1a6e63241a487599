"""One page, one address: the rules of each publisher."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.canonical import canonical

CAC = "https://www.cac.gov.cn/2026-01/15/c_1700000000000001.htm"
MIIT = "https://www.miit.gov.cn/gzcy/yjzj/art/2026/art_0123456789abcdef0123456789abcdef.html"
WX = "https://mp.weixin.qq.com/s"
LONG = f"{WX}?__biz=MzAwMDAwMDAwMQ==&mid=265&idx=1&sn=0a"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (CAC.replace("https", "http"), CAC),
        (CAC.replace("www", "wap"), CAC),
        (CAC.replace("www.", "") + "?from=x#top", CAC),
        (
            "http://www.cac.gov.cn/cms/pub/interact/downloadfile.jsp?filepath=~a/B=&amp;fText=%E7",
            "https://www.cac.gov.cn/cms/pub/interact/downloadfile.jsp?filepath=~a/B=&fText=%E7",
        ),
        (
            "https://www.cac.gov.cn/pdf/web/viewer.html?file=//www.cac.gov.cn/rootimages/x.pdf",
            "https://www.cac.gov.cn/rootimages/x.pdf",
        ),
        ("https://search.cac.gov.cn/cms/x?page=2", "https://search.cac.gov.cn/cms/x?page=2"),
        (MIIT.replace("www", "wap"), MIIT),
        (MIIT.replace("www.", "").replace("https", "http"), MIIT),
        (
            "https://jyhwzhq.miit.gov.cn/cms_files/filemanager/1226211233/attach/20269/0a.pdf",
            "https://www.miit.gov.cn/cms_files/filemanager/1226211233/attach/20269/0a.pdf",
        ),
        (
            "https://www.miit.gov.cn/cms_files/demo/pdfjs/web/viewer.html?file=/cms_files/a/attach/1.pdf",
            "https://www.miit.gov.cn/cms_files/a/attach/1.pdf",
        ),
        (
            "https://www.tc260.org.cn/front/postDetail.html?id=20250828165129",
            "https://www.tc260.org.cn/portal/article/2/20250828165129",
        ),
        (f"{WX}/AbC_-1?scene=1&chksm=2#rd", f"{WX}/AbC_-1"),
        (f"http{LONG[5:]}&chksm=9&scene=58&subscene=0#rd", LONG),
        (f"{WX}?sign=0a&itemidx=1&appmsgid=265&__biz=MzAwMDAwMDAwMQ==", LONG),
        (LONG.replace("&", "&amp;"), LONG),
        (LONG.replace("&", "\\x26amp;"), LONG),
        (
            f"{WX}?src=11&timestamp=1&ver=2&signature=s&new=1",
            f"{WX}?src=11&timestamp=1&ver=2&signature=s",
        ),
        ("HTTP://Example.ORG:80/a?b=1#c", "http://example.org/a?b=1"),
        ("http://example.org:8080", "http://example.org:8080/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("http://[bad", "http://[bad"),
        ("file:///a/b.html", "file:///a/b.html"),
    ],
)
def test_canonical(url: str, expected: str) -> None:
    assert canonical(url) == expected


@given(st.text(max_size=60).map(lambda tail: "https://mp.weixin.qq.com/s/" + tail))
def test_canonical_is_stable_and_never_raises(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == canonical(canonical(once))


def test_viewers_in_viewers_and_files_that_are_no_address_end() -> None:
    viewer = "https://a.example/pdf/web/viewer.html?file="
    assert canonical(viewer + "http://[bad") == viewer + "http://[bad"
    assert canonical(viewer * 3000).startswith("https://a.example/")
