"""The keys of the policy's files in words: labels of forms, descriptions of the JSON Schemas. One list for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handbook.lang.words import Words


@dataclass(frozen=True)
class FieldWords:
    """What a key is called, and what is to be written there."""

    label: Words
    help: Words


def field_words(rows: Mapping[str, tuple[str, str, str, str]]) -> dict[str, FieldWords]:
    """Rows of Chinese label, English label, Chinese help, English help."""
    return {
        key: FieldWords(Words(zh=label_zh, en=label_en), Words(zh=help_zh, en=help_en))
        for key, (label_zh, label_en, help_zh, help_en) in rows.items()
    }


FIELD_WORDS: Mapping[str, FieldWords] = field_words(
    {
        # a dated value
        "from": (
            "从哪天起",
            "From",
            "从哪天起执行，例如 2027-01-01",
            "the day from which it holds, such as 2027-01-01",
        ),
        "value": ("值", "Value", "只写数，不写单位", "the number alone, without its unit"),
        "decided": ("决定日期", "Decided on", "哪天决定的", "the day of the decision"),
        "ref": ("文号", "Reference", "决定的文号，例如 职代会〔2027〕3号", "the decision's number"),
        "note": ("说明", "Note", "为什么改，给员工看", "why, for the people whom it concerns"),
        "values": ("带日期的值", "Dated values", "只在最后加，不改以前的", "append only; the past stays"),
        # where a provision comes from
        "source": ("出处", "Source", "原制度的章/节/项，例如 7/1/2", "chapter/section/item of the source policy"),
        "supplement": ("补充", "Supplement", "为什么补充，须经人事确认", "why it was added; HR must confirm it"),
        # a parameter
        "label": ("名称", "Label", "显示给人看的名称", "the name that people see"),
        "why": ("为什么", "Why", "为什么这样定", "the reason behind it"),
        "legal": ("法律依据", "Law", "有关的法律规定", "what the law says about it"),
        "review_by": ("复核期限", "Review by", "应在哪天前复核", "the day by which it is to be reviewed"),
        "type": ("类型", "Type", "值是哪一类", "what kind of value it is"),
        "unit": ("单位", "Unit", "值的单位", "the value's unit"),
        "counts_as": ("算式里的单位", "Counts as", "算式里按什么单位算", "the unit in formulas, where it says more"),
        "min": ("下限", "Minimum", "允许的最小值", "the least that is allowed"),
        "max": ("上限", "Maximum", "允许的最大值", "the most that is allowed"),
        "precision": ("小数位数", "Decimals", "最多几位小数", "how many decimals a value may have"),
        "true": ("是", "Yes", "值为 true 时正文里的词", "the words shown for true"),
        "false": ("否", "No", "值为 false 时正文里的词", "the words shown for false"),
        "choices": ("选项", "Options", "可选的值和显示的词", "the options and their words"),
        "by": ("按什么；由谁", "By", "分档依据的单位；确认的人", "the unit that decides the band; who acknowledges"),
        "at_least": ("满", "From", "满多少（含）起", "from how much on, inclusive"),
        "gives": ("给", "Gives", "这一档给多少", "what this band gives"),
        # chapters, clauses
        "id": ("编号", "Id", "定了就不要改", "never changed once given"),
        "title": ("标题", "Title", "标题", "the title"),
        "summary": ("概要", "Summary", "这一章讲什么", "what the chapter is about"),
        "sections": ("节", "Sections", "各节", "the sections"),
        "clauses": ("条款", "Clauses", "各条，或有关的条款编号", "the clauses, or ids of related ones"),
        "ordered": ("按顺序", "Ordered", "各条是流程的先后步骤", "the clauses are the steps of a workflow"),
        "roles": ("适用于", "Roles", "适用于谁", "whom it concerns"),
        "actor": ("由谁办理", "Actor", "这一步由谁办", "who does this step"),
        "only_if": (
            "什么情况下才有",
            "Only if",
            "流程里不是每次都有的步骤：什么情况下才做；排序题和“下一步”的题不考它",
            "of a step that does not come every time: when it comes; questions on the order leave it out",
        ),
        "must_know": ("必知", "Must know", "上岗前必须知道", "to be known before the first day"),
        "search": ("搜索词", "Search words", "大家会用什么词来搜", "what people type to find it"),
        "see": ("相关条款", "See also", "相关条款的编号", "ids of related clauses"),
        "revisions": ("文字的修订", "Revisions", "文字哪天改过、改了什么", "when the text was changed, and how"),
        "text": ("正文", "Text", "正文；数写成参数名", "the text; numbers stand as parameters"),
        # roles, glossary, calendar
        "reader": ("有自己的页面", "Reader", "有自己的页面", "has a page of his or her own"),
        "page": (
            "页面上另有",
            "Its page also has",
            "另有人事（hr）或培训（trainer）要照看的内容",
            "what HR (hr) or trainers (trainer) look after",
        ),
        "intro": ("开头的话", "Introduction", "页面开头的话", "the words at the top of the page"),
        "terms": ("术语", "Terms", "各术语", "the terms"),
        "term": ("术语", "Term", "术语", "the term"),
        "also": ("别的说法", "Also called", "大家还怎么说", "other words for it"),
        "means": ("意思", "Meaning", "在本制度里的意思", "what it means here"),
        "year": ("年", "Year", "哪一年", "the year"),
        "working_days": ("工作日数", "Working days", "全年的工作日数，用来核对", "of the whole year, as a check"),
        "off": ("放假", "Days off", "放假的日子", "runs of days off"),
        "make_up": ("调休上班", "Make-up days", "调休上班的日子", "working days that make up for days off"),
        "to": ("到", "To", "到哪天（含）", "the last day, inclusive"),
        "name": ("名称", "Name", "名称", "its name"),
        # what must hold
        "must": ("必须成立", "Must hold", "参数之间必须成立的条件", "a condition over parameters"),
        "severity": ("轻重", "Severity", "error 错误，warning 提醒", "error or warning"),
        "message": ("提示", "Message", "不成立时说什么", "what is said where it does not hold"),
        "region": ("地区", "Region", "哪里的规定", "where the law applies"),
        "cite": ("法律依据", "Cite", "法律名称和条文", "the law and its article"),
        "acknowledged": ("确认", "Acknowledged", "谁确认过", "who lets it stand"),
        "until": ("到哪天为止", "Until", "确认到哪天为止，最多一年", "the last day of it, at most a year on"),
        # rules
        "about": ("说明", "About", "这条规则算什么", "what it works out"),
        "clause": ("依据条款", "Clause", "条款的编号", "the id of the clause"),
        "listed": ("列出", "Listed", "有自己的计算器页面", "has a calculator of its own"),
        "as_of": ("按哪一天", "As of", "按哪个输入项的日期取参数", "the input whose day decides the values"),
        "inputs": ("输入项", "Inputs", "要填什么", "what is to be entered"),
        "steps": ("步骤", "Steps", "分几步算", "the steps of the working"),
        "results": ("结果", "Results", "哪些步骤是结果", "the steps that are results"),
        "outcomes": ("要说的话", "Outcomes", "条件成立时说什么", "what is said where a condition holds"),
        "picture": ("图", "Picture", "怎样画图", "how it is drawn"),
        "hint": ("提示", "Hint", "填写提示", "a hint for filling it in"),
        "default": ("默认值", "Default", "不填时的值", "the value where nothing is entered"),
        "example": ("例子", "Example", "填好的例子", "what is filled in as an example"),
        "switch": ("是或否", "Yes or no", "是或否的输入项", "an input that is yes or no"),
        "date": ("日期", "Date", "日期的输入项", "an input that is a day"),
        "rows": ("各行", "Rows", "列表的各列", "the columns of a list"),
        "most": ("最多几行", "Most rows", "最多几行", "how many rows at most"),
        "use": ("接用规则", "Use", "把另一条规则的步骤接过来", "takes over another rule's steps"),
        "formula": ("算式", "Formula", "算式", "the formula"),
        "each": ("逐行", "Each", "对哪个列表逐行算", "the list whose rows it works through"),
        "when": ("条件", "When", "什么条件下", "the condition"),
        "tone": ("语气", "Tone", "note 说明、good 好、warning 提醒", "note, good or warning"),
        "say": ("说什么", "Say", "说什么", "what is said"),
        "kind": ("种类", "Kind", "哪一种", "which kind"),
        "bars": ("柱", "Bars", "瀑布图的各柱", "the bars of the waterfall"),
        "step": ("步骤", "Step", "哪个步骤", "which step"),
        "minus": ("减", "Minus", "是不是减去的", "whether it is taken away"),
        "total": ("合计", "Total", "合计是哪个步骤", "the step that is the total"),
        "along": ("横轴", "Along", "横轴是哪个输入项", "the input along the axis"),
        "height": ("高度", "Height", "高度是哪个步骤", "the step that is the height"),
        "day": ("日期", "Day", "哪一列是日期", "the column with the day"),
        "amount": ("数额", "Amount", "哪一列是数额", "the column with the amount"),
        # worked cases
        "rule": ("规则", "Rule", "用哪条规则", "which rule"),
        "on": ("按哪一天", "On", "按哪一天有效的参数算", "the day whose values apply"),
        "with": ("假设的参数", "With", "假设参数是另一个值", "parameters set to another value"),
        "given": ("已知", "Given", "填的数", "what is entered"),
        "expect": ("应得", "Expected", "应得的结果", "what must come out"),
        "says": ("应说的话", "Says", "应说哪些话", "the outcomes that must be said"),
        "refused": ("应拒绝", "Refused", "应因什么原因算不出来", "the reason why it cannot be worked out"),
        # words
        "zh": ("中文", "Chinese", "简体中文，以此为准", "Simplified Chinese, the language of record"),
        "en": ("英文", "English", "英文", "English"),
        "zh-Hant": ("繁体", "Traditional", "繁体的写法，不写就自动转换", "Traditional Chinese; converted unless given"),
    }
)
