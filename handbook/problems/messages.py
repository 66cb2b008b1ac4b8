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
        "zh": "缺少这个文件，制度数据目录里必须有它",
        "en": "this file is missing; the policy's directory must have it",
    },
    "empty_folder": {
        "zh": "这个目录里至少要有一个文件，例如：{allowed}",
        "en": "this directory must hold at least one file, for example: {allowed}",
    },
    "unknown_file": {
        "zh": "这里不应有这个文件{guess}。可以有的是（数字和名称为例）：{allowed}",
        "en": "this file does not belong here{guess}. There may be (numbers and names are examples): {allowed}",
    },
    "unknown_folder": {
        "zh": "这里不应有这个文件夹{guess}，里面的文件谁也不读。可以有的文件夹是：{allowed}",
        "en": "this folder does not belong here{guess}; nothing reads what is in it. There may be: {allowed}",
    },
    "folder_in_folder": {
        "zh": "这里面不能再有文件夹，里面的文件谁也不读。请把文件移出来，或移到制度目录以外",
        "en": "there are no folders in here, and nothing reads what is in this one. Move its files up, or out of the"
        " policy's directory",
    },
    "file_for_folder": {
        "zh": "这里应是文件夹，现在是一个文件。请给它改名或移走，再建同名的文件夹",
        "en": "this must be a folder, and it is a file. Rename or move it, then make a folder of that name",
    },
    "vanished": {
        "zh": "{name} 不见了，而上一次提交里有它。误删的请找回：git checkout HEAD -- {name}；确实不要的，用 git rm -r {name} 删除后提交",
        "en": "{name} is gone, and the last commit has it. Get it back: git checkout HEAD -- {name}; if it was meant, delete"
        " it with git rm -r {name} and commit",
    },
    "vanished_file": {
        "zh": "{name} 不见了，而上一次提交里有它。误删的请找回：git checkout HEAD -- {name}；确实不要的，或者已经改名的，提交后不再提醒",
        "en": "{name} is gone, and the last commit has it. Get it back: git checkout HEAD -- {name}; if it was meant, or has"
        " another name now, the next commit settles it",
    },
    "unreadable": {
        "zh": "读不了（{reason}）。请检查文件是否存在、权限是否允许读取",
        "en": "cannot be read ({reason}). Check that it is there and that you may read it",
    },
    "cannot_write": {
        "zh": "写不进去（{reason}），文件还是原来的样子",
        "en": "it cannot be written ({reason}); the file is as it was",
    },
    "too_large": {
        "zh": "文件有 {size} MB，上限是 {limit} MB。制度文件通常只有几十 KB，是不是放错了文件？",
        "en": "the file has {size} MB, the limit is {limit} MB. Policy files have a few dozen KB: is it the wrong file?",
    },
    "not_text": {
        "zh": "这不是文本文件，是不是放错了（例如图片或 Word 文档）？若是文本，请用文本编辑器另存为 UTF-8",
        "en": "this is no text file; is it the wrong one, such as a picture or a Word document? Save text as UTF-8 from a"
        " text editor",
    },
    "encoding": {
        "zh": "文件的编码不是 UTF-8，{found}。在编辑器里选“另存为”，编码选 UTF-8",
        "en": "the file's encoding is not UTF-8; {found}. Use “Save as” in the editor and choose UTF-8",
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
    "blank_line": {
        "zh": "这一行看上去是空的，里面却有制表符（Tab）或全角空格。请把这一行清空",
        "en": "the line looks empty, but has tabs or full-width spaces in it. Empty it",
    },
    "wide_space": {
        "zh": "这里有全角空格（或不换行空格），只能用半角空格。改成：{right}",
        "en": "there is a full-width or no-break space; only plain spaces are allowed. Write: {right}",
    },
    "wide_colon": {
        "zh": "冒号是全角的“{sign}”，要用半角冒号加一个空格。改成：{right}",
        "en": "the colon is the full-width “{sign}”; use a plain colon and a space. Write: {right}",
    },
    "no_space_after_colon": {
        "zh": "冒号后面少一个空格。改成：{right}",
        "en": "a space is missing after the colon. Write: {right}",
    },
    "wide_dash": {
        "zh": "列表的横线写成了“{sign}”，要用半角“-”加一个空格。改成：{right}",
        "en": "the list's dash is written “{sign}”; use a plain “-” and a space. Write: {right}",
    },
    "open_quote": {
        "zh": "从这里开始的引号没有另一半。改成：{right}",
        "en": "the quote that opens here is never closed. Write: {right}",
    },
    "no_space_after_dash": {
        "zh": "列表的横线“-”后面少一个空格。改成：{right}",
        "en": "a space is missing after the list's dash “-”. Write: {right}",
    },
    "wide_quote": {
        "zh": "引号是全角的，要么不用引号，要么用半角引号。改成：{right}",
        "en": "the quotes are curly ones; use none or plain ones. Write: {right}",
    },
    "wide_comma": {
        "zh": "花括号里的逗号是全角的“{sign}”，要用半角逗号加一个空格。改成：{right}",
        "en": "the comma inside the braces is the full-width “{sign}”; use a plain comma and a space. Write: {right}",
    },
    "wide_bracket": {
        "zh": "括号是全角的，要用半角括号。改成：{right}",
        "en": "the brackets are full-width ones; use plain ones. Write: {right}",
    },
    "brace_first": {
        "zh": "以占位符“{{{{”开头的文字要加引号。改成：{right}",
        "en": "a text that begins with the placeholder “{{{{” must be quoted. Write: {right}",
    },
    "bare_in_braces": {
        "zh": "花括号里的文字带有占位符或冒号时要加引号。改成：{right}",
        "en": "inside braces a text with a placeholder or a colon must be quoted. Write: {right}",
    },
    "control_character": {
        "zh": "这里有一个看不见的控制字符（{found}，{name}），多半是从别处粘贴带来的。请删掉它，或把这一行重新打一遍",
        "en": "there is an invisible control character ({found}, {name}), most likely pasted from elsewhere. Delete it, or"
        " type the line anew",
    },
    "invisible_sign": {
        "zh": "这里有一个看不见的字符（{found}，{name}），多半是从网页或 Word 粘贴带来的。请删掉它，或把这一行重新打一遍",
        "en": "there is an invisible sign ({found}, {name}), most likely pasted from a web page or Word. Delete it, or type"
        " the line anew",
    },
    "lost_sign": {
        "zh": "这里的字已经丢了，只剩下“�”（{found}，{name}）：文件曾用错误的编码打开并保存过。请对照原文补上",
        "en": "what stood here is lost, “�” ({found}, {name}) is in its place: the file was once opened and saved in a wrong"
        " encoding. Write the text anew from the original",
    },
    "unknown_sign": {
        "zh": "这里有一个别人的电脑和手机显示不出来的字符（{found}，{name}）。请换成常用的字或符号",
        "en": "there is a sign ({found}, {name}) that other people's devices cannot show. Use an ordinary one",
    },
    "half_quote": {
        "zh": "文字以引号结尾，却没有以引号开头。请补上另一半，或删掉这一个",
        "en": "the text ends with a quote and does not begin with one. Write the other half, or delete this one",
    },
    "languages_swapped": {
        "zh": "zh 里没有汉字，en 里却有：中文和英文写反了。请对调",
        "en": "zh has no Chinese and en has some: the two languages are swapped. Exchange them",
    },
    "angle_in_title": {
        "zh": "标题和名称里不能有“<”，别处会把它当成网页标记的开头。请写成“小于”“不到”，或用全角的“＜”",
        "en": "a title or label cannot have “<”, which begins the markup of web pages. Write “less than” or “under”, or the"
        " full-width “＜”",
    },
    "break_in_title": {
        "zh": "标题和名称只能是一行，这里换行了（{found}）。请写成一行",
        "en": "a title or label is one line, and here it breaks ({found}). Write it in one line",
    },
    "merge_conflict": {
        "zh": "从这里到第 {last} 行是没有解决的合并冲突。留下要的那一版，删掉以 <<<<<<<、|||||||、=======、>>>>>>> 开头的行",
        "en": "an unresolved merge conflict, from here to line {last}. Keep the version you want and delete the lines that"
        " begin with <<<<<<<, |||||||, ======= and >>>>>>>",
    },
    "conflict_mark": {
        "zh": "这一行“{found}”是合并冲突留下的记号。请看清上下哪些是要的，再删掉这一行",
        "en": "this line, “{found}”, is a mark left over from a merge conflict. See which of the lines around it are wanted,"
        " then delete it",
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
        "zh": "这里应是一个列表，每项以“- ”开头，或者写在方括号里，现在是{found}。例如：{example}",
        "en": "a list is needed here, each item beginning with “- ”, or all in square brackets; found {found}."
        " For example: {example}",
    },
    "too_short": {
        "zh": "这里至少要有 {least} 项。例如：{example}",
        "en": "at least {least} must stand here. For example: {example}",
    },
    "missing_key": {
        "zh": "缺少“{key}”。例如：{example}",
        "en": "“{key}” is missing. For example: {example}",
    },
    "missing_keys": {
        "zh": "缺少{keys}。例如（每个键写一行）：{example}",
        "en": "{keys} are missing. For example (each on a line of its own): {example}",
    },
    "unknown_key": {
        "zh": "不认识的键“{key}”{guess}。这里可以写：{allowed}",
        "en": "unknown key “{key}”{guess}. Allowed here: {allowed}",
    },
    "wide_key": {
        "zh": "键“{found}”里有全角字符或看不见的空格，要用半角字符。改成：{right}:",
        "en": "the key “{found}” has full-width characters, digits of another script or invisible spaces; use plain characters. Write: {right}:",
    },
    "comma_in_braces": {
        "zh": '花括号里的逗号会把文字断开，“{found}”被当成了另一个键。文字里有半角逗号时要加引号，例如：{{zh: 早退, en: "early, or late"}}',
        "en": "inside braces a comma ends the text, so “{found}” was read as another key. Quote a text that has a comma,"
        ' for example: {{zh: 早退, en: "early, or late"}}',
    },
    "no_origin": {
        "zh": "要写明出处：source（例如 7/1/2）或 supplement（写明为什么补充），至少一个",
        "en": "say where it comes from: source (for example 7/1/2) or supplement (why it was added), at least one",
    },
    "not_text_value": {
        "zh": '这里应是文字，现在是{found}。若确实是文字，请加引号，例如：{at}"{example}"',
        "en": 'text is needed here; found {found}. If it is meant as text, quote it, for example: {at}"{example}"',
    },
    "not_one_text": {
        "zh": "这里应是一段文字，现在是{found}。例如：{example}",
        "en": "a text is needed here; found {found}. For example: {example}",
    },
    "empty_text": {
        "zh": "这里不能是空的，请写上文字。例如：{example}",
        "en": "this cannot be empty; write the text. For example: {example}",
    },
    "not_switch": {
        "zh": "这里只能是 true 或 false，现在是{found}。例如：{at}{right}",
        "en": "only true or false is allowed here; found {found}. For example: {at}{right}",
    },
    "switch_quoted": {
        "zh": "true 和 false 外面不要加引号，现在是 {found}。改成：{at}{right}",
        "en": "true and false take no quotes; found {found}. Write: {at}{right}",
    },
    "only_true": {
        "zh": "这里只能写 {key}: true，现在是{found}。不要的话，请删掉这个键",
        "en": "only {key}: true may stand here; found {found}. Leave the key out if it is not wanted",
    },
    "rows_in_rows": {
        "zh": "一行里不能再有列表（rows）。请把它写成另一个输入项",
        "en": "a row cannot have a list (rows) of its own. Make it an input of its own",
    },
    "not_one_of": {
        "zh": "这里只能是 {allowed}，现在是{found}{guess}。例如：{at}{example}",
        "en": "only {allowed} is allowed here; found {found}{guess}. For example: {at}{example}",
    },
    "bad_identifier": {
        "zh": "名称只能用小写字母、数字和下划线，以字母开头，现在是{found}。例如：{example}",
        "en": "a name has lower-case letters, digits and underscores and begins with a letter; found {found}."
        " For example: {example}",
    },
    "bad_clause_id": {
        "zh": "条款编号的写法是“章.节.条”，现在是{found}。例如：discipline.attendance.late",
        "en": "a clause is named “chapter.section.clause”; found {found}. For example: discipline.attendance.late",
    },
    "bad_case_id": {
        "zh": "编号只能用小写字母、数字和短横线，现在是{found}。例如：{right}",
        "en": "an id has lower-case letters, digits and hyphens; found {found}. For example: {right}",
    },
    "bad_source": {
        "zh": "出处的写法是“章/节/项”，现在是{found}。例如：source: 7/1/2",
        "en": "a source is written “chapter/section/item”; found {found}. For example: source: 7/1/2",
    },
    # numbers and dates
    "not_number": {
        "zh": "这里应是一个数，现在是{found}。例如：{at}{number}",
        "en": "a number is needed here; found {found}. For example: {at}{number}",
    },
    "number_quoted": {
        "zh": "数字外面不要加引号，现在是 {found}。改成：{at}{right}",
        "en": "a number takes no quotes; found {found}. Write: {at}{right}",
    },
    "wide_characters": {
        "zh": "“{found}”里有全角字符、别的文字的数字或看不见的空格，要用半角字符，前后不留空格。改成：{at}{right}",
        "en": "“{found}” has full-width characters, digits of another script or invisible spaces; use plain characters. Write: {at}{right}",
    },
    "number_long": {
        "zh": "“{found}”有 {digits} 位数字，太长了，最多 18 位。是不是多打了？例如：{at}20",
        "en": "“{found}” has {digits} digits, which is too long; at most 18. Were some typed twice? For example: {at}20",
    },
    "number_chinese": {
        "zh": "“{found}”是中文数字，要写阿拉伯数字，不写单位。改成：{at}{right}",
        "en": "“{found}” is a Chinese numeral; write digits, and no unit: {at}{right}",
    },
    "not_whole": {
        "zh": "这里应是整数，现在是 {found}。例如：{at}{right}",
        "en": "a whole number is needed here; found {found}. For example: {at}{right}",
    },
    "number_letter": {
        "zh": "“{found}”里混进了字母（字母 O 不是数字 0，字母 l 不是数字 1）。改成：{at}{right}",
        "en": "“{found}” has a letter in it (the letter O is not the digit 0, l is not 1). Write: {at}{right}",
    },
    "number_unit": {
        "zh": "“{found}”里多了“{more}”，这里只写数，不写单位。改成：{at}{right}",
        "en": "“{found}” has “{more}” in it; only the number stands here, without its unit. Write: {at}{right}",
    },
    "number_grouped": {
        "zh": "“{found}”里有千位分隔符，不要写。改成：{at}{right}",
        "en": "“{found}” has a thousands separator; leave it out. Write: {at}{right}",
    },
    "number_leading_zero": {
        "zh": "“{found}”以 0 开头，容易误会。改成：{at}{right}",
        "en": "“{found}” begins with 0, which is ambiguous. Write: {at}{right}",
    },
    "not_date": {
        "zh": "这里应是一个日期，写成“年-月-日”，现在是{found}。例如：{at}2026-07-01",
        "en": "a date is needed here, year-month-day; found {found}. For example: {at}2026-07-01",
    },
    "date_form": {
        "zh": "日期“{found}”的写法不对，要写成“年-月-日”，月和日各两位。改成：{at}{right}",
        "en": "the date “{found}” is not in the form year-month-day with two digits for month and day. Write: {at}{right}",
    },
    "date_quoted": {
        "zh": "日期外面不要加引号，现在是 {found}。改成：{at}{right}",
        "en": "a date takes no quotes; found {found}. Write: {at}{right}",
    },
    "no_such_day": {
        "zh": "没有“{found}”这一天：{hint}。请改成存在的日期，例如：{at}2026-07-01",
        "en": "there is no such day as “{found}”: {hint}. Write a day that exists, for example: {at}2026-07-01",
    },
    "below_min": {
        "zh": "必须 ≥ {min}，现在是 {found}。允许 {min} 到 {max}，例如：{at}{example}",
        "en": "must be ≥ {min}, found {found}. Allowed are {min} to {max}, for example: {at}{example}",
    },
    "above_max": {
        "zh": "必须 ≤ {max}，现在是 {found}。允许 {min} 到 {max}，例如：{at}{example}",
        "en": "must be ≤ {max}, found {found}. Allowed are {min} to {max}, for example: {at}{example}",
    },
    "bounds_swapped": {
        "zh": "下限 min（{min}）大于上限 max（{max}），请对调",
        "en": "the lower bound min ({min}) is above the upper bound max ({max}); swap them",
    },
    "too_precise": {
        "zh": "最多 {precision} 位小数，现在是 {found}。例如：{at}{example}",
        "en": "too many digits after the point: found {found}, allowed are at most {precision}. For example: {at}{example}",
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
    "implausible_year": {
        "zh": "{found} 的年份多半写错了。{guess}请核对",
        "en": "the year of {found} is hardly meant. {guess}Check it",
    },
    "decided_ahead": {
        "zh": "决定日期 {found} 还没有到。{guess}决定以后再写；若只是准备，决定那天请再核对",
        "en": "the day of the decision, {found}, is still to come. {guess}Write it once it is decided; if this is prepared"
        " ahead, look at it again on that day",
    },
    "decided_after": {
        "zh": "{found} 才决定，却从 {since} 起执行。对员工不利的改动不能追溯。日期写反了吗？确要追溯的，在 note 里说明",
        "en": "decided on {found}, in force from {since}. A change to the harm of staff does not reach back. Are the days"
        " swapped? If it is meant so, say why in note",
    },
    "acknowledged_ahead": {
        "zh": "确认的日期 {found} 还没有到。{guess}on 是已经看过并确认的那一天",
        "en": "the day of the acknowledgement, {found}, is still to come. {guess}on is the day on which somebody looked at it",
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
    "renamed": {
        "zh": "“{near}”没有地方用到，而有 {count} 处用的是“{name}”（第一处在 {first}）。是改错了名称吗？请改回“{name}”；确要改名，那些地方也要一起改",
        "en": "nothing uses “{near}”, and {count} places use “{name}” (the first at {first}). Was the name changed by mistake?"
        " Write “{name}” again, or change those places as well",
    },
    "self_reference": {
        "zh": "条款引用了它自己，请删掉",
        "en": "the clause refers to itself; delete that",
    },
    "bad_placeholder": {
        "zh": "占位符“{found}”写得不对。只能写 {form}",
        "en": "the placeholder “{found}” is not right. Only {form}",
    },
    "stray_brace": {
        "zh": "这里多了花括号“{found}”，读者会看到它。占位符写成 {{{{ 名称 }}}}；文字里不用花括号",
        "en": "the brace “{found}” belongs to no placeholder, and readers would see it. A placeholder is written {{{{ name }}}};"
        " otherwise texts have no braces",
    },
    "placeholder_form": {
        "zh": "占位符“{found}”写法不对，要用两对半角花括号，点也用半角。改成：{right}",
        "en": "the placeholder “{found}” is not right; it takes two pairs of plain braces, and a plain point. Write: {right}",
    },
    "placeholder_here": {
        "zh": "这里不能用占位符，读者会看到花括号。占位符只能写在条款的 text、词语表的 means、规则的 say 和题目的文字里；请改用文字",
        "en": "a placeholder cannot stand here: readers would see the braces. Only a clause's text, a term's means in the"
        " glossary, what a rule says and the texts of questions may have one; use words",
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
        "zh": "文字里直接写了“{found}”，这正是参数 {name} 的值。改成 {{{{ {name} }}}}，以后只改一处",
        "en": "“{found}” is written out, and it is a value of the parameter {name}. Write {{{{ {name} }}}} so that one change"
        " is enough",
    },
    "number_in_text_maybe": {
        "zh": "文字里直接写了“{found}”，参数 {name} 也是这个值。如果说的是同一件事，改成 {{{{ {name} }}}}；如果只是碰巧相同，不用改",
        "en": "“{found}” is written out, and the parameter {name} has that value. If they are the same thing, write"
        " {{{{ {name} }}}}; if it is by chance, leave it",
    },
    "unused_parameter": {
        "zh": "没有地方用到这个参数。请在条款里用 {{{{ {name} }}}} 引用它，或删除它",
        "en": "nothing uses this parameter. Refer to it in a clause as {{{{ {name} }}}}, or delete it",
    },
    "parameter_not_shown": {
        "zh": "条款里没有写到这个参数，而 {users} 用到了它：员工看不到这个规定。请在有关的条款里用 {{{{ {name} }}}} 写明",
        "en": "no clause shows this parameter, and {users} use it: people cannot see what applies to them. Say it in a clause"
        " with {{{{ {name} }}}}",
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
    "listed_twice": {
        "zh": "“{found}”在这个列表里已经有了（第 {line} 行），请删掉一个",
        "en": "“{found}” is in this list already (line {line}); delete one",
    },
    "term_twice": {
        "zh": "“{word}”已经是词语“{other}”的说法，一个说法只能指一个词语。请删掉一处",
        "en": "“{word}” stands for the term “{other}” already, and it can stand for one only. Delete one of the two",
    },
    "file_name_id": {
        "zh": "文件名和内容不一致：文件名里是“{file}”，这里写的是“{found}”。请改成一样的",
        "en": "the file's name and its content differ: the name has “{file}”, here stands “{found}”. Make them the same",
    },
    "chapter_number_twice": {
        "zh": "章的序号重复：{other} 用了同一个数字。请改文件名开头的数字",
        "en": "the chapter's number is taken: {other} has the same. Change the number at the beginning of the file's name",
    },
    "bad_file_name": {
        "zh": "文件名不合要求，没有读这个文件：要写成“{form}.yml”，只用小写字母、数字和下划线。例如：{allowed}",
        "en": "the file's name is not right, so it was not read: it must be “{form}.yml”, with lower-case letters, digits and"
        " underscores only."
        " For example: {allowed}",
    },
    "renamed_file": {
        "zh": "文件名不合要求，没有读这个文件：要写成“{form}.yml”，只用小写字母、数字和下划线。请改名为：{right}",
        "en": "the file's name is not right, so it was not read: it must be “{form}.yml”, with lower-case letters, digits and"
        " underscores only. Rename it to: {right}",
    },
    "copied_file": {
        "zh": "这像是 {right} 的副本，没有读这个文件。不要的请删除或移走；要的请另取一个名称，写成“{form}.yml”",
        "en": "this looks like a copy of {right}, and it was not read. Delete it or move it away; if it is wanted, give it a"
        " name of its own, “{form}.yml”",
    },
    "reserved_group": {
        "zh": "“{name}”不能作组名，它在文字里另有用处",
        "en": "“{name}” cannot name a group; texts use it otherwise",
    },
    # consistency
    "inconsistent": {
        "zh": "自 {day} 起：{message}（{shown}）",
        "en": "from {day}: {message} ({shown})",
    },
    "guardrail": {
        "zh": "自 {day} 起越过法律界限（{region}，{cite}）：{message}（{shown}）确要这样，请听取法律意见，再在 guardrails.yml 的 {id} 下写 acknowledged",
        "en": "from {day} a legal limit is passed ({region}, {cite}): {message} ({shown}) If it is meant so, take legal advice"
        " and write acknowledged under {id} in guardrails.yml",
    },
    "guardrail_expired": {
        "zh": "{by} 的确认到 {day} 为止，已过期。请再看一次，改 until，或者改参数",
        "en": "the acknowledgement by {by} ran until {day}. Look at it again: set a new until, or change the parameter",
    },
    "acknowledged_too_long": {
        "zh": "until 是 {until}，应在确认之日（{on}）之后、{latest} 以前：最多一年，到期再看一次",
        "en": "until is {until}; it must lie after the day of the acknowledgement ({on}) and not after {latest}: at most a"
        " year, then it is looked at again",
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
    "calendar_both": {
        "zh": "{found} 既写成补班，又在放假的日期里。请删去一处",
        "en": "{found} is a make-up day and also one of the days off. Delete one of the two",
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
    # formulas
    "bad_formula": {
        "zh": "算式写得不对：{reason}。例如：base / pay.paid_days_per_month",
        "en": "the formula is not right: {reason}. For example: base / pay.paid_days_per_month",
    },
    "formula_unknown_name": {
        "zh": "没有“{name}”{guess}。可以用这条规则的输入项、前面的步骤，或“组.参数”",
        "en": "there is no “{name}”{guess}. A formula may use this rule's inputs, the steps before it, and group.parameter",
    },
    "formula_later": {
        "zh": "“{name}”是后面的步骤，这里还没有算出来。请把它移到这一步前面",
        "en": "“{name}” is a later step, not worked out yet. Move it before this one",
    },
    "formula_of_rows": {
        "zh": "“{name}”在“{rows}”里每行一个。要合计写 sum({name})，要逐行算就在这一步写 each: {rows}",
        "en": "“{name}” is one value for each row of “{rows}”. Write sum({name}) for the total, or each: {rows} to work it"
        " out row by row",
    },
    "formula_rows": {
        "zh": "这个函数要对一个列表逐行计算，括号里要用到恰好一个列表的项，例如：{form}。这条规则的列表：{lists}",
        "en": "this function works through the rows of one list, so its brackets must use the fields of exactly one, for"
        " example: {form}. The lists of this rule: {lists}",
    },
    "formula_option_here": {
        "zh": '选项“{option}”只能和选择项比较，例如：grade == "excellent"。如果它是这一步的结果，这一步要写 choices',
        "en": 'the option “{option}” can only be compared with a choice, for example: grade == "excellent". If the step'
        " gives it, the step needs choices",
    },
    "formula_unknown_option": {
        "zh": "没有“{option}”这个选项{guess}。可以选：{allowed}",
        "en": "there is no option “{option}”{guess}. There are: {allowed}",
    },
    "formula_units": {
        "zh": "“{sign}”两边的单位要一样，现在左边是{left}，右边是{right}。没有单位的数要写明单位，例如 days(1)、yuan(5)；百分比不加减，要用乘",
        "en": "“{sign}” needs the same unit on both sides; found {left} on the left, {right} on the right. Give a bare number"
        " its unit, for example days(1) or yuan(5); multiply by a percentage, do not add it",
    },
    "formula_kinds": {
        "zh": "“{sign}”两边不能这样放在一起（左边：{left}；右边：{right}）。日期可以和日期比较、相减，加减天数写 joined + days(3)；选项之间只比较是否相同（==）",
        "en": "“{sign}” cannot join these: {left} on the left, {right} on the right. Dates are compared with dates, and days"
        " are added as in joined + days(3); options are equal (==) or not",
    },
    "formula_needs_number": {
        "zh": "负号后面要用数，现在是：{found}",
        "en": "a minus sign needs a number after it; found: {found}",
    },
    "formula_needs_condition": {
        "zh": "这里要写条件（成立或不成立），例如 minutes > attendance.minor_limit；“{part}”的结果是：{found}",
        "en": "a condition is needed here, such as minutes > attendance.minor_limit; “{part}” gives {found}",
    },
    "formula_unknown_function": {
        "zh": "没有函数“{name}”{guess}。可以用：{allowed}",
        "en": "there is no function “{name}”{guess}. There are: {allowed}",
    },
    "formula_arguments": {
        "zh": "括号里的内容不合用，现在是：{found}。写法：{form}",
        "en": "what stands in the brackets does not fit; found: {found}. The form: {form}",
    },
    "formula_no_parameter": {
        "zh": "算式里没有参数，等于什么也没查。例如：appraisal.grade_excellent > appraisal.grade_good",
        "en": "there is no parameter in it, so it checks nothing. For example:"
        " appraisal.grade_excellent > appraisal.grade_good",
    },
    "formula_zero": {
        "zh": "{day} 那天除数是零，算不出来。请改算式，或者改那天的值",
        "en": "it divides by zero on {day}. Change it, or the value of that day",
    },
    "formula_refused": {
        "zh": "{day} 那天算不出来：{reason}。请改算式，或者改那天的值",
        "en": "it cannot be worked out on {day}: {reason}. Change it, or the value of that day",
    },
    "formula_zero_always": {
        "zh": "除数“{part}”总是零，永远算不出来。请改算式",
        "en": "“{part}” is always zero, and nothing can be divided by it. Change the formula",
    },
    "formula_same_sides": {
        "zh": "两边都是“{part}”，比较的结果总是一样的。在逐行的算式里，一行只能和自己比，不能和别的行比。请改其中一边",
        "en": "both sides are “{part}”, so this always comes out alike. A formula for rows sees one row at a time and cannot"
        " compare it with the others. Change one side",
    },
    "formula_words_parameter": {
        "zh": "参数 {name} 是文字，算式里用不了。可以用的是数、日期、是否、选项和分档表",
        "en": "the parameter {name} is words, which formulas cannot use. They use numbers, dates, switches, choices and bands",
    },
    # rules
    "unknown_rule": {
        "zh": "没有规则“{name}”{guess}。规则的名称就是 rules/ 里文件的名称",
        "en": "there is no rule “{name}”{guess}. A rule's name is the name of its file in rules/",
    },
    "rule_unusable": {
        "zh": "规则“{name}”有错误，先改好它",
        "en": "the rule “{name}” has mistakes; mend it first",
    },
    "rule_circle": {
        "zh": "规则互相引用，绕成了圈：{path}。请去掉其中一个 use",
        "en": "the rules use each other in a circle: {path}. Take one use out",
    },
    "rule_bounds": {
        "zh": "下限 min（{min}）大于上限 max（{max}），请对调",
        "en": "the lower bound min ({min}) is above the upper bound max ({max}); swap them",
    },
    "rule_example": {
        "zh": "这个值填不进去：{reason}",
        "en": "this value could not be entered: {reason}",
    },
    "unknown_term": {
        "zh": "术语表里没有“{name}”{guess}。选项可以写术语的编号，或自己写明：{{{name}: {{zh: …, en: …}}}}",
        "en": "the glossary has no “{name}”{guess}. Options are ids of terms, or carry their own words:"
        " {{{name}: {{zh: …, en: …}}}}",
    },
    "unknown_rows": {
        "zh": "没有列表“{name}”。这条规则的列表：{lists}",
        "en": "there is no list “{name}”. The lists of this rule: {lists}",
    },
    "step_unit": {
        "zh": "单位写的是{declared}，算式算出来却是{found}。请改 unit，或者改算式",
        "en": "the unit says {declared}, the formula gives {found}. Change unit or the formula",
    },
    "step_no_unit": {
        "zh": "算式的结果是：{found}。它没有单位，请删去 unit",
        "en": "the formula gives {found}, which has no unit; delete unit",
    },
    "unknown_step": {
        "zh": "这条规则没有步骤“{name}”{guess}。这里要写步骤的 id",
        "en": "the rule has no step “{name}”{guess}. A step's id is needed here",
    },
    "result_of_rows": {
        "zh": "“{name}”每行一个，不能作结果。先用一个步骤合计，例如 sum({name})",
        "en": "“{name}” is one value for each row and cannot be a result. Add a step for the whole, such as sum({name})",
    },
    "as_of_day": {
        "zh": "as_of 要写一个日期输入项的名称，“{name}”不是",
        "en": "as_of names an input that is a date; “{name}” is none",
    },
    # worked cases
    "result_skipped": {
        "zh": "结果“{name}”只在“{when}”时才算，否则没有这个结果。请写明否则是多少：去掉 when，写成 formula: … if {when} else 0",
        "en": "the result “{name}” is worked out only when “{when}”; else it is missing. Say what it is then: take when out"
        " and write formula: … if {when} else 0",
    },
    "result_needs_skipped": {
        "zh": "结果“{name}”要用到“{needs}”，它只在“{when}”时才算，否则没有这个结果。请写明否则是多少，例如把 {needs} 写成"
        "（{needs} if {when} else 0）",
        "en": "the result “{name}” needs “{needs}”, which is worked out only when “{when}”; else the result is missing. Say"
        " what it is then, for example write ({needs} if {when} else 0) for {needs}",
    },
    "step_refused": {
        "zh": "{by}算到这一步算不出来：{reason}。请改算式，或者改例子",
        "en": "{by} cannot be worked out at this step: {reason}. Change the formula, or the example",
    },
    "cases_take_long": {
        "zh": "到这个例题为止，例题已经算了 {most} 步，从它起的例题都没有核对。请减少例题里的行数，或者先算出合计再用",
        "en": "up to here the worked cases have taken {most} steps, so from this one on they are not checked. Give the cases"
        " fewer rows, or sum in a step of its own and use that",
    },
    "case_given": {
        "zh": "给的数据不合用：{reason}",
        "en": "what is given does not fit: {reason}",
    },
    "case_parameter": {
        "zh": "这条规则没有用到参数“{name}”{guess}，改它不起作用",
        "en": "the rule does not use the parameter “{name}”{guess}, so setting it has no effect",
    },
    "case_parameter_value": {
        "zh": "参数 {name} 不能设成“{found}”",
        "en": "the parameter {name} cannot be set to “{found}”",
    },
    "case_empty": {
        "zh": "这个例子什么也没有核对。写上 expect、says 或 refused，例如：expect: {{total: 350.35}}",
        "en": "this case checks nothing. Write expect, says or refused, for example: expect: {{total: 350.35}}",
    },
    "case_result": {
        "zh": "{name} 应为 {expected}，规则算出来是 {found}。若规则改对了，请改这里；否则请改规则或参数",
        "en": "{name} should be {expected}; the rule gives {found}. If the rule was rightly changed, change this; else mend"
        " the rule or the parameter",
    },
    "case_says": {
        "zh": "应说的是：{expected}；规则说的是：{found}。若规则改对了，请改这里；否则请改规则或参数",
        "en": "should say: {expected}; the rule says: {found}. If the rule was rightly changed, change this; else mend the"
        " rule or the parameter",
    },
    "case_refused": {
        "zh": "算不出来的原因（refused）应为：{expected}；实际：{found}（{reason}）",
        "en": "the reason why it cannot be worked out (refused) should be: {expected}; found: {found} ({reason})",
    },
    "unknown_outcome": {
        "zh": "这条规则没有“{name}”这句话{guess}。有：{allowed}",
        "en": "the rule says no “{name}”{guess}. There are: {allowed}",
    },
}
