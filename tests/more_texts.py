"""Files that give the shipped policy a text in every field that has one: those in which it has none itself."""

from __future__ import annotations

MORE = {
    "parameters/more.yml": """\
title: {zh: 更多, en: More}
motto:
  type: text
  label: {zh: 口号, en: Motto}
  why: {zh: 好记, en: easy to keep in mind}
  legal: [{kind: statute, checked: 2026-01-01, review_by: 2028-01-01, says: {zh: 没有规定, en: no rule}}]
  confirmed: {by: 人事部, on: 2026-01-01}
  supplement: {zh: 原文没有, en: the source has none}
  values: [{from: 2026-01-01, value: {zh: 快, en: fast}, note: {zh: 新, en: new}}]
""",
    "rules/more.yml": """\
title: {zh: 更多, en: More}
about: {zh: 选一个, en: Choose one}
clause: discipline.attendance.late
inputs:
  one:
    label: {zh: 一个, en: One}
    hint: {zh: 随便, en: any}
    choices: {a: {zh: 甲, en: A}, b: {zh: 乙, en: B}}
    default: a
steps:
  - id: other
    label: {zh: 另一个, en: The other}
    formula: '"d" if one == "a" else "c"'
    choices: {c: {zh: 丙, en: C}, d: {zh: 丁, en: D}}
results: [other]
refuse:
  - {id: neither, when: one == "b", say: {zh: 不行, en: Not that}}
""",
    "questions/more.yml": """\
- id: more
  clause: discipline.attendance.late
  kind: matching
  level: 1
  ask: {zh: 配对, en: Match}
  pairs:
    - {left: {zh: 甲, en: A}, right: {zh: 子, en: one}}
    - {left: {zh: 乙, en: B}, right: {zh: 丑, en: two}}
    - {left: {zh: 丙, en: C}, right: {zh: 寅, en: three}}
  because: {zh: 就是这样, en: That is so}
""",
}
