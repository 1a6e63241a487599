"""What a crawl must not speak to."""

import ipaddress

import pytest

from crawlers.guards import Guard, Refused, checked, is_public, literal

PRIVATE = [
    "127.0.0.1", "127.1", "2130706433", "0177.0.0.1", "0x7f000001", "0x7f.0.0.1", "0", "0.0.0.0",
    "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1",
    "224.0.0.1", "255.255.255.255", "::1", "::", "::ffff:127.0.0.1", "::ffff:7f00:1",
    "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fe80::1", "fe80::1%eth0", "fc00::1",
    "ff02::1",
]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE)
def test_a_private_address_is_refused_in_every_spelling(host: str) -> None:
    address = literal(host)
    assert address is not None
    assert not is_public(address)
    place = f"[{host}]" if ":" in host else host
    guard = Guard(frozenset({host}))
    assert "private network" in (guard.refusal(f"http://{place}/x") or "")


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://www.example.org/x", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http:///x", "names no host"),
        ("http://other.example.org/", "not a host of this source"),
        ("http://www.example.org.evil.org/", "not a host of this source"),
        ("http://www.example.org@evil.org/", "not a host of this source"),
        ("http://[", "not a valid address"),
    ],
)
def test_only_the_hosts_of_the_source(url: str, words: str) -> None:
    assert words in (Guard(frozenset({"www.example.org"})).refusal(url) or "")


def test_a_host_of_the_source_is_allowed() -> None:
    guard = Guard(frozenset({"www.example.org"}))
    assert guard.refusal("https://WWW.example.org:8443/x") is None


@pytest.mark.parametrize("host", ["localhost", "cac.localhost", "nas.local", "db.internal"])
def test_names_of_this_machine_need_consent(host: str) -> None:
    assert Guard(frozenset({host})).refusal(f"http://{host}/")
    assert Guard(frozenset({host}), frozenset({host})).refusal(f"http://{host}/") is None


def test_consent_does_not_widen_the_source() -> None:
    guard = Guard(frozenset({"www.example.org"}), frozenset({"cac.localhost"}))
    assert guard.refusal("http://cac.localhost/")


def test_a_name_that_resolves_to_a_private_address_is_refused() -> None:
    assert checked("www.example.org", "93.184.215.14") == "93.184.215.14"
    with pytest.raises(Refused, match=r"rebind\.example\.org resolves to 10\.0\.0\.1"):
        checked("rebind.example.org", "10.0.0.1")
