"""What MkDocs calls: load the policy, add its pages, render the hand-written ones, add what the search loads."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import is_error_template
from mkdocs.utils.templates import TemplateContext

from handbook import LANGS, Lang, doubtful, draw, parse_day, say, style, use_style
from handbook import today as today_in_shanghai
from macros.assets import bundle, offline
from macros.assets.csp import OWN_PAGES
from macros.assets.own_pages import own_page_files
from macros.assets.styles import add_theme
from macros.assets.unused import drop_unused
from macros.book.published import FOLDER, published, uri_of
from macros.data.calculators import Calculator, rule_script
from macros.data.feed import FEED, feed
from macros.data.quiz_data import quiz_files
from macros.data.search.files import opening_words, search_files
from macros.render.kept import keep_in, save
from macros.render.page import keep_pages
from macros.render.theme import KeptTheme
from macros.site import marks
from macros.site.edition import CHANGES, HOME, Edition, written
from macros.site.navigation import navigation
from macros.site.pages import BadPage, generated_pages, render_hand_written
from macros.site.problem_page import bad_page, banner, problem_page
from macros.site.state import forget_state, last_state, read_state, tolerate_mistakes, tolerates_mistakes

log = logging.getLogger("mkdocs.hooks.handbook")
_serving = False
INTERFACE_WORDS = ("language", "menu", "search")


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001  (MkDocs gives both)
    """Remember whether people are watching: then a mistake must not stop the pages."""
    gc.set_threshold(100_000, 20, 50)  # a build keeps what it loads, and ends
    global _serving  # noqa: PLW0603  (MkDocs offers no place to keep it)
    _serving = command == "serve"
    if _serving:
        tolerate_mistakes()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the policy and lay out the menu. Errors stop a build; while serving they become a banner."""
    settings = config.extra["handbook"]
    use_style(settings.get("traditional", style()))
    root = Path(config.config_file_path).parent
    today = _day(settings.get("today"))
    data = root / settings["data"]
    keep_in(root)
    state = read_state(data, today) if _serving else last_state(data, today)
    settings["state"] = state
    folder = _folder(config)
    if config.site_url and not _serving and not config.site_url.endswith(f"/{folder}"):
        config.site_url += folder
    config.theme.__class__ = KeptTheme
    for problem in state.problems:
        show = log.error if problem.severity == "error" and not tolerates_mistakes() else log.info
        show(problem.line(written(settings["lang"])))
    if state.errors and not tolerates_mistakes():
        raise Abort(f"{data.name}: {len(state.errors)} errors")
    config.extra["ui"] = {key: say(f"macros.site.{key}", settings["lang"]) for key in INTERFACE_WORDS}
    config.extra["ahead"], config.extra["feed"] = {}, ""
    # While somebody watches the pages they change too often to be kept.
    config.extra["offline"] = offline.VERSION if settings.get("offline", True) and not tolerates_mistakes() else ""
    config.extra["problems"] = banner(state, settings["lang"]) if state.errors else ""
    if state.book is None or state.bank is None:
        config.nav = [HOME]
        settings["edition"] = None
        return config
    edition = Edition(state.book, today, settings["lang"], config.site_name, state.bank)
    edition = replace(edition, files=tuple(path.name for path in published(root, edition)))
    settings["edition"], settings["marks"] = edition, marks.words_for(edition)
    config.nav = navigation(edition)
    config.copyright = " · ".join([marks.VERSION, edition.say("disclaimer")])
    config.extra["feed"] = edition.title(CHANGES)
    config.extra["ahead"] = _ahead(edition)
    config.extra["search"] = opening_words(edition)
    return config


