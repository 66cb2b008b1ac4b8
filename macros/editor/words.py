"""The words of the editing view."""

from __future__ import annotations

from collections.abc import Mapping

from handbook.words import Lang, Words

WORDS: Mapping[str, Words] = {
    "editor": Words(zh="修改制度", en="Edit the policy"),
    "handbook": Words(zh="看手册", en="The handbook"),
    "parameters": Words(zh="参数", en="Parameters"),
    "clauses": Words(zh="条款", en="Clauses"),
    "search": Words(zh="查找", en="Search"),
    "search_hint": Words(zh="名称、值或编号", en="name, value or id"),
    "none_found": Words(zh="没有找到。换一个词试试。", en="Nothing found. Try another word."),
    "name": Words(zh="名称", en="Name"),
    "now": Words(zh="现在的值", en="Value now"),
    "coming": Words(zh="已定未生效", en="Scheduled"),
    "group": Words(zh="类别", en="Group"),
    "no_value": Words(zh="今天没有值", en="no value today"),
    "history": Words(zh="沿革", en="History"),
    "since": Words(zh="从", en="From"),
    "value": Words(zh="值", en="Value"),
    "decision": Words(zh="决定", en="Decision"),
    "used_by": Words(zh="用到它的条款", en="Clauses that use it"),
    "not_used": Words(zh="没有条款用到它。", en="No clause uses it."),
    "why": Words(zh="为什么", en="Why"),
    "new_value": Words(zh="定一个新的值", en="Give a new value"),
    "take_back": Words(zh="撤回", en="Take back"),
    "take_back_about": Words(
        zh="撤回只对还没有生效的值有用；已经生效的是沿革，不能改。",
        en="Only a value that has not begun to apply can be taken back; the rest is history and stays.",
    ),
    "preview": Words(zh="看看影响", en="Show what it does"),
    "save": Words(zh="保存", en="Save"),
    "optional": Words(zh="可以不填", en="optional"),
    "impact": Words(zh="保存后会怎样", en="What saving will do"),
    "lines": Words(zh="文件里要改的行", en="The lines that change in the file"),
    "not_yet": Words(
        zh="填好“从哪天起”和“值”，这里会显示影响。", en="Fill in day and value, and the effect is shown here."
    ),
    "problems": Words(zh="有 {count} 个地方要改", en="To be put right: {count}"),
    "nothing_saved": Words(zh="什么也没有保存。", en="Nothing was saved."),
    "elsewhere": Words(zh="别处的问题", en="Elsewhere"),
    "warnings": Words(zh="保存可以，但请看一看", en="It may be saved, but look at this"),
    "meanwhile": Words(
        zh="这个文件刚刚被别人改过。下面是新的内容；你填的都还在，请核对后再保存。",
        en="Somebody has just changed this file. Below is what it is now; what you entered is still here. Check it and"
        " save again.",
    ),
    "saved": Words(zh="已保存", en="Saved"),
    "saved_about": Words(
        zh="写入了 {file}。手册正在重新生成。", en="Written to {file}. The handbook is being built anew."
    ),
    "committed": Words(zh="已提交到分支 {branch}（{revision}）。", en="Committed on the branch {branch} ({revision})."),
    "push": Words(zh="推送：", en="To push it:"),
    "not_committed": Words(zh="文件已保存，但没有提交：", en="The file is saved, but it was not committed:"),
    "commit": Words(zh="同时提交到 git", en="Commit it to git as well"),
    "commit_about": Words(
        zh="在自己的分支上提交这一个文件，之后可以推送、提合并请求。",
        en="Commits this one file on a branch of its own, ready to be pushed for a merge request.",
    ),
    "your_name": Words(zh="你的姓名", en="Your name"),
    "your_mail": Words(zh="你的邮箱", en="Your e-mail"),
    "who": Words(zh="提交要写姓名和邮箱。", en="A commit needs your name and e-mail."),
    "bad_day": Words(zh="日期要写成 2027-01-01。", en="Write the day as 2027-01-01."),
    "text_now": Words(zh="这样显示", en="It will read"),
    "text_about": Words(
        zh="数写成参数名，例如 {{ attendance.minor_fine }}；提到其他条款写 {{ clause.编号 }}。",
        en="Numbers stand as parameters, such as {{ attendance.minor_fine }}; another clause as {{ clause.its.id }}.",
    ),
    "broken": Words(zh="制度数据有错误，先改好才能在这里修改", en="The policy's files have errors; mend them first"),
    "building": Words(zh="手册正在生成……", en="The handbook is being built …"),
    "build_failed": Words(zh="手册没有生成：", en="The handbook was not built:"),
    "back": Words(zh="回到列表", en="Back to the list"),
    "see_clause": Words(zh="在手册里看", en="See it in the handbook"),
    "edit_text": Words(zh="改文字", en="Edit the text"),
    "no_change": Words(zh="还没有改动。", en="Nothing is changed yet."),
    "unknown": Words(zh="没有这个名称：{name}", en="There is nothing of that name: {name}"),
    "note": Words(
        zh="本工具供起草和核对之用，不构成法律意见。", en="This tool helps to draft and check; it is no legal advice."
    ),
}


def say(key: str, lang: Lang, **facts: object) -> str:
    """One of the words, with facts put in."""
    text = WORDS[key][lang]
    return text.format(**facts) if facts else text
