"""What MkDocs calls: load the policy, add its pages, render the hand-written ones, add what the search loads."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
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

from handbook import LANGS, Lang, NoSuchStyle, doubtful, explained, in_languages, parse_day, say, style, use_style
from handbook import today as today_in_shanghai
from macros.assets import bundle, offline
from macros.assets.csp import OWN_PAGES
from macros.assets.purge import InPages
from macros.assets.styles import add_theme
from macros.book.published import uri_of
from macros.render.kept import keep_in, save
from macros.render.page import keep_pages
from macros.render.theme import KeptTheme
from macros.site import marks
from macros.site.processes.apart import alone, apart
from macros.site.processes.standing import Standing
from macros.site.texts import BadText, Frame, Made, Texts, Wanted
from macros.site.tolerance import tolerate_mistakes, tolerates_mistakes

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
    """Ask for what the policy makes of the language: from whoever has read it, or else from a process of our own."""
    settings = config.extra["handbook"]
    try:
        use_style(settings.get("traditional") or style())
    except NoSuchStyle as error:
        raise Abort(in_languages(explained(error))) from None
    root, lang = Path(config.config_file_path).parent, settings["lang"]
    keep_in(root)
    folder = _folder(config)
    if config.site_url and not _serving and not config.site_url.endswith(f"/{folder}"):
        config.site_url += folder
    config.theme.__class__ = KeptTheme
    data, day = root / settings["data"], _day(settings.get("today"))
    settings["wanted"] = Wanted(root, Path(config.docs_dir), data, lang, day, config.site_name, config.site_url or "")
    settings["texts"] = _told(settings.pop("maker", _made_here)(settings["wanted"]))
    config.extra["ui"] = {key: say(f"macros.site.{key}", lang) for key in INTERFACE_WORDS}
    # While somebody watches the pages they change too often to be kept.
    config.extra["offline"] = offline.VERSION if settings.get("offline", True) and not tolerates_mistakes() else ""
    config.extra["problems"] = marks.PROBLEMS
    # While somebody is watching, single pages are made anew, and may come to use whatever the theme has.
    settings["in_pages"] = None if tolerates_mistakes() else InPages(lang)
    return config


def _made_here(wanted: Wanted) -> Texts:
    if not _serving:  # the policy, and all that reads it, is loaded there, and MkDocs is not
        return alone("macros.site.making.contents", wanted)
    from macros.site.making.contents import make
    from macros.site.making.state import read_state, settled

    read_state(wanted.data, wanted.day)  # what is read last stays in the process that goes on
    settled(wanted.data)
    return apart(partial(make, wanted))


def _told(texts: Texts) -> Texts:
    """The same, as MkDocs is told of what stops a build."""
    try:
        yield from texts
    except BadText as bad:
        raise BuildError(str(bad)) from None


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Lay out the menu, keep this language's hand-written pages, filled in, and add what is made of the policy."""
    settings = config.extra["handbook"]
    made = [_file(config, each) for each in _assets(Path(config.docs_dir))]
    texts: Texts = settings.pop("texts")
    frame = cast(Frame, next(texts))
    standing = settings["standing"] = Standing(config, settings.pop("wanted"), frame)
    _lay_out(frame, config)
    titles: dict[str, str] = settings.setdefault("titles", {})
    html: set[str] = settings.setdefault("html", set())
    hand_written = {}
    for each in cast(Iterator[Made], texts):
        if tolerates_mistakes():  # somebody watches the pages, and they will change
            standing.note(each)
        file = _file(config, each)
        titles |= {each.uri: each.title} if each.title else {}
        html |= {each.uri} if each.is_html else set()
        if each.source:
            hand_written[each.source] = file
        else:
            made.append(file)
    made += (File.generated(config, uri_of(book.name), abs_src_path=str(book)) for book in frame.books)
    ours = {file.src_uri for file in made}
    for file in list(files):
        if file.src_uri in ours or bundle.is_source(file.src_uri):
            files.remove(file)
        elif file.src_uri.startswith(("zh/", "en/")) and not file.generated_by:
            files.remove(file)
            if file.src_uri in hand_written:
                files.append(hand_written[file.src_uri])
    for file in sorted(made, key=lambda file: file.src_uri):  # they come from several processes, in no order
        files.append(file)
    return files


def _assets(docs: Path) -> Iterator[Made]:
    try:
        yield from (Made(uri, text, of_policy=False) for uri, text in bundle.assets(docs).items())
    except bundle.BadAsset as error:
        raise BuildError(str(error)) from None


def _lay_out(frame: Frame, config: MkDocsConfig) -> None:
    """What is wrong stops a build; while serving it becomes a banner."""
    for is_error, line in frame.problems:
        show = log.error if is_error and not tolerates_mistakes() else log.info
        show(line)
    settings = config.extra["handbook"]
    if frame.errors and not tolerates_mistakes():
        raise Abort(f"{settings['data']}: {frame.errors} errors")
    config.extra |= {"ahead": {}, "feed": ""} | dict(frame.extra)
    config.nav, config.copyright = list(frame.menu), frame.copyright or config.copyright
    settings["marks"] = frame.marks


def _file(config: MkDocsConfig, made: Made) -> File:
    """A file as MkDocs has it. What is no page is put into the site at once, and takes no memory."""
    file = File.generated(config, made.uri, content=made.text)
    if file.is_documentation_page():
        return file
    path = Path(file.abs_dest_path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made.text, encoding="utf-8")
    return File.generated(config, made.uri, abs_src_path=str(path))


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Let every page take what was made of it before."""
    keep_pages(files, config, config.extra["handbook"]["html"])
    Standing.of(config).menu = nav
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Take note of what pages are rendered with."""
    Standing.of(config).files, Standing.of(config).templates = files, env
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Title a generated page. In its text the title would have to pass through YAML."""
    title = config.extra["handbook"].get("titles", {}).get(page.file.src_uri)
    if title:
        page.meta["title"] = title
    return markdown


@event_priority(-100)
def on_page_context(context: dict[str, Any], page: Page, **_: object) -> dict[str, Any]:
    """What is on the page is the only HTML that the theme is given."""
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
    finished = _finished(output, page.file.dest_uri, config)
    if config.extra["handbook"]["lang"] == "zh-Hant":
        for found in doubtful(finished):
            log.warning(say("macros.build.doubtful", "zh", page=page.file.src_uri, found=found))
    return finished


@event_priority(-100)
def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for the page that stands for those that are not there."""
    return _finished(output, template_name, config)


def _finished(output: str, path: str, config: MkDocsConfig) -> str:
    settings = config.extra["handbook"]
    if in_pages := settings.get("in_pages"):
        in_pages.note(path, output)
    finished = marks.fill_in(output, settings.get("marks", {}))
    if tolerates_mistakes() and finished != output:
        Standing.of(config).unfinished[path] = output
    return finished


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Join the theme's styles with ours, and leave to the next build what it can use."""
    site = Path(config.site_dir)
    add_theme(site, config.extra["handbook"].get("in_pages"))
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


def _day(setting: Any) -> date:
    if setting is None or setting == "":
        return today_in_shanghai()
    day = setting if isinstance(setting, date) else parse_day(str(setting))
    if day is None:
        raise Abort(f"HANDBOOK_TODAY={setting}: 2026-07-01")
    return day
