"""What the fuzzer puts into fields, addresses and headers, as Hypothesis strategies."""

from __future__ import annotations

from urllib.parse import quote, quote_from_bytes

from hypothesis import strategies as st
from tests.desk.filling import FORM, LONE_HALF

from fire.asking import METHODS, Ask, packed

NASTY = (
    "",
    " ",
    "<script>alert(1)</script>'; DROP TABLE cases_case; --{{ x }}{% y %}%s ${z} \u202eمرحبا 👩‍👧🇮🇩 e\u0301",
    f"a\x00b{LONE_HALF}c",
    "panjang " * 900,
    "9" * 400,
    "-1",
    "0",
    "1e309",
    "NaN",
    "٢٠٢٦-٠٢-٣٠",
    "2026-02-30",
    "9999-12-31T23:59",
    "0001-01-01",
    "../../etc/passwd",
    "//evil.example/",
    "javascript:alert(1)",
    "%00%0d%0aSet-Cookie: a=b",
    "\r\nX: y",
    "[]",
    '{"$gt": ""}',
    "None",
    "on",
    "yes",
    "00000000-0000-4000-8000-000000000000",
    "61.71",
)
words = st.one_of(st.sampled_from(NASTY), st.text(max_size=30), st.integers().map(str), st.dates().map(str))
raw_parts = st.one_of(
    st.binary(max_size=20).map(lambda given: quote_from_bytes(given, safe="")),
    st.sampled_from(NASTY[4:]).map(lambda text: quote(text[:200], safe="")),
)
content_types = st.sampled_from(
    (
        FORM,
        "",
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "multipart/form-data; boundary=" + "b" * 300,
        FORM + "; charset=rot13",
        FORM + "; charset=utf-16",
        FORM + "; charset=utf8",
        ";;;=",
    )
)
MULTIPART = (
    b'--x\r\nContent-Disposition: form-data; name="%s"; filename="a.png"\r\n'
    b"Content-Type: image/png\r\n\r\n\x89PNG\r\n--x--\r\n"
)
latin = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=40)
HEADERS = (
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Cookie",
    "Forwarded",
    "HX-Request",
    "HX-Target",
    "HX-Current-URL",
    "Host",
    "If-Modified-Since",
    "If-None-Match",
    "Origin",
    "Range",
    "Referer",
    "Sec-Fetch-Site",
    "User-Agent",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Requested-With",
)
HEADER_VALUES = (
    "id",
    "en",
    "id-ID,en;q=0.5",
    "*",
    "gzip",
    "gzip;q=0",
    "bytes=0-1,5-",
    "true",
    "1",
    "localhost",
    "https",
)


def headers(but: frozenset[str] = frozenset()) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    """A few headers, none of those named: a cookie of one's own would end who one is."""
    names = st.sampled_from([name for name in HEADERS if name not in but])
    values = st.one_of(st.sampled_from(HEADER_VALUES), latin)
    pair = st.tuples(names, values)
    return st.one_of(st.just(()), st.lists(pair, max_size=3, unique_by=lambda one: one[0]).map(tuple))


def pairs(names: st.SearchStrategy[str], values: st.SearchStrategy[str] = words) -> st.SearchStrategy[str]:
    """A query or a form of these names, written as it goes over the wire."""
    return st.lists(st.tuples(names, values), max_size=6).map(packed)


def bodies(names: st.SearchStrategy[str], values: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    form = pairs(names, values).map(str.encode)
    picture = names.map(lambda name: MULTIPART % name.encode("utf-8", "replace"))
    return st.one_of(form, form, form, st.binary(max_size=200), picture)


def asks(
    paths: st.SearchStrategy[str],
    names: st.SearchStrategy[str],
    values: st.SearchStrategy[str] = words,
    but: frozenset[str] = frozenset(),
) -> st.SearchStrategy[Ask]:
    """Any request to one of these paths."""
    method = st.one_of(st.sampled_from(("GET", "POST")), st.sampled_from(METHODS))
    query = st.one_of(st.just(""), pairs(names, values))
    types = st.one_of(st.just(FORM), content_types)
    return st.builds(Ask, method, paths, query, bodies(names, values), types, headers(but))
