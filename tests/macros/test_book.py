"""`handbook book`: one file with everything the site's chapters say, as PDF and for Word."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pypdf
import pytest

from handbook import LANGS, CommandRefused, Lang, PolicyBook, open_book
from macros.book import pdf
from macros.book.command import book as command
from macros.book.document import Asked, Document, document_of
from macros.book.pdf import pdf_of
from macros.book.published import file_name, published, uri_of
from macros.book.tree import text_of, tidy, tree_of
from macros.book.word import docx_of
from macros.render.writer import Writer
from macros.site.edition import Edition
from macros.site.pages import body_of
from quiz import Bank
from tests.macros.project import ROOT

DAY = date(2026, 11, 26)
SMALL = ROOT / "tests" / "handbook" / "policy"
TITLE = "手册 <1>"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def policy(data: Path = ROOT / "policy_data") -> PolicyBook:
    return open_book(data, DAY)


def edition_of(lang: Lang, data: Path = ROOT / "policy_data") -> Edition:
    return Edition(policy(data), DAY, lang, TITLE, Bank(policy(data), DAY, {}))


@cache
def made(lang: Lang, data: Path = ROOT / "policy_data", draft: bool = False) -> Document:
    return document_of(edition_of(lang, data), Asked(TITLE, "公司 & 子公司", draft, datetime(2026, 11, 26, tzinfo=UTC)))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a small policy, and the files that the command makes without being told where."""
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(SMALL, project / "policy_data", ignore=shutil.ignore_patterns(".lock"))
    words = ["--data", str(project / "policy_data"), "--today", str(DAY), "--title", TITLE]
    assert command.run(words, "handbook book") == 0
    assert command.run(["--docx", "--consultation", *words], "handbook book") == 0
    return project


@pytest.fixture(scope="module")
def small_pdf(project: Path) -> pypdf.PdfReader:
    (path,) = (project / "books").glob("*.pdf")
    return pypdf.PdfReader(path)


@pytest.fixture(scope="module")
def pages(small_pdf: pypdf.PdfReader) -> list[str]:
    return [solid(page.extract_text()) for page in small_pdf.pages]


@cache
def word(lang: Lang, draft: bool = False) -> bytes:
    return docx_of(made(lang, draft=draft))


def solid(text: str) -> str:
    """Without the spaces and breaks that every format has of its own."""
    return re.sub(r"\s+|\u200b", "", text)


def said(edition: Edition) -> Iterator[str]:
    """What the book says of every clause, in order: its heading, then its text part by part."""
    for clause in edition.book.clauses.values():
        yield solid(edition.clause_heading(clause))
        for part in clause.parts:
            yield solid(edition.book.plain(part, edition.lang, edition.day))


def all_in_order(texts: Iterator[str], whole: str) -> None:
    at = 0
    for text in texts:
        found = whole.find(text, at)
        assert found >= 0, text
        at = found + len(text)


# What is in the files


@pytest.mark.parametrize("lang", LANGS)
def test_word_has_every_clause_and_every_number_in_every_language(lang: Lang) -> None:
    edition = edition_of(lang)
    whole = "".join(body_texts(word(lang)))
    all_in_order(said(edition), whole)
    for parameter in edition.book.parameters.values():
        assert solid(edition.words(parameter.entry.label)) in whole
        assert solid(parameter.say(DAY, lang)) in whole, parameter.name
        if coming := edition.coming(parameter):
            assert solid(edition.say_step(parameter, coming)) in whole, parameter.name
    assert all(solid(edition.words(term.entry.term)) in whole for term in edition.book.terms)


def body_texts(content: bytes) -> list[str]:
    root = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    return [solid("".join(each.text or "" for each in paragraph.iter(f"{W}t"))) for paragraph in root.iter(f"{W}p")]


def test_pdf_has_every_clause(pages: list[str]) -> None:
    whole = "".join(re.sub(r"手册<1>[^<]*$", "", page) for page in pages)  # without what stands on every page
    for text in said(edition_of("zh", SMALL)):
        assert text in whole, text


def test_its_headings_are_those_of_the_site_with_the_clauses_own_numbers() -> None:
    edition = edition_of("zh")
    clauses = [solid(edition.clause_heading(clause)) for clause in edition.book.clauses.values()]
    assert [
        solid(each.text) for each in made("zh").contents if each.id.startswith("chapters-") and each.level == 3
    ] == clauses
    paragraphs = docx.Document(io.BytesIO(word("zh"))).paragraphs
    styled = [solid(each.text) for each in paragraphs if each.style and each.style.name == "Heading 3"]
    assert styled[: len(clauses)] == clauses


