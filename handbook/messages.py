"""What the checks say, in both written languages. Each says what is wrong, what is allowed, and shows an example."""

from __future__ import annotations

MESSAGES: dict[str, dict[str, str]] = {
    # the directory and the file
    "no_directory": {
        "zh": "找不到制度数据目录。用 --data 指明它在哪里，例如：handbook check --data policy_data",
        "en": "the policy's directory is not there. Name it with --data, for example: handbook check --data policy_data",
    },
    "not_a_directory": {
        "zh": "这是一个文件，不是目录。--data 要的是目录，例如：--data policy_data",
        "en": "this is a file, not a directory. --data takes a directory, for example: --data policy_data",
    },
    "missing_file": {
        "zh": "缺少文件。制度数据目录里必须有它",
        "en": "the file is missing. The policy's directory must have it",
    },
    "unknown_file": {
        "zh": "这里不应有这个文件；允许的是 {allowed}",
        "en": "a file that does not belong here; allowed are {allowed}",
    },
    "unreadable": {
        "zh": "读不了（{reason}）。请检查文件是否存在、权限是否允许读取",
        "en": "cannot be read ({reason}). Check that it is there and that you may read it",
    },
    "too_large": {
        "zh": "文件有 {size} MB，上限是 {limit} MB。制度文件通常只有几十 KB，是不是放错了文件？",
        "en": "the file has {size} MB, the limit is {limit} MB. Policy files have a few dozen KB: is it the wrong file?",
    },
    "not_text": {
        "zh": "这不是文本文件（含有零字节）。请用文本编辑器另存为 UTF-8",
        "en": "this is no text file (it contains zero bytes). Save it from a text editor as UTF-8",
    },
    "encoding": {
        "zh": "文件编码是 {found}，必须是 UTF-8。在编辑器里选“另存为”，编码选 UTF-8",
        "en": "the file's encoding is {found}; it must be UTF-8. Use “Save as” in the editor and choose UTF-8",
    },
    "empty_file": {
        "zh": "文件是空的。若不需要它，请删除；若需要，请写上内容",
        "en": "the file is empty. Delete it if it is not needed, else fill it",
    },
    # its form
    "syntax": {
        "zh": "写法有误，读不下去了：{reason}",
        "en": "this cannot be read as it stands: {reason}",
    },
    "tab": {
        "zh": "这一行用了制表符（Tab）缩进，只能用空格。改成：{right}",
        "en": "the line is indented with a tab; only spaces are allowed. Write: {right}",
    },
    "wide_space": {
        "zh": "这里有全角空格（或不换行空格），只能用半角空格。改成：{right}",
        "en": "there is a full-width or no-break space; only plain spaces are allowed. Write: {right}",
    },
    "wide_colon": {
        "zh": "冒号是全角的“：”，要用半角冒号加一个空格。改成：{right}",
        "en": "the colon is the full-width “：”; use a plain colon and a space. Write: {right}",
    },
    "no_space_after_colon": {
        "zh": "冒号后面少一个空格。改成：{right}",
        "en": "a space is missing after the colon. Write: {right}",
    },
    "wide_dash": {
        "zh": "列表的横线是全角的，要用半角“-”加一个空格。改成：{right}",
        "en": "the list's dash is a full-width one; use a plain “-” and a space. Write: {right}",
    },
    "wide_quote": {
        "zh": "引号是全角的，要么不用引号，要么用半角引号。改成：{right}",
        "en": "the quotes are curly ones; use none or plain ones. Write: {right}",
    },
    "wide_comma": {
        "zh": "花括号里的逗号是全角的“，”，要用半角逗号加一个空格。改成：{right}",
        "en": "the comma inside the braces is the full-width “，”; use a plain comma and a space. Write: {right}",
    },
    "wide_bracket": {
        "zh": "括号是全角的，要用半角括号。改成：{right}",
        "en": "the brackets are full-width ones; use plain ones. Write: {right}",
    },
    "brace_first": {
        "zh": "以占位符“{{{{”开头的文字要加引号。改成：{right}",
        "en": "a text that begins with the placeholder “{{{{” must be quoted. Write: {right}",
    },
    "control_character": {
        "zh": "这里有一个看不见的控制字符（{found}），多半是从别处粘贴带来的。请删掉它，或把这一行重新打一遍",
        "en": "there is an invisible control character ({found}), most likely pasted from elsewhere. Delete it, or type the"
        " line anew",
    },
    "merge_conflict": {
        "zh": "从这里到第 {last} 行是没有解决的合并冲突。留下要的那一版，删掉以 <<<<<<<、=======、>>>>>>> 开头的行",
        "en": "an unresolved merge conflict, from here to line {last}. Keep the version you want and delete the lines that"
        " begin with <<<<<<<, ======= and >>>>>>>",
    },
    "second_document": {
        "zh": "一个文件里只能有一份内容，请删掉中间的“---”",
        "en": "a file holds one document only; delete the “---” in the middle",
    },
    "too_deep": {
        "zh": "嵌套超过 {limit} 层。制度文件不需要这么深，请检查缩进和括号",
        "en": "nested more than {limit} levels deep. Policy files never need that: check indentation and brackets",
    },
    "alias": {
        "zh": "不允许使用 YAML 的锚点和别名（{name}），请把内容原样写出来；如果这是文字，请加引号",
        "en": "YAML anchors and aliases ({name}) are not allowed: write the content out, or quote it if it is text",
    },
    "tag": {
        "zh": "不允许使用 YAML 标签（{tag}）；如果这是文字，请加引号",
        "en": "YAML tags ({tag}) are not allowed; quote it if it is text",
    },
    "key_not_text": {
        "zh": "键必须是文字，例如：value: 20",
        "en": "a key must be text, for example: value: 20",
    },
    "duplicate_key": {
        "zh": "键“{key}”写了两次，第一次在第 {first} 行。只留一个",
        "en": "the key “{key}” is written twice, first in line {first}. Keep one",
    },
    # keys and types
    "not_mapping": {
        "zh": "这里应是若干行“键: 值”，现在是{found}。例如：{example}",
        "en": "lines of “key: value” are needed here; found {found}. For example: {example}",
    },
    "not_list": {
        "zh": "这里应是一个列表，每项以“- ”开头，现在是{found}。例如：[agent, supervisor]",
        "en": "a list is needed here, each item beginning with “- ”; found {found}. For example: [agent, supervisor]",
    },
    "too_short": {
        "zh": "这里至少要有 {least} 项",
        "en": "at least {least} must stand here",
    },
    "missing_key": {
        "zh": "缺少“{key}”。例如：{example}",
        "en": "“{key}” is missing. For example: {example}",
    },
    "unknown_key": {
        "zh": "不认识的键“{key}”{guess}。这里可以写：{allowed}",
        "en": "unknown key “{key}”{guess}. Allowed here: {allowed}",
    },
    "no_origin": {
        "zh": "要写明出处：source（例如 7/1/2）或 supplement（写明为什么补充），至少一个",
        "en": "say where it comes from: source (for example 7/1/2) or supplement (why it was added), at least one",
    },
    "not_text_value": {
        "zh": '这里应是文字，现在是{found}。若确实是文字，请加引号，例如："{example}"',
        "en": 'text is needed here; found {found}. If it is meant as text, quote it, for example: "{example}"',
    },
    "empty_text": {
        "zh": "这里不能是空的，请写上文字",
        "en": "this cannot be empty; write the text",
    },
    "not_switch": {
        "zh": "这里只能是 true 或 false，现在是{found}。例如：{key}: true",
        "en": "only true or false is allowed here; found {found}. For example: {key}: true",
    },
    "not_one_of": {
        "zh": "这里只能是 {allowed}，现在是{found}{guess}。例如：{key}: {example}",
        "en": "only {allowed} is allowed here; found {found}{guess}. For example: {key}: {example}",
    },
    "bad_identifier": {
        "zh": "名称只能用小写字母、数字和下划线，以字母开头，现在是{found}。例如：minor_fine",
        "en": "a name has lower-case letters, digits and underscores and begins with a letter; found {found}."
        " For example: minor_fine",
    },
    "bad_clause_id": {
        "zh": "条款编号的写法是“章.节.条”，现在是{found}。例如：discipline.attendance.late",
        "en": "a clause is named “chapter.section.clause”; found {found}. For example: discipline.attendance.late",
    },
    "bad_source": {
        "zh": "出处的写法是“章/节/项”，现在是{found}。例如：source: 7/1/2",
        "en": "a source is written “chapter/section/item”; found {found}. For example: source: 7/1/2",
    },
    # numbers and dates
    "not_number": {
        "zh": "这里应是一个数，现在是{found}。例如：{key}: 20",
        "en": "a number is needed here; found {found}. For example: {key}: 20",
    },
    "number_quoted": {
        "zh": "数字外面不要加引号，现在是 {found}。改成：{key}: {right}",
        "en": "a number takes no quotes; found {found}. Write: {key}: {right}",
    },
    "number_wide": {
        "zh": "“{found}”里有全角字符，要用半角。改成：{key}: {right}",
        "en": "“{found}” has full-width characters; use plain ones. Write: {key}: {right}",
    },
    "number_letter": {
        "zh": "“{found}”里混进了字母（字母 O 不是数字 0，字母 l 不是数字 1）。改成：{key}: {right}",
        "en": "“{found}” has a letter in it (the letter O is not the digit 0, l is not 1). Write: {key}: {right}",
    },
    "number_unit": {
        "zh": "“{found}”带了单位。单位由 unit 一行决定，这里只写数。改成：{key}: {right}",
        "en": "“{found}” carries a unit. The line unit says the unit; write only the number here: {key}: {right}",
    },
    "number_grouped": {
        "zh": "“{found}”里有千位分隔符，不要写。改成：{key}: {right}",
        "en": "“{found}” has a thousands separator; leave it out. Write: {key}: {right}",
    },
    "number_leading_zero": {
        "zh": "“{found}”以 0 开头，容易误会。改成：{key}: {right}",
        "en": "“{found}” begins with 0, which is ambiguous. Write: {key}: {right}",
    },
    "not_date": {
        "zh": "这里应是一个日期，写成“年-月-日”，现在是{found}。例如：{key}: 2026-07-01",
        "en": "a date is needed here, year-month-day; found {found}. For example: {key}: 2026-07-01",
    },
    "date_form": {
        "zh": "日期“{found}”的写法不对，月和日要写两位。改成：{key}: {right}",
        "en": "the date “{found}” is written otherwise; month and day take two digits. Write: {key}: {right}",
    },
    "date_quoted": {
        "zh": "日期外面不要加引号，现在是 {found}。改成：{key}: {right}",
        "en": "a date takes no quotes; found {found}. Write: {key}: {right}",
    },
    "no_such_day": {
        "zh": "没有“{found}”这一天，请查日历",
        "en": "there is no such day as “{found}”; look at a calendar",
    },
    "below_min": {
        "zh": "必须 ≥ {min}，现在是 {found}。允许 {min} 到 {max}，例如：{key}: {example}",
        "en": "must be ≥ {min}, found {found}. Allowed are {min} to {max}, for example: {key}: {example}",
    },
    "above_max": {
        "zh": "必须 ≤ {max}，现在是 {found}。允许 {min} 到 {max}，例如：{key}: {example}",
        "en": "must be ≤ {max}, found {found}. Allowed are {min} to {max}, for example: {key}: {example}",
    },
    "bounds_swapped": {
        "zh": "下限 min（{min}）大于上限 max（{max}），请对调",
        "en": "the lower bound min ({min}) is above the upper bound max ({max}); swap them",
    },
    "too_precise": {
        "zh": "最多 {precision} 位小数，现在是 {found}。例如：{key}: {example}",
        "en": "at most {precision} decimals are allowed, found {found}. For example: {key}: {example}",
    },
    "dates_not_increasing": {
        "zh": "日期必须一个比一个晚：{found} 不晚于上一项的 {previous}。过去的值不改，新的值写在最后",
        "en": "dates must increase: {found} is not after {previous} of the entry above. The past stays as it is; a new"
        " value goes to the end",
    },
    "date_duplicate": {
        "zh": "{found} 已经有一个值，同一天不能有两个值。请留下一个",
        "en": "{found} has a value already; a day cannot have two. Keep one",
    },
    "bands_not_increasing": {
        "zh": "各档的 at_least 必须一个比一个大：{found} 不大于上一档的 {previous}",
        "en": "the bands' at_least must increase: {found} is not above {previous} of the band before",
    },
    # references
    "unknown_parameter": {
        "zh": "没有名为“{name}”的参数{guess}。用 handbook list 看全部参数",
        "en": "no parameter is called “{name}”{guess}. See them all with: handbook list",
    },
    "unknown_clause": {
        "zh": "没有编号为“{name}”的条款{guess}。用 handbook list --clauses 看全部条款",
        "en": "no clause is called “{name}”{guess}. See them all with: handbook list --clauses",
    },
    "unknown_role": {
        "zh": "没有“{name}”这个角色{guess}。roles.yml 里有：{allowed}",
        "en": "no role is called “{name}”{guess}. roles.yml has: {allowed}",
    },
    "self_reference": {
        "zh": "条款引用了它自己，请删掉",
        "en": "the clause refers to itself; delete that",
    },
    "bad_placeholder": {
        "zh": "占位符“{found}”写得不对。只能写 {{{{ 组.参数 }}}} 或 {{{{ clause.章.节.条 }}}}，例如：{{{{ attendance.minor_fine }}}}",
        "en": "the placeholder “{found}” is not right. Only {{{{ group.parameter }}}} or {{{{ clause.chapter.section.clause }}}}"
        " may stand here, for example: {{{{ attendance.minor_fine }}}}",
    },
    "single_brace": {
        "zh": "“{found}”里的花括号不对，要用两对半角花括号。改成：{right}",
        "en": "the braces in “{found}” are not right; use two plain pairs. Write: {right}",
    },
    "placeholder_missing": {
        "zh": "中文里有 {{{{ {name} }}}}，英文里没有。两种语言必须一致",
        "en": "the Chinese has {{{{ {name} }}}}, the English has not. Both languages must agree",
    },
    "placeholder_extra": {
        "zh": "英文里有 {{{{ {name} }}}}，中文里没有。两种语言必须一致",
        "en": "the English has {{{{ {name} }}}}, the Chinese has not. Both languages must agree",
    },
    "number_in_text": {
        "zh": "文字里直接写了“{found}”，而它就是参数 {name}。改成 {{{{ {name} }}}}，以后改一处就够",
        "en": "“{found}” is written out, and it is the parameter {name}. Write {{{{ {name} }}}} so that one change is enough",
    },
    "unused_parameter": {
        "zh": "没有条款用到这个参数。请在条款里用 {{{{ {name} }}}} 引用它，或删除它",
        "en": "no clause uses this parameter. Refer to it in a clause as {{{{ {name} }}}}, or delete it",
    },
    "no_value_on_day": {
        "zh": "{day} 这一天没有值（第一个值从 {first} 起），而手册要按这一天显示。补上较早的值，或换一个 --today",
        "en": "there is no value on {day} (the first is from {first}), and the handbook shows that day. Add an earlier"
        " value, or choose another --today",
    },
    # ids
    "duplicate_id": {
        "zh": "编号“{name}”用了两次，另一处在 {first}。编号不能重复",
        "en": "the id “{name}” is used twice, the other time at {first}. Ids are unique",
    },
    "file_name_id": {
        "zh": "文件名和 id 不一致：文件名里是“{file}”，id 是“{found}”",
        "en": "the file's name and its id differ: the name has “{file}”, the id is “{found}”",
    },
    "bad_file_name": {
        "zh": "文件名不合要求。{allowed}",
        "en": "the file's name is not as it must be: {allowed}",
    },
    "reserved_group": {
        "zh": "“{name}”不能作组名，它在文字里另有用处",
        "en": "“{name}” cannot name a group; texts use it otherwise",
    },
    # consistency
    "inconsistent": {
        "zh": "自 {day} 起不成立：{message} 现在：{shown}",
        "en": "does not hold from {day}: {message} Now: {shown}",
    },
    "bad_expression": {
        "zh": "算式写得不对：{reason}。例如：appraisal.grade_excellent > appraisal.grade_good",
        "en": "the expression is not right: {reason}. For example: appraisal.grade_excellent > appraisal.grade_good",
    },
    "review_overdue": {
        "zh": "应在 {day} 前复核，已过期。核对现值后把 review_by 改到下一次，例如：review_by: {example}",
        "en": "should have been reviewed by {day}. Confirm the value, then set the next date, for example:"
        " review_by: {example}",
    },
    # the calendar
    "calendar_year": {
        "zh": "{found} 不在 {year} 年。这个文件只管 {year} 年",
        "en": "{found} is not in {year}. This file is about {year} only",
    },
    "calendar_count": {
        "zh": "按下面各行算出来是 {computed} 个工作日，这里写的是 {found}。请核对放假通知",
        "en": "the lines below make {computed} working days; {found} stands here. Compare with the official notice",
    },
    "calendar_make_up": {
        "zh": "{found} 本来就是工作日，不用写成补班",
        "en": "{found} is a working day anyway; it is no make-up day",
    },
    "calendar_range": {
        "zh": "放假的结束日 {found} 早于开始日 {since}",
        "en": "the days off end on {found}, before they begin on {since}",
    },
}
