"""What is said of a change that is refused."""

from __future__ import annotations

MESSAGES = {
    "past_value": {
        "zh": "从 {found} 起的值已经生效或在今天（{today}）以前，是沿革，不能改。要改现在的值，请写将来的日期，例如：--from 2027-01-01；"
        "确实是当初写错的，加 --correct-past",
        "en": "a value from {found} has begun to apply or lies before today ({today}): it is history and stays. For a new"
        " value give a day to come, for example --from 2027-01-01; where the record itself is wrong, add --correct-past",
    },
    "nothing_scheduled": {
        "zh": "没有已定而未生效的值可以撤回。已经生效的值是沿革，只能用 handbook set 定一个新的值",
        "en": "no scheduled value is there to take back. A value in force is history: give a new one with handbook set",
    },
    "unset_which": {
        "zh": "有几个已定而未生效的值，请指明撤回哪一个，例如：--from 2027-01-01。现有：{allowed}",
        "en": "several values are scheduled; say which to take back, for example --from 2027-01-01. There are: {allowed}",
    },
    "no_value_from": {
        "zh": "没有从 {found} 起的值。已定而未生效的有：{allowed}",
        "en": "there is no value from {found}. Scheduled are: {allowed}",
    },
    "unset_past": {
        "zh": "从 {found} 起的值在今天（{today}）已经生效，是沿革，不能撤回。请用 handbook set 定一个新的值",
        "en": "the value from {found} applies today ({today}) and is history: it cannot be taken back. Give a new one with"
        " handbook set",
    },
    "no_change": {
        "zh": "已经是这样，什么也没有改",
        "en": "it is so already; nothing was changed",
    },
    "unproved": {
        "zh": "这里的写法，程序没有把握只改这一处而不动别处，所以没有改。请直接在文件里改，改完运行 handbook check",
        "en": "the way this is written, the program cannot be sure of changing this and nothing else, so it changed nothing."
        " Change it in the file itself, then run handbook check",
    },
    "changed_meanwhile": {
        "zh": "这个文件刚刚被别人改过，这次没有保存，也没有覆盖任何内容。请看过新内容后再改一次",
        "en": "somebody else has just changed this file. Nothing was saved and nothing overwritten: look at it and try again",
    },
    "busy": {
        "zh": "另一个修改正在保存，等了 {seconds} 秒还没有完。请稍后再试",
        "en": "another change is being saved and was not done after {seconds} seconds. Try again later",
    },
}
