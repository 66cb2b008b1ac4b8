"""Our build against plain mkdocs-material on the same pages, whose templates have been rendered for it."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import yaml

from handbook import draw
from handbook.policy.load import open_book
from macros.site.build import ROOT
from macros.site.edition import Edition
from macros.site.hooks import INTERFACE_WORDS
from macros.site.languages import LANGUAGES, Language
from macros.site.marks import fill_in, words_for
from macros.site.navigation import navigation
from macros.site.pages import generated_pages, render_hand_written
from quiz.check import check_questions
from tools.bench.measure import Figures, median, ratio, run, side_by_side
from tools.bench.scale import Scale
from tools.bench.synthetic import write_policy

DAY = date(2026, 11, 23)
SMALL = ROOT / "tests" / "handbook" / "policy"
_DRIVER = "import sys, macros.site.build as b; b.build_site(b.Path('.'), b.Path('site'), say=False)"
OURS = (sys.executable, "-m", "macros.site.build", "--root", ".")
_SET_UP = (sys.executable, "-c", "from macros.site.build import set_up; set_up()")
# After set-up and before any build: what came of pages is what set-up does not make.
_OF_PAGES = ("pages-*", "written-*", "names-*", "purged-*", "policy-*")
_REMOVED = " ".join(f".build/{name}" for name in _OF_PAGES)
FRESH = ("sh", "-c", f'rm -rf {_REMOVED}; exec "{sys.executable}" -m macros.site.build --root .')
# Plain MkDocs as people run it: one process a language, side by side.
_BUILD = '{python} -m mkdocs build -f {config} -d site/{folder} & pids="$pids $!"'
PLAIN = (
    "sh",
    "-ec",
    "; ".join(_BUILD.format(python=sys.executable, config=one.config, folder=one.name) for one in LANGUAGES)
    + "; for pid in $pids; do wait $pid; done",
)
ONE_LANGUAGE = (sys.executable, "-m", "mkdocs", "build", "--site-dir", "site")  # the first, ours or plain
PLAIN_IN_OUR_DRIVER = (sys.executable, "-c", _DRIVER)  # three forked processes, as ours, but without our hook


def project(folder: Path, policy: Path | None) -> Path:
    """Our project in `folder`: the real policy, or another one with hand-written pages that need nothing of it."""
    for config in ROOT.glob("mkdocs*.yml"):
        text = re.sub(r"^watch: .*\n", "", config.read_text(encoding="utf-8"), flags=re.MULTILINE)
        (folder / config.name).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "macros", folder / "macros")
    shutil.copytree(policy or ROOT / "policy_data", folder / "policy_data")
    if (ROOT / ".build").is_dir():  # what set-up made
        shutil.copytree(ROOT / ".build", folder / ".build", ignore=shutil.ignore_patterns(*_OF_PAGES))
    if policy:
        for page in (folder / "docs").glob("*/*.md"):
            page.write_text("# Handbook\n\n{{ h.version() }}\n", encoding="utf-8")
    run(_SET_UP, folder)
    return folder


def plain_project(ours: Path, folder: Path, languages: Sequence[Language] = LANGUAGES) -> int:
    """The same site without our code: rendered pages, the theme and its search. Returns its pages per language.

    Raises ValueError where the policy has errors, as no site is built of it.
    """
    data = ours / "policy_data"
    book = open_book(data, DAY)
    checked = check_questions(data, book, DAY)
    if checked.errors:
        raise ValueError("\n".join(problem.line("en") for problem in checked.errors))
    # The theme's own header comes back: it has the theme's own search in it.
    shutil.copytree(ours / "macros/theme", folder / "macros/theme", ignore=shutil.ignore_patterns("header.html"))
    pages = 0
    for language in languages:
        config = (ours / language.config).read_text(encoding="utf-8")
        name = re.search(r"^site_name: (.*)$", config, re.MULTILINE)
        edition = Edition(book, DAY, language.name, name[1] if name else "", checked.bank)
        written = _rendered(ours, edition)
        docs = folder / f"docs-{language.name}"
        shutil.copytree(ours / "docs" / "assets", docs / "assets", ignore=shutil.ignore_patterns("*.md"))
        for uri, content in written.items():
            path = docs / uri
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        pages = sum(uri.endswith(".md") for uri in written)
        (folder / language.config).write_text(_plain_config(config, edition), encoding="utf-8")
    return pages


def _rendered(ours: Path, edition: Edition) -> dict[str, str]:
    """The text of every page by its address, with nothing left to fill in, and the pictures that pages link to."""
    pages = {page.uri: page.content for page in generated_pages(edition)}
    for page in (ours / "docs" / ("en" if edition.lang == "en" else "zh")).glob("*.md"):
        pages[page.name] = render_hand_written(edition, page.name, page.read_text(encoding="utf-8"), page.name)
    words = words_for(edition)
    pictures = {edition.picture_uri(rule): draw(rule, edition.lang) for rule in edition.calculators()}
    return {uri: fill_in(content, words) for uri, content in pages.items()} | pictures


def _plain_config(config: str, edition: Edition) -> str:
    config = re.sub(r"^hooks:\n(  - .*\n)+", "", config, flags=re.MULTILINE)
    config = re.sub(r"^docs_dir: .*\n|^    today: .*\n", "", config, flags=re.MULTILINE)
    config = re.sub(r"^plugins: .*\n", "plugins: {search: {}}\n", config, flags=re.MULTILINE)  # as people run it
    words = {key: edition.say(key) for key in INTERFACE_WORDS}
    extra = yaml.safe_dump({"ui": words, "problems": ""}, allow_unicode=True)
    indented = "".join(f"  {line}\n" for line in extra.splitlines())
    config = config.replace("extra:\n", f"extra:\n{indented}", 1)
    menu = yaml.safe_dump({"nav": navigation(edition), "docs_dir": f"docs-{edition.lang}"}, allow_unicode=True)
    return f"{config}\n{menu}"


def compare(title: str, policy: Path | None, rounds: int, rows: int = 3) -> None:
    """Print the ratios for one policy: to plain MkDocs with what the build before has kept and, of more `rows`, from a
    fresh set-up, and to plain MkDocs started as we start it."""
    with tempfile.TemporaryDirectory() as a, tempfile.TemporaryDirectory() as b:
        ours, plain = project(Path(a), policy), Path(b)
        pages = plain_project(ours, plain)
        print(f"  {title}: {pages} pages x {len(LANGUAGES)} languages", flush=True)
        commands = (
            ("plain mkdocs build", OURS, PLAIN),
            ("plain mkdocs build, ours from a fresh set-up", FRESH, PLAIN),
            ("plain in our driver", OURS, PLAIN_IN_OUR_DRIVER),
        )
        run(OURS, ours)
        for name, command, other in commands[:rows]:
            _print_ratio(name, side_by_side(command, other, (ours, plain), rounds))


def _print_ratio(name: str, pairs: list[tuple[Figures, Figures]]) -> None:
    mine, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    print(
        f"    ours {median(mine, 'wall'):6.2f} s wall {median(mine, 'cpu'):6.2f} s CPU · {name}"
        f" {median(other, 'wall'):6.2f} s wall {median(other, 'cpu'):6.2f} s CPU"
        f" · ratio {ratio(pairs, 'wall'):.3f} wall {ratio(pairs, 'cpu'):.3f} CPU",
        flush=True,
    )


def growth(sizes: tuple[int, ...]) -> None:
    """Print how time and memory grow with the pages of one language, and the ratio to plain at each size.

    Of a first build, and of a second one, which finds what the first has kept.
    """
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            ours, plain, policy = (Path(folder) / name for name in ("ours", "plain", "policy"))
            ours.mkdir()
            plain.mkdir()
            write_policy(policy, size, 10, size * 4)
            plain_project(project(ours, policy), plain, LANGUAGES[:1])
            other = run(ONE_LANGUAGE, plain)
            for which in ("first", "next"):
                mine = run(ONE_LANGUAGE, ours)
                ratios = f"{mine.cpu / other.cpu:.2f} CPU {mine.memory / other.memory:.2f} memory"
                each = f"{mine.cpu / size * 1000:.0f} ms a chapter"
                print(
                    f"  {size:5} chapters, {which:5}: {mine.cpu:6.1f} s CPU {mine.memory:5.0f} MB · {each}"
                    f" · ratio to plain {ratios}",
                    flush=True,
                )


def bench(scale: Scale) -> None:
    """All figures of the site."""
    print("The site: our build against plain mkdocs-material on the same pages (to be at most 1.10)")
    jieba = "with" if find_spec("jieba") else "without"  # which the theme's search needs to find words of Chinese
    print(f"  plain {jieba} jieba; with it, plain takes 1.7 times as long")
    if scale != Scale.SMOKE:
        compare("the real handbook", None, scale.pick(0, 3, 7))
    with tempfile.TemporaryDirectory() as policy:
        size = scale.pick(2, 30, 300)  # from two on, chapters have titles in common
        write_policy(Path(policy) / "p", size, 10, size * 4)
        compare(f"synthetic, {size} chapters", Path(policy) / "p", scale.pick(1, 1, 3), rows=2)
    print("The site: growth (one language)")
    growth(scale.pick((1,), (10, 30), (30, 300, 1000)))
