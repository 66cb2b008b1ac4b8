"""The names that `quiz` shows to the site, and the module of each. Nothing else of it is the site's to use."""

from .archives.xml import HEAD as HEAD
from .archives.xml import OFFICE as OFFICE
from .archives.xml import escaped as escaped
from .archives.xml import part_list as part_list
from .archives.xml import relationships as relationships
from .archives.zip import zipped as zipped
from .bank import Bank as Bank
from .check import Checked as Checked
from .check import check_questions as check_questions
from .exams.page import exam_words as exam_words
from .exams.page import page_words as page_words
from .grading.page import grading_data as grading_data
from .kinds import KINDS as KINDS
from .lints.coverage import KINDS_OF_MUST_KNOW as KINDS_OF_MUST_KNOW
from .papers.defaults import Defaults as Defaults
from .papers.documents.templates import WordStyle as WordStyle
from .papers.documents.templates import browser_template as browser_template
from .papers.documents.templates import style_id as style_id
from .papers.documents.templates import word_styles as word_styles
from .question import Question as Question
from .signoff.version import signoff_words as signoff_words
from .signoff.version import version_of as version_of
from .staff import staff_headings as staff_headings