def test_nothing_is_in_it_that_only_a_screen_has_a_use_for() -> None:
    for lang in LANGS:
        html = made(lang).html
        ids = [each.attrib["id"] for each in html.iter() if "id" in each.attrib]
        assert len(ids) == len(set(ids))
        targets = [each.attrib["href"] for each in html.iter("a") if "href" in each.attrib]
        assert {target[1:] for target in targets if target.startswith("#")} <= set(ids)
        assert [target for target in targets if not target.startswith(("#", "https:"))] == []
        assert {each.tag for each in html.iter()}.isdisjoint({"script", "button", "svg", "form"})
        words = text_of(html)
        assert edition_of(lang).say("calculate") + edition_of(lang).colon not in words
        assert edition_of(lang).say("feed") not in words


def test_links_to_what_is_not_there_are_words_and_alone_they_go() -> None:
    page = tree_of("a.md", '<p id="x">See <a href="../b/">b</a>, <a href="#x">x</a>.</p><p><a href="../b/">b</a></p>')
    tidy(page)
    assert [text_of(each) for each in page] == ["See b, x."]
    assert [link.attrib["href"] for link in page.iter("a")] == ["#a_x"]


# PDF


def test_pdf_is_tagged_and_says_what_it_is(small_pdf: pypdf.PdfReader) -> None:
    catalogue: Any = small_pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "zh-CN"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()
    about: Any = small_pdf.metadata
    assert (about.title, about.author) == (TITLE, "小小物流")
    assert about.subject.startswith("2026")
    tags = set(kinds_of_tags(catalogue["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TR", "/TH", "/TD", "/L", "/LI", "/Link"} <= tags
    assert "/Figure" not in tags  # one would need words for who cannot see it


def kinds_of_tags(node: Any) -> Iterator[str]:
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object() if hasattr(child, "get_object") else child
        if hasattr(found, "get") and "/S" in found:
            yield found["/S"]
            yield from kinds_of_tags(found)


def test_pdf_embeds_its_fonts_in_part(small_pdf: pypdf.PdfReader) -> None:
    fonts: dict[str, Any] = {}
    for page in small_pdf.pages:
        fonts |= {
            font["/BaseFont"]: font for font in (each.get_object() for each in page["/Resources"]["/Font"].values())
        }
    assert len(fonts) >= 2  # plain and bold
    for name, font in fonts.items():
        assert re.match(r"/[A-Z]{6}\+", name), f"{name} is not a subset"
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor), f"{name} is not embedded"


def test_contents_and_bookmarks_lead_to_the_page_that_they_name(small_pdf: pypdf.PdfReader, pages: list[str]) -> None:
    contents = made("zh", SMALL).contents
    outline = list(flat(small_pdf.outline, 1))
    assert [(level, each.title) for level, each in outline] == [(each.level, each.text) for each in contents]
    numbers = [(small_pdf.get_destination_page_number(each) or 0) + 1 for _, each in outline]
    listed = "".join(pages[: numbers[0] - 1])
    for heading, number in zip(contents, numbers):
        assert solid(heading.text) in pages[number - 1]
        if heading.level == 1 or heading.id.count(".") == 2:
            assert re.search(rf"{re.escape(solid(heading.text))}\.+{number}(?!\d)", listed), heading


def flat(outline: Any, level: int) -> Iterator[tuple[int, Any]]:
    for each in outline:
        if isinstance(each, list):
            yield from flat(each, level + 1)
        else:
            yield level, each


def test_every_page_but_the_cover_has_the_version_and_its_number(pages: list[str]) -> None:
    version = solid(made("zh", SMALL).version)
    for number, text in enumerate(pages, 1):
        assert (f"第{number}页，共{len(pages)}页" in text) == (number > 1)
        assert (version in text) == (number > 1)


# Word


def test_word_file_has_a_contents_field_a_footer_and_languages() -> None:
    archive = zipfile.ZipFile(io.BytesIO(word("zh", draft=True)))
    for name in archive.namelist():
        ElementTree.fromstring(archive.read(name))
    body, footer = archive.read("word/document.xml").decode(), archive.read("word/footer.xml").decode()
    assert r"TOC \o &quot;1-3&quot; \h \z \u" in body
    assert body.count('fldCharType="begin"') == body.count('fldCharType="end"') == body.count('fldCharType="separate"')
    assert 'w:instr="PAGE"' in footer
    assert made("zh").version in footer
    anchors, marks = (set(re.findall(rf'w:{name}="([^"]+)"', body)) for name in ("anchor", "name"))
    assert anchors <= marks
    assert 'w:eastAsia="zh-CN"' in archive.read("word/styles.xml").decode()
    properties = docx.Document(io.BytesIO(word("zh", draft=True))).core_properties
    assert (properties.title, properties.author, properties.language) == ("手册 <1>", "公司 & 子公司", "zh-CN")
    assert properties.created == datetime(2026, 11, 26, tzinfo=UTC)


@pytest.mark.parametrize(("lang", "tag"), [("zh-Hant", "zh-TW"), ("en", "en-GB")])
def test_words_checks_the_spelling_in_its_language(lang: Lang, tag: str) -> None:
    assert f'<w:lang w:val="{tag}"' in zipfile.ZipFile(io.BytesIO(word(lang))).read("word/styles.xml").decode()


def test_a_draft_has_what_a_consultation_needs() -> None:
    plain, draft = ("".join(body_texts(word("zh", draft=draft))) for draft in (False, True))
    for text in ("征求意见稿", "《劳动合同法》第四条", "意见表", "建议写成", "是否采纳", "讨论和协商记录", "签名"):
        assert text in draft
    assert "征求意见" not in plain
    document = docx.Document(io.BytesIO(word("zh", draft=True)))
    form = next(table for table in document.tables if "建议写成" in table.rows[0].cells[-1].text)
    assert len(form.rows) > 6
    assert not any(cell.text for row in form.rows[1:] for cell in row.cells)


# The command


def test_the_same_policy_gives_the_same_bytes(project: Path) -> None:
    for path in published(project, edition_of("zh", SMALL)):
        before = path.read_bytes()
        words = [f"--{path.suffix[1:]}", "--data", str(project / "policy_data"), "--today", str(DAY), "--title", TITLE]
        path.unlink()
        assert command.run(words, "handbook book") == 0
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("--pdf", "--docx", "--out", "a.pdf"), 2, "--pdf 或者 --docx"),
        (("--pdf", "--out", "a.docx"), 2, "a.docx"),
        (("--out", "a.odt"), 2, ".docx"),
        (("--on", "1999-01-01", "--docx", "--out", "a.docx"), 1, "1999-01-01"),
    ],
)
def test_refusals(words: tuple[str, ...], status: int, told: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert command.run([*words, "--data", str(SMALL), "--today", str(DAY)], "handbook book") == status
    err = capfd.readouterr().err
    assert told in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("error", "cure"),
    [
        (ImportError(), pdf.PIP),
        (OSError("cannot load library 'libpango-1.0-0'"), pdf.PANGO),
        (UserWarning("No fonts configured in FontConfig."), pdf.APT),
    ],
)
def test_what_is_missing_is_one_sentence_with_the_cure(
    error: Exception, cure: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(_name: str) -> None:
        raise error

    monkeypatch.setattr("macros.book.pdf.importlib.import_module", fail)
    out = tmp_path / "a.pdf"
    assert command.run(["--data", str(SMALL), "--today", str(DAY), "--out", str(out)], "handbook book") == 1
    assert cure in capfd.readouterr().err
    assert not out.exists()


def test_a_sign_that_no_font_has_stops_it() -> None:
    sign, short = "\U0001d2d9", made("zh", SMALL)
    with pytest.raises(CommandRefused) as refused:
        pdf_of(replace(short, html=ElementTree.fromstring(f"<html><body><p>{sign}</p></body></html>")))
    assert sign in refused.value.words["zh"]
    assert pdf.APT in refused.value.words["en"]


def test_help_and_the_site_do_without_what_draws() -> None:
    code = "import sys, macros.book.command, macros.site.hooks; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


# On the site


def test_the_site_offers_the_files_of_the_version_that_it_shows(project: Path, tmp_path: Path) -> None:
    edition = edition_of("zh", SMALL)
    assert published(tmp_path, edition) == []
    (project / "books" / "handbook-zh-2020-01-01-00000000.docx").touch()  # of another version
    names = [path.name for path in published(project, edition)]
    assert names == [file_name(edition, form) for form in ("pdf", "docx")]
    assert file_name(edition, "docx", draft=True) in {path.name for path in (project / "books").iterdir()}
    links = re.findall(r'href="\.\./(files/[^"]+)"', book_page(replace(edition, files=tuple(names))))
    assert links == [uri_of(name) for name in names]
    assert "files/" not in book_page(edition)


def book_page(edition: Edition) -> str:
    return body_of(Writer(edition, "book.md"), "", "book.html")
