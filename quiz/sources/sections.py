"""What questions call a section of the policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from handbook import WRITTEN, Chapter, PolicyBook, Section, Text
from quiz.wording import words


def section_titles(book: PolicyBook) -> Mapping[str, Text]:
    """Titles of sections by `chapter.section`, with the chapter's in front where another section has the same one:
    questions that say no more than the title would be the same word for word."""
    sections = [(chapter, section) for chapter in book.chapters for section in chapter.sections]
    count = Counter((lang, section.title[lang]) for _, section in sections for lang in WRITTEN)

    def said(chapter: Chapter, section: Section) -> Text:
        if all(count[lang, section.title[lang]] == 1 for lang in WRITTEN):
            return section.title
        return words("quiz.questions.section", chapter=chapter.title, section=section.title)

    return {f"{chapter.id}.{section.id}": said(chapter, section) for chapter, section in sections}
