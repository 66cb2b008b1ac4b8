"""`handbook rule`: an author's first rule, trying it, drawing it, looking up what may be written."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from commanding import Run, run_command

from handbook.commands.rule import trying
from handbook.files.stamp import saves
from handbook.lang.words import Words
from handbook.manual.composing import both_languages, names
from handbook.manual.drawing import draw
from handbook.manual.graph import graph_of
from handbook.policy.load import open_book
from handbook.rules.rule import Rule

HERE = Path(__file__).parent
TODAY = "2026-11-23"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small policy, where the command looks for one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HANDBOOK_TODAY", TODAY)
    monkeypatch.delenv("HANDBOOK_LANG", raising=False)
    return Path(shutil.copytree(HERE / "policy", tmp_path / "policy_data"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], policy: Path) -> Run:  # noqa: ARG001
    return lambda *argv: run_command(capsys, *argv)


def files_of(policy: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in policy.rglob("*.yml")}


# the first rule


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_rule_of_the_guide_works_command_by_command(run: Run, policy: Path, lang: str) -> None:
    guide = run("rule", "guide", "first", "--lang", lang).out
    commands = re.findall(r"^    (handbook .*)$", guide, re.MULTILINE) + re.findall(r"`(handbook .* --out .*?)`", guide)
    assert [shlex.split(each)[1:3] for each in commands] == [
        *(["rule", "new"], ["rule", "try"], ["check"], ["rule", "draw"])
    ]
    done = [run(*shlex.split(each)[1:], "--lang", lang) for each in commands]
    assert [each.status for each in done] == [0, 0, 0, 0], [each.err for each in done]
    assert {"zh": "80 元", "en": "80 yuan"}[lang] in done[1].out
    assert "warning" not in done[2].out
    written = (policy / "rules" / "overtime_meal.yml").read_text("utf-8")
    shown = "\n".join(line.removeprefix("    ") for line in guide.splitlines())
    assert re.sub("clause: [^ ]*", "clause: …", written) in re.sub("clause: [^ ]*", "clause: …", shown)


def test_a_new_rule_says_what_it_wrote_and_what_to_do_next(run: Run, policy: Path) -> None:
    done = run("rule", "new", "travel", "--clause", "discipline.attendance.late", "--zh", "车费: 补贴", "--en", "A # b")
    assert (done.status, done.err) == (0, "")
    assert "policy_data/rules/travel.yml" in done.out
    assert "policy_data/cases/travel.yml" in done.out
    assert "handbook rule try travel --watch" in done.out
    assert "clause:" not in done.out  # it was chosen
    rule = open_book(policy).rule("travel")
    assert (rule.title["zh"], rule.title["en"], rule.clause) == ("车费: 补贴", "A # b", "discipline.attendance.late")
    assert "clause: " in run("rule", "new", "other", "--zh", " ", "--lang", "en").out
    assert open_book(policy).rule("other").title["zh"] == "other"


@pytest.mark.parametrize("there", ["rules/travel.yml", "cases/travel.yml"])
def test_nothing_is_overwritten(run: Run, policy: Path, there: str) -> None:
    (policy / there).write_text("# mine\n", "utf-8")
    before = files_of(policy)
    done = run("rule", "new", "travel")
    assert done.status == 1
    assert files_of(policy) == before


@pytest.mark.parametrize(
    ("argv", "status", "cure"),
    [
        (("Travel-Money",), 2, "travel_money"),
        (("车费",), 2, "overtime_meal"),
        (("travel", "--clause", "discipline.attendance.lat"), 1, "discipline.attendance.late"),
    ],
)
def test_what_cannot_be_a_rule_is_told_with_its_cure(
    run: Run, policy: Path, argv: tuple[str, ...], status: int, cure: str
) -> None:
    before = files_of(policy)
    done = run("rule", "new", *argv)
    assert (done.status, done.out) == (status, "")
    assert cure in done.err
    assert files_of(policy) == before


def test_nothing_is_added_to_a_policy_that_is_wrong(run: Run, policy: Path) -> None:
    file = policy / "parameters" / "attendance.yml"
    file.write_text(file.read_text("utf-8").replace("value: 25.5", "value: 999"), "utf-8")
    done = run("rule", "new", "travel")
    assert done.status == 1
    assert "attendance.minor_fine" in done.err
    assert not (policy / "rules" / "travel.yml").exists()


# trying


def test_a_rule_that_cannot_be_read_is_told_and_not_tried(run: Run, policy: Path) -> None:
    run("rule", "new", "travel")
    file = policy / "rules" / "travel.yml"
    file.write_text(file.read_text("utf-8").replace("amount * number", "amount * numbr"), "utf-8")
    done = run("rule", "try", "travel")
    assert (done.status, done.out) == (1, "")
    assert "travel.total" in done.err
    assert "number" in done.err


@pytest.mark.parametrize("argv", [("travle",), ("nothing_like_it",), ("travel", "--input", "number=many")])
def test_what_cannot_be_tried_is_told(run: Run, argv: tuple[str, ...]) -> None:
    run("rule", "new", "travel")
    done = run("rule", "try", *argv)
    assert (done.status, done.out) == (1, "")
    assert done.err


def test_watching_works_out_each_save_until_it_is_interrupted(
    run: Run, policy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("rule", "new", "travel")
    file = policy / "rules" / "travel.yml"
    edits = [("amount * number", "amount * numbr"), ("numbr", "number * 2"), ("", "")]

    def wait(_seconds: float) -> None:
        if not edits[0][0]:
            raise KeyboardInterrupt
        file.write_text(file.read_text("utf-8").replace(*edits.pop(0)), "utf-8")

    def watched(paths: list[Path], ending: str) -> Iterator[None]:
        return saves(paths, ending, wait)

    monkeypatch.setattr(trying, "saves", watched)
    done = run("rule", "try", "travel", "--watch", "--lang", "en", "--input", "number=4")
    assert done.status == 0
    assert re.findall(r"^Total  (.*)$", done.out, re.MULTILINE) == ["80 yuan", "160 yuan"]
    assert "travel.total" in done.err


# the guide


def test_the_guide_prints_a_part_or_all(run: Run) -> None:
    assert "band(" in run("rule", "guide", "band").out
    assert "## " in run("rule", "guide", "--lang", "en").out
    done = run("rule", "guide", "bnd")
    assert done.status == 2
    assert "band" in done.err
    assert all(name in done.err for name in names())
    assert run("rule", "guide", "band", "--write").status == 2


def test_the_guide_is_written_beside_the_policy(run: Run, policy: Path) -> None:
    assert run("rule", "guide", "--check").status == 1
    assert run("rule", "guide", "--write").status == 0
    assert run("rule", "guide", "--check").status == 0
    assert (policy / "RULES.md").read_text("utf-8") == both_languages()
    assert run("check").status == 0


# the picture


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    return list(open_book(HERE / "policy").rules.values())


def test_a_picture_shows_every_step_and_what_it_uses(rules: list[Rule]) -> None:
    for rule in rules:
        nodes = {node.id: node for node in graph_of(rule)}
        assert {step.id for step in rule.steps} <= set(nodes)
        assert {id for id, node in nodes.items() if node.part == "result"} == set(rule.results)
        for node in nodes.values():
            assert all(nodes[used].layer < node.layer for used in node.uses)
        picture = ElementTree.fromstring(draw(rule, "en"))
        text = " ".join("".join(each.itertext()) for each in picture.iter(f"{SVG}text"))
        assert all(word in text for node in nodes.values() for word in node.label["en"].split())
        assert picture.find(f"{SVG}title") is not None
        assert len(list(picture.iter(f"{SVG}rect"))) == 1 + len(nodes) + 4  # the ground, the legend


def test_boxes_of_a_picture_do_not_lie_on_one_another(rules: list[Rule]) -> None:
    for rule in rules:
        picture = ElementTree.fromstring(draw(rule, "zh"))
        _ground, *rects = picture.iter(f"{SVG}rect")
        boxes = [[float(each.attrib[key]) for key in ("x", "y", "width", "height")] for each in rects]
        for n, (x, y, width, height) in enumerate(boxes):
            for left, top, *_ in boxes[n + 1 :]:
                assert not (x <= left < x + width and y <= top < y + height), rule.id
        assert max(y + height for _, y, _, height in boxes) <= float(picture.attrib["height"])


def test_a_picture_shows_markup_as_text(rules: list[Rule]) -> None:
    words = Words(zh="<script>&", en="<script>&")
    steps = tuple(replace(step, label=words) for step in rules[0].steps)
    picture = ElementTree.fromstring(draw(replace(rules[0], steps=steps, title=words), "en"))
    assert "<script>&" in {each.text for each in picture.iter(f"{SVG}text")}


def test_a_picture_is_the_same_each_time_and_can_stand_alone(run: Run, tmp_path: Path, rules: list[Rule]) -> None:
    file = tmp_path / "rule.svg"
    name = rules[0].id
    assert run("rule", "draw", name, "--out", str(file)).status == 0
    assert file.read_text("utf-8") == run("rule", "draw", name).out == draw(open_book(HERE / "policy").rule(name), "zh")
    assert run("rule", "draw", name, "--out", str(file.with_suffix(".png"))).status == 2
    assert run("rule", "draw", f"{name}x").status == 1


@pytest.mark.parametrize("command", [(), ("new",), ("try",), ("draw",), ("guide",)])
def test_help_shows_examples(run: Run, command: tuple[str, ...]) -> None:
    done = run("rule", *command, "--help")
    assert done.status == 0
    assert "例 Examples" in done.out
