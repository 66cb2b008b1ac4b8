"""Policies of any size, shaped like the real one: for measuring growth."""

from __future__ import annotations

from pathlib import Path

_PARAMETER = """\
p{i}:
  label: {{zh: 第 {i} 个数, en: Number {i}}}
  unit: CNY
  min: 0
  max: 100000
  source: 1/1/1
  why: {{zh: 用来测量生成时间。, en: It is there to measure the build.}}
  values:
    - from: 2025-01-01
      value: {low}
    - from: 2026-01-01
      value: {high}
"""
_CLAUSE = """\
      - id: c{j}
        title: {{zh: 条款{j}的标题, en: Title of clause {j}}}
        source: 1/1/1
        roles: [agent]
        must_know: {must}
        search: {{zh: [查找{j}, kuaidi{j}], en: [find{j}]}}
        text:
          zh: |-
            客服专员接到{code}类客户投诉后，须在规定时间内处理，超过时限的，每次扣{{{{ {name} }}}}。

            客户信息必须保密，处理结果要告知客户，并记入当月考核。
          en: >-
            After receiving a complaint of class {code} the agent handles it in time; where it is late,
            {{{{ {name} }}}} is deducted. Customer information is confidential, and the customer is told the result.
"""
_ROLES = "agent: {label: {zh: 客服专员, en: Agent}, reader: true, intro: {zh: 你好。, en: Hello.}}\n"
_GLOSSARY = """\
terms:
  - id: complaint
    term: {zh: 客户投诉, en: complaint}
    means: {zh: 客户的不满。, en: A customer's dissatisfaction.}
"""
_ORGANIZATION = """\
title: {zh: 公司信息, en: Company}
name:
  label: {zh: 公司名称, en: Company name}
  type: text
  source: 1/1/1
  why: {zh: 页面要用。, en: The pages show it.}
  values:
    - from: 2025-01-01
      value: {zh: 某某物流有限公司, en: Example Logistics Ltd}
"""
GROUP_SIZE = 500


def write_policy(root: Path, chapters: int, clauses_per_chapter: int, parameters: int) -> None:
    """Write a policy of that size under `root`. Every parameter is used by some clause if there are enough of them."""
    for folder in ("parameters", "chapters"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "organization.yml").write_text(_ORGANIZATION, encoding="utf-8")
    (root / "roles.yml").write_text(_ROLES, encoding="utf-8")
    (root / "glossary.yml").write_text(_GLOSSARY, encoding="utf-8")
    for first in range(0, parameters, GROUP_SIZE):
        numbers = range(first, min(first + GROUP_SIZE, parameters))
        entries = [_PARAMETER.format(i=i, low=1000 + 2 * i, high=1001 + 2 * i) for i in numbers]
        text = "title: {zh: 一组数, en: A group}\n" + "".join(entries)
        (root / "parameters" / f"{_group(first)}.yml").write_text(text, encoding="utf-8")
    count = 0
    for number in range(1, chapters + 1):
        clauses = []
        for j in range(1, clauses_per_chapter + 1):
            name = f"{_group(count % parameters)}.p{count % parameters}"
            must = "true" if j == 1 else "false"
            clauses.append(_CLAUSE.format(j=j, name=name, code=_code(count), must=must))
            count += 1
        (root / "chapters" / f"{number}-chapter_{number}.yml").write_text(
            f"id: chapter_{number}\n"
            f"title: {{zh: 第 {number} 号制度, en: Policy number {number}}}\n"
            "summary: {zh: 用来测量生成时间的一章。, en: A chapter to measure the build.}\n"
            "sections:\n  - id: one\n    title: {zh: 一节, en: A section}\n    clauses:\n" + "".join(clauses),
            encoding="utf-8",
        )


def _group(number: int) -> str:
    return f"group_{number // GROUP_SIZE}"


def _code(number: int) -> str:
    """A, B, … Z, BA, …: what tells one clause's sentence from another's, as numbers may not stand in texts."""
    rest, last = divmod(number, 26)
    return (_code(rest) if rest else "") + chr(ord("A") + last)
