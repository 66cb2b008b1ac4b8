"""What the checks of questions say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, Mapping[str, str]] = {
    "question_key_needed": {
        "zh": "{kind} 题要写 {key}，例如：{example}",
        "en": "a question of kind {kind} needs {key}, for example: {example}",
    },
    "question_key_idle": {
        "zh": "{kind} 题用不到 {key}，请删去",
        "en": "a question of kind {kind} has no use for {key}; delete it",
    },
    "question_rights": {
        "zh": "正确选项应为{least}，现在有 {found} 个。正确的写 right: true，错误的写 mistake 和 why",
        "en": "right options: {found}; needed: {least}. Write right: true for a right one, mistake and why for a wrong one",
    },
    "question_answer_marked": {
        "zh": "有 options 的题，答案写在选项上：在{option}下面写 right: true，再删去 answer",
        "en": "where there are options, the answer is marked there: write right: true under {option}, and delete answer",
    },
    "question_option": {
        "zh": "每个选项要么写 right: true，要么写 mistake 和 why（为什么有人会选错）",
        "en": "an option has either right: true, or mistake and why (why somebody might choose it)",
    },
    "question_mistake": {
        "zh": "每个错误答案要么写 is（算式）和 mistake，要么写 previous（参数名）",
        "en": "a wrong answer has either is (a formula) and mistake, or previous (a parameter's name)",
    },
    "question_mistake_unit": {
        "zh": "错误答案的单位是{found}，正确答案的是{right}；单位不同，学员一看就知道",
        "en": "the wrong answer is in {found}, the right one in {right}; people would tell it by its unit",
    },
    "question_few": {
        "zh": "{key} 至少要有 {least} 个，现在有 {found} 个",
        "en": "{key} must have at least {least}, it has {found}",
    },
    "question_many": {
        "zh": "{key} 最多可以有 {most} 个，现在有 {found} 个",
        "en": "{key} may have at most {most}, it has {found}",
    },
    "question_truth": {
        "zh": "判断题的 answer 写 true（对）或 false（错），现在是{found}",
        "en": "the answer of a true_false question is true or false, found {found}",
    },
    "question_draw_kind": {
        "zh": "这里要写一个数（或算出数的式子），现在是：{found}",
        "en": "a number, or a formula that gives one, is needed here; found: {found}",
    },
    "question_draw_unit": {
        "zh": "抽取的数是{right}，这里是{found}。请改 unit，或者换一个参数",
        "en": "what is drawn is in {right}, this is in {found}. Change unit, or take another parameter",
    },
    "question_draw_step": {
        "zh": "step 要大于零，现在是 {step}。例如：step: 1",
        "en": "step must be above zero, it is {step}. For example: step: 1",
    },
    "question_draw_order": {
        "zh": "按 {day} 的制度，from 是 {low}，to 是 {high}：to 不能小于 from。请对调，或者改范围",
        "en": "under the rules of {day}, from is {low} and to is {high}: to must not be below from. Swap them, or change the"
        " range",
    },
    "question_draw_many": {
        "zh": "从 {low} 到 {high}、每次加 {step}，数太多了，最多 {most} 个。请缩小范围，或者加大 step",
        "en": "from {low} to {high} by {step} there are too many numbers; at most {most}. Narrow the range, or take a larger step",
    },
    "question_draw_end": {
        "zh": "从 {low} 起每次加 {step}，抽不到 {high}，最大是 {last}。请写 to: {last}，或者改 step",
        "en": "from {low} by {step} one never comes to {high}; the last is {last}. Write to: {last}, or change step",
    },
    "question_draw_untold": {
        "zh": "题干里没有 {{{{ {name} }}}}，学员不知道抽到的是几。请写进 ask，或者不抽它",
        "en": "the question has no {{{{ {name} }}}}, so people do not know what was drawn. Put it into ask, or do not draw it",
    },
    "question_variants_idle": {
        "zh": "没有 draw，就只有一道题。请写 draw，例如：draw: {{minutes: {{from: 1, to: 30, unit: minute}}}}；不抽数的话，删去 variants",
        "en": "without draw there is one question only. Write draw, for example draw: {{minutes: {{from: 1, to: 30, unit: minute}}}},"
        " or delete variants",
    },
    "question_variants": {
        "zh": "只抽得出 {found} 道不同的题，variants 写的是 {wanted}。请放宽范围，或者写 variants: {found}",
        "en": "only {found} different questions can be drawn, variants asks for {wanted}. Widen the range, or write variants: {found}",
    },
    "question_number": {
        "zh": "“{found}”是直接写的数，制度变了这道题不会被发现。制度里的数写成占位符，例如 {{{{ attendance.minor_limit }}}}；"
        "答案靠这个数才对的，把条件写进 holds，例如：holds: attendance.minor_limit < minutes(31)；与制度无关的，写 free_numbers: [{value}]",
        "en": "“{found}” is written out, and nothing will tell when the policy changes. Write a placeholder for a number of the"
        " policy, such as {{{{ attendance.minor_limit }}}}; where the key depends on the number, say so in holds, for example"
        " holds: attendance.minor_limit < minutes(31); where the policy does not matter, write free_numbers: [{value}]",
    },
    "question_out_of_date": {
        "zh": "{day} 起这道题不再成立：{holds} 不为真。请改题目和答案，或者改 holds",
        "en": "from {day} this question is no longer right: {holds} is not true. Change the question and its answer, or holds",
    },
    "question_no_variant": {
        "zh": "按 {day} 的制度抽不出一道成立的题：数的范围、holds 或者错误答案（至少两个与正确答案不同）对不上",
        "en": "under the rules of {day} no variant can be made: the ranges, holds or the wrong answers (at least two must differ from the right one) do not fit",
    },
    "question_not_worked_out": {
        "zh": "按 {day} 的制度算不出答案：{reason}",
        "en": "under the rules of {day} the answer cannot be worked out: {reason}",
    },
    "question_not_typed": {
        "zh": "答案 {found} 除不尽，没法填。请用 round2(…) 取到两位小数",
        "en": "the answer {found} has too many decimals to be typed. Round it with round2(…)",
    },
    "question_answer_kind": {
        "zh": "填数题的答案要是一个数，这里是：{found}",
        "en": "the answer of a numeric question is a number, here it is {found}",
    },
    # lints
    "lint_true_option": {
        "zh": "{day}：错误选项“{option}”其实与正确答案一样",
        "en": "{day}: the wrong option “{option}” is as right as the key",
    },
    "lint_same_options": {
        "zh": "选项“{one}”和“{other}”是一回事（统一全半角和单位以后）",
        "en": "the options “{one}” and “{other}” are the same once widths and units are made alike",
    },
    "lint_own_answer": {
        "zh": "题干里已经有答案“{answer}”",
        "en": "the question itself contains its answer “{answer}”",
    },
    "lint_above": {
        "zh": "选项“{option}”这类“以上都是”“以上都不是”的写法不能用，请写出具体内容",
        "en": "options such as “{option}” (all or none of the above) are not allowed; say what is meant",
    },
    "lint_absolute": {
        "zh": "“{word}”说得太绝对，学员一看就猜得出对错",
        "en": "“{word}” is so absolute that people guess from it",
    },
    "lint_boundary": {
        "zh": "“{word}”没有说清界限算不算在内。请用“以内、以上、以下”（含）或“超过、不满”（不含），或者写明含、不含",
        "en": "“{word}” does not say whether the boundary is included. Write within, or more, at most (included), more than, less than (not included), or add “inclusive”",
    },
    "lint_key_length": {
        "zh": "正确选项明显{than}别的选项（{found} 对 {others} 个字），学员会靠长短猜",
        "en": "the right option is conspicuously {than} than the others ({found} against {others} signs); people guess by length",
    },
    "lint_keys_long": {
        "zh": "{found} 道人写的单选题里有 {longest} 道的正确选项最长，学员会靠长短猜",
        "en": "in {longest} of {found} written single choices the right option is the longest; people guess by length",
    },
    "lint_key_position": {
        "zh": "{count} 道 {options} 个选项的单选题里，正确答案有 {found} 道在 {letter}，太集中",
        "en": "of {count} single choices with {options} options, {found} have the right answer at {letter}: too many",
    },
    "lint_truths": {
        "zh": "{count} 道判断题里有 {found} 道是“对”，太不平均",
        "en": "of {count} true-or-false questions {found} are true: too uneven",
    },
    "lint_must_know": {
        "zh": "必知条款只有 {found} 种题型的题，至少要两种",
        "en": "kinds of question on this must-know clause: {found}; at least two are needed",
    },
    "lint_parameter": {"zh": "没有一道题考这个参数", "en": "no question asks for this parameter"},
    "lint_twice": {"zh": "和 {other} 问的一模一样", "en": "it asks the same as {other}, word for word"},
}
