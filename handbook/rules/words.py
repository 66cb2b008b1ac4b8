"""The words around a rule's own words: signs of formulas, functions, refusals, and what is wrong with an input.

The browser gets the same table with the emitted rule, so both runtimes say the same.
"""

from __future__ import annotations

from handbook.lang.languages import Lang
from handbook.lang.traditional import to_traditional

WORDS: dict[str, tuple[str, str]] = {
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "comma": ("、", ", "),
    "colon": ("：", ": "),
    "none": ("没有", "none"),
    "skipped": ("—（不适用）", "— (does not apply)"),
    "open": ("（", "("),
    "close": ("）", ")"),
    "about": ("≈ ", "≈ "),
    "items": ("（共 {n} 项）", " ({n} items)"),
    "and": (" 且 ", " and "),
    "or": (" 或 ", " or "),
    "not": ("并非（{x}）", "not ({x})"),
    "if": ("若 {test}，为 {then}", "if {test}: {then}"),
    "else_if": ("；", "; "),
    "otherwise": ("；否则 {x}", "; otherwise {x}"),
    # functions, with their arguments
    "f:min": ("较小的数（{args}）", "the smaller of ({args})"),
    "f:max": ("较大的数（{args}）", "the larger of ({args})"),
    "f:floor": ("向下取整（{args}）", "rounded down ({args})"),
    "f:round2": ("四舍五入到分（{args}）", "rounded half up to the fen ({args})"),
    "f:band": ("按档查表（{args}）", "looked up in the table ({args})"),
    "f:sum": ("合计（{args}）", "sum of ({args})"),
    "f:count": ("有几个（{args}）", "how many ({args})"),
    "f:any": ("至少一次（{args}）", "at least once ({args})"),
    "f:all": ("每次都（{args}）", "every time ({args})"),
    "f:longest_run": ("最多连续几次（{args}）", "longest run of ({args})"),
    "f:last_run": ("最近连续几次（{args}）", "latest run of ({args})"),
    "f:run_of_working_days": (
        "连续工作日合计的最大值（{args}）",
        "largest total over consecutive working days ({args})",
    ),
    "f:most_in_months": ("任意一段期间内合计的最大值（{args}）", "largest total within any period ({args})"),
    "f:year_of": ("年份（{args}）", "the year of ({args})"),
    "f:end_of_year": ("当年最后一天（{args}）", "the last day of the year of ({args})"),
    "f:is_working_day": ("是工作日（{args}）", "is a working day ({args})"),
    "f:day_of": ("日期（{args}）", "the day of ({args})"),
    "f:add_working_days": ("往后数工作日（{args}）", "working days counted on ({args})"),
    "f:add_hours": ("往后数小时（{args}）", "hours counted on ({args})"),
    "f:instalments": ("分期（{args}）", "in instalments ({args})"),
    "f:shares": ("平均分到分（{args}）", "shared equally to the fen ({args})"),
    # why a result cannot be worked out
    "r:no_value": (
        "“{name}”在 {day} 还没有值，第一个值从 {first} 起",
        "“{name}” has no value on {day}; the first one is from {first}",
    ),
    "r:no_calendar": (
        "还没有 {year} 年的工作日历，不能计算。人事按国务院办公厅的通知添加后才能算",
        "there is no calendar of working days for {year}, so this cannot be worked out until HR adds one",
    ),
    "r:divide_by_zero": ("除数是零，不能计算", "this would divide by zero"),
    "r:too_many": ("份数超过 {most}，不能计算", "this would make more than {most} parts, so it is not worked out"),
    "r:not_whole": (
        "这里的天数、月数、人数必须是整数，小时数要合整分钟",
        "days, months and people must be whole numbers here, and hours whole minutes",
    ),
    "r:negative": ("这里的个数、天数和金额不能是负数", "counts, days and amounts cannot be negative here"),
    "r:not_positive": (
        "这里的月数、人数和每份的金额必须大于零",
        "months, people and the amount of a part must be more than zero here",
    ),
    "r:below_first": (
        "低于表里最低的一档，表里没有规定这种情况",
        "it is below the lowest row of the table, which says nothing of that",
    ),
    "r:out_of_range": ("日期超出范围", "the date is out of range"),
    "r:too_long": (
        "算出的数超过 {most} 位，不再算下去",
        "the number has more than {most} digits, so it is not worked out any further",
    ),
    "r:too_much": (
        "要算的行太多（超过 {most} 步），不再算下去",
        "there are too many rows to work out (more than {most} steps), so it is not worked out any further",
    ),
    # what is wrong with an input
    "e:missing": ("请填写{label}，例如 {example}", "enter {label}, for example {example}"),
    "e:number": (
        "{label}要填数字，例如 {example}；现在是“{found}”",
        "{label} must be a number, for example {example}; found “{found}”",
    ),
    "e:points": (
        "{label}的点是小数点，小数最多 {limit} 位；现在是“{found}”。是千位的，请写成 {plain} 或 {commas}",
        "a point in {label} begins the decimals, at most {limit} of them; found “{found}”. Write thousands as {plain} or"
        " {commas}",
    ),
    "e:min": ("{label}不能小于 {limit}；现在是 {found}", "{label} must be at least {limit}; found {found}"),
    "e:max": ("{label}不能大于 {limit}；现在是 {found}", "{label} must be at most {limit}; found {found}"),
    "e:precision": (
        "{label}最多 {limit} 位小数；现在是 {found}",
        "{label} may have at most {limit} decimals; found {found}",
    ),
    "e:whole": ("{label}要填整数；现在是 {found}", "{label} must be a whole number; found {found}"),
    "e:choice": (
        "{label}没有“{found}”这一项，可以选：{allowed}",
        "{label} has no option “{found}”; choose one of: {allowed}",
    ),
    "e:switch": ("{label}要填“是”或“否”；现在是“{found}”", "{label} must be yes or no; found “{found}”"),
    "e:day": (
        "{label}要填日期，例如 2026-07-01；现在是“{found}”",
        "{label} must be a date such as 2026-07-01; found “{found}”",
    ),
    "e:moment": (
        "{label}要填日期和时间，例如 2026-07-01 09:30；现在是“{found}”",
        "{label} must be a date and time such as 2026-07-01 09:30; found “{found}”",
    ),
    "e:most": ("{label}最多 {limit} 行；现在是 {found} 行", "{label} may have at most {limit} rows; found {found}"),
    "e:fields": (
        "{label}每一行要填 {limit} 项，用逗号隔开；现在是“{found}”",
        "each row of {label} has {limit} fields, separated by commas; found “{found}”",
    ),
    "e:row": ("第 {row} 行：{text}", "row {row}: {text}"),
    "e:unknown": ("没有“{found}”这一项，可以填：{allowed}", "there is no input “{found}”; there are: {allowed}"),
}


def words_in(lang: Lang) -> dict[str, str]:
    """The table in one language."""
    return {key: _in(pair, lang) for key, pair in WORDS.items()}


def say(key: str, lang: Lang, **facts: object) -> str:
    """One entry, filled."""
    return _in(WORDS[key], lang).format(**facts)


def _in(pair: tuple[str, str], lang: Lang) -> str:
    if lang == "en":
        return pair[1]
    return to_traditional(pair[0]) if lang == "zh-Hant" else pair[0]
