"""Attachments of the sample regulators, made when they are asked for: PDF and DOCX."""

import io
import zipfile
from collections.abc import Sequence

LINE = 34
"""Characters of a PDF line: a real page breaks sentences, and so does this one."""
_LINES = 30


def docx(lines: Sequence[str]) -> bytes:
    """A DOCX with one paragraph a line; the first is the title."""
    from docx import Document

    document = Document()
    document.add_heading(lines[0], level=0)
    for line in lines[1:]:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return _undated(out)


def _undated(packed: io.BytesIO) -> bytes:
    """The same zip without the time of its making: the same text is the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def pdf(lines: Sequence[str]) -> bytes:
    """A PDF with a text layer, in one of the predefined Chinese fonts that need no embedding
    (ISO 32000-1, 9.7.5.2: STSong-Light with UniGB-UCS2-H)."""
    wrapped = [line[i : i + LINE] for line in lines for i in range(0, len(line), LINE)]
    pages = [wrapped[i : i + _LINES] for i in range(0, len(wrapped), _LINES)]
    count = len(pages)
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6"
        b" /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120"
        b" /CapHeight 880 /StemV 93 >> >>",
        _stream(_to_unicode("".join(wrapped))),
    ]
    for number, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources"
            b" << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (7 + 2 * number)
        )
        objects.append(_stream(_content(page)))
    return _file(objects)


def _content(page: Sequence[str]) -> bytes:
    shown = (f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in page)
    return ("BT /F1 14 Tf 24 TL 56 780 Td\n" + "\n".join(shown) + "\nET").encode()


def _to_unicode(text: str) -> bytes:
    codes = [f"<{ord(c):04x}> <{ord(c):04x}>" for c in sorted(set(text))]
    blocks = [codes[i : i + 100] for i in range(0, len(codes), 100)]  # at most 100 a block
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Sample def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{body}\nendcmap end end"
    ).encode()


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n%\xe4\xbd\xa0\xe5\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    )
    return out.getvalue()
