"""SCORM 1.2: a paper as a course of a learning platform, to practise or as an exam.

The course marks itself, so the keys are in the package: who looks into it finds them. What the learner does stands in
`docs/assets/js/scorm/`.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from handbook import say
from quiz.archives.zip import zipped
from quiz.exams.page import OwnPage, own_page, page_parts, page_words
from quiz.papers.exporters.entries import Batch

_PAGE = "index.html"


def scorm(batch: Batch) -> bytes:
    """The package. Raises CommandRefused where the site's scripts are not installed."""
    manifest: bytes = ET.tostring(_manifest(batch), encoding="utf-8", xml_declaration=True)
    return zipped([("imsmanifest.xml", manifest + b"\n"), (_PAGE, _page(batch))])


def _page(batch: Batch) -> bytes:
    assert batch.file, "a course is made of a paper"
    paper, lang = batch.file.paper, batch.lang
    words = page_words("exam_page", lang) | page_words("course_page", lang)
    words["disclaimer"] = say("quiz.papers.note", lang)
    data = {
        "paper": paper.as_data(given_only=True),
        "keys": [key.as_data(given_only=True) for key in batch.file.key.questions],
        "words": words,
        "about": batch.about,
        "exam": batch.is_exam,
    }
    return own_page(page_parts("course"), OwnPage(lang, batch.title, words["static"], data))


def _manifest(batch: Batch) -> ET.Element:
    """One course of one page. An exam says what must be reached, as platforms work out by it who has passed."""
    assert batch.file
    paper = batch.file.paper
    about = {
        "identifier": f"handbook_{paper.number}",
        "version": "1.0",
        "xmlns": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    }
    manifest = ET.Element("manifest", about)
    manifest.append(ET.Comment(f" {batch.made_for} ".replace("--", "- -")))
    metadata = ET.SubElement(manifest, "metadata")
    ET.SubElement(metadata, "schema").text = "ADL SCORM"
    ET.SubElement(metadata, "schemaversion").text = "1.2"
    organizations = ET.SubElement(manifest, "organizations", default="course")
    course = ET.SubElement(organizations, "organization", identifier="course")
    item = ET.SubElement(course, "item", identifier="paper", identifierref="page", isvisible="true")
    ET.SubElement(item, "title").text = batch.title
    course.insert(0, ET.Element("title"))
    course[0].text = batch.title
    if batch.is_exam:
        ET.SubElement(item, "adlcp:masteryscore").text = str(paper.pass_)
    resources = ET.SubElement(manifest, "resources")
    kind = {"type": "webcontent", "adlcp:scormtype": "sco"}
    page = ET.SubElement(resources, "resource", {"identifier": "page", **kind, "href": _PAGE})
    ET.SubElement(page, "file", href=_PAGE)
    return manifest