def _ahead(edition: Edition) -> dict[str, str]:
    """For a page that is read after the day on which something changes: when that is, and what to say then."""
    if edition.next_change is None:
        return {}
    sentence = edition.say("outdated", built=edition.day, next=edition.next_change)
    return {"day": str(edition.next_change), "told": sentence, "more": edition.title(CHANGES)}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Keep this language's hand-written pages and add the generated ones. All that is said has been said then, and the
    book makes room for what becomes of the pages."""
    _add_ours(files, config)
    settings = config.extra["handbook"]
    settings["edition"] = settings["state"] = None
    forget_state(Path(config.config_file_path).parent / settings["data"])
    return files


def _add_ours(files: Files, config: MkDocsConfig) -> None:
    edition = _edition(config)
    lang = config.extra["handbook"]["lang"]
    folder = f"{written(lang)}/"
    assets = _assets(config)
    for file in list(files):
        if file.src_uri in assets or bundle.is_source(file.src_uri):
            files.remove(file)
        if file.src_uri.startswith(("zh/", "en/")) and not file.generated_by:
            files.remove(file)
            if edition and file.src_uri.startswith(folder):
                files.append(_hand_written(config, file, folder))
    for uri, content in assets.items():
        files.append(File.generated(config, uri, content=content))
    if edition is None:
        content = problem_page(config.extra["handbook"]["state"], lang)
        files.append(File.generated(config, HOME, content=content))
        return
    for uri, content in quiz_files(edition, edition.bank):
        files.append(File.generated(config, uri, content=content))
    project = Path(config.config_file_path).parent
    for name in edition.files:
        files.append(File.generated(config, uri_of(name), abs_src_path=str(project / FOLDER / name)))
    for rule in edition.calculators():
        for script in (rule_script(rule), Calculator(rule, edition).details()):
            files.append(File.generated(config, script.uri, content=script.text))
        picture = draw(rule, edition.lang)
        files.append(File.generated(config, edition.picture_uri(rule), content=picture))
    for uri, content in search_files(edition):
        files.append(File.generated(config, uri, content=content))
    files.append(File.generated(config, FEED, content=feed(edition, config.site_url or "")))
    titles = config.extra["handbook"]["titles"] = {}
    for page in generated_pages(edition):
        titles[page.uri] = page.title
        files.append(File.generated(config, page.uri, content=page.content))


def _assets(config: MkDocsConfig) -> dict[str, str]:
    try:
        docs = Path(config.docs_dir)
        return {**bundle.assets(docs), **dict(own_page_files(docs, config.extra["handbook"]["lang"]))}
    except bundle.BadAsset as error:
        raise BuildError(str(error)) from None


def _hand_written(config: MkDocsConfig, file: File, folder: str) -> File:
    edition = _edition(config)
    assert edition is not None
    uri = file.src_uri.removeprefix(folder)
    try:
        content = render_hand_written(edition, uri, file.content_string, f"docs/{file.src_uri}")
    except BadPage as error:
        if not tolerates_mistakes():
            raise BuildError(str(error)) from None
        content = bad_page(uri, str(error))
        log.info(str(error))
    return File.generated(config, uri, content=content)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Let every page take what was made of its Markdown before."""
    keep_pages(files, config)
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Title a generated page. In its Markdown the title would have to pass through YAML."""
    title = config.extra["handbook"].get("titles", {}).get(page.file.src_uri)
    if title:
        page.meta["title"] = title
    return markdown


@event_priority(-100)
def on_page_context(context: dict[str, Any], page: Page, **_: object) -> dict[str, Any]:
    """What Markdown has made of the page is the only HTML that the theme is given."""
    page.content = Markup(page.content)
    _mark(page.toc)
    return context


def _mark(toc: Iterable[AnchorLink]) -> None:
    for entry in toc:
        entry.title = Markup(entry.title)
        _mark(entry.children)


@event_priority(-100)
def on_post_page(output: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """After everything else has had its say about a page."""
    finished = _finished(output, config)
    if config.extra["handbook"]["lang"] == "zh-Hant":
        for found in doubtful(finished):
            log.warning(say("macros.build.doubtful", "zh", page=page.file.src_uri, found=found))
    return finished


@event_priority(-100)
def on_post_template(output: str, config: MkDocsConfig, **_: object) -> str:
    """The same for the page that stands for those that are not there."""
    return _finished(output, config)


def _finished(output: str, config: MkDocsConfig) -> str:
    return marks.fill_in(output, config.extra["handbook"].get("marks", {}))


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Join the theme's styles with ours, drop what nobody loads, and leave to the next build what it can use."""
    site = Path(config.site_dir)
    add_theme(site, purge=not tolerates_mistakes())  # while somebody is watching, single pages are made anew
    drop_unused(site)
    _keep_offline(site, config)
    save()


def _keep_offline(site: Path, config: MkDocsConfig) -> None:
    """Let readers keep the language on their devices, or take away what they have of it."""
    lang: Lang = config.extra["handbook"]["lang"]
    worker, retired = offline.take_scripts(site)
    if not config.extra["offline"]:
        offline.retire(site, retired)
        return
    others = [f"{each}/" for each in LANGS if each != lang] if lang == LANGS[0] else []
    offline.write_manifest(site, lang, config.site_name)
    offline.keep(site, lang, [*others, f"{OWN_PAGES}/"], worker)


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> TemplateContext:
    """The page for what is not there is shown at any depth, so it counts from the host's root.

    Where the site's address is not configured, that is taken to be the site's root.
    """
    if is_error_template(template_name) and not config.site_url:
        context["base_url"] = f"/{_folder(config)}"
    return context


def _folder(config: MkDocsConfig) -> str:
    """Where the language stands below the first one, which has the site's root."""
    lang: str = config.extra["handbook"]["lang"]
    return "" if lang == LANGS[0] else f"{lang}/"


def _edition(config: MkDocsConfig) -> Edition | None:
    edition: Edition | None = config.extra["handbook"]["edition"]
    return edition


def _day(setting: Any) -> date:
    if setting is None or setting == "":
        return today_in_shanghai()
    day = setting if isinstance(setting, date) else parse_day(str(setting))
    if day is None:
        raise Abort(f"HANDBOOK_TODAY={setting}: 2026-07-01")
    return day
