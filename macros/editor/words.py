"""The words of the editing view."""

from __future__ import annotations

from collections.abc import Mapping

from handbook.lang.languages import Lang
from handbook.lang.words import Words

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
    "no_value": Words(zh="今天没有值", en="no value today"),
    "history": Words(zh="沿革", en="History"),
    "since": Words(zh="从", en="From"),
    "value": Words(zh="值", en="Value"),
    "decision": Words(zh="决定", en="Decision"),
    "used_by": Words(zh="用到它的条款", en="Clauses that use it"),
    "not_used": Words(zh="没有条款用到它。", en="No clause uses it."),
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
    "only_saved": Words(
        zh="只写进了文件，没有提交到 git。", en="It stands in the file only; it was not committed to git."
    ),
    "committed": Words(
        zh="已提交到新的分支 {branch}（{revision}），只有下面这些行。",
        en="Committed on the new branch {branch} ({revision}): these lines and no others.",
    ),
    "still_on": Words(
        zh="你仍在 {branch} 上，工作文件里看得到这次改动。",
        en="You are still on {branch}, and your working file shows the change.",
    ),
    "no_branch": Words(zh="未命名的提交", en="no branch"),
    "left": Words(zh="仍未提交、原样留在文件里的行", en="Lines that stay in the file, uncommitted as before"),
    "next_steps": Words(zh="接下来", en="What comes next"),
    "push": Words(
        zh="在 {folder} 里运行下面的命令推送，再打开它显示的链接提合并请求：",
        en="Run this in {folder} to push it, then open the link that it prints to ask for the merge:",
    ),
    "no_remote": Words(
        zh="这个仓库还没有远程地址，先用 git remote add 加一个。",
        en="This repository has no remote yet; add one with git remote add first.",
    ),
    "after_merge": Words(
        zh="合并以后要拉取（git pull），或者不要这次改动了：先在“{page}”里把它从工作文件里取出，分支上的提交不受影响。",
        en="Before you pull the merged change, or if you do not want it any more: take it out of the working file on"
        " the page “{page}”. The commit on the branch stays.",
    ),
    "branches": Words(zh="已提交、还没有合并", en="Committed, not merged yet"),
    "branches_short": Words(zh="已提交的", en="Commits"),
    "branches_about": Words(
        zh="每次提交各在自己的分支上。合并并拉取以后，就不再列在这里。",
        en="Each commit is on a branch of its own. Once merged and pulled, it is no longer listed here.",
    ),
    "branches_none": Words(zh="没有。", en="None."),
    "take_out": Words(zh="从工作文件里取出", en="Take it out of the working file"),
    "taken_out": Words(
        zh="已取出。提交仍在分支 {branch} 上；手册正在重新生成。",
        en="Taken out. The commit is still on the branch {branch}; the handbook is being built anew.",
    ),
    "not_in_file": Words(zh="不在工作文件里", en="not in the working file"),
    "not_committed": Words(
        zh="没有提交，也没有保存，文件和分支都还是原来的样子：{why}",
        en="Nothing was committed and nothing saved; the file and the branches are as they were: {why}",
    ),
    "not_put_back": Words(
        zh="没有提交；提交时有钩子或别的程序改了 {file}，所以没有把它放回原样。请看看文件里现在是什么。",
        en="Nothing was committed. A hook or another program changed {file} meanwhile, so it was not put back as it"
        " was; look at what it holds now.",
    ),
    "commit": Words(zh="同时提交到 git", en="Commit it to git as well"),
    "commit_about": Words(
        zh="提交到一个新的分支（从 {branch} 分出），只含这一个文件；你所在的分支不变。之后可以推送、提合并请求。",
        en="Commits this one file on a new branch (from {branch}), ready to be pushed for a merge request. You stay on"
        " the branch where you are.",
    ),
    "on_ours": Words(
        zh="你现在在 {branch} 上：新的分支也会包含它的提交。要分开，先运行 git switch 回到主分支。",
        en="You are on {branch}: the new branch will contain its commits too. To keep them apart, go back to the main"
        " branch with git switch first.",
    ),
    "in_submodule": Words(
        zh="制度在子模块 {folder} 里，提交到子模块的仓库。",
        en="The policy is in the submodule {folder}; it is committed in that repository.",
    ),
    "pointed_elsewhere": Words(
        zh="环境变量 GIT_DIR 或 GIT_WORK_TREE 指向别处，这里不理会；用的是 {folder}。",
        en="GIT_DIR or GIT_WORK_TREE points elsewhere and is not obeyed; the repository is {folder}.",
    ),
    "rest": Words(zh="这个文件里还有没提交的行", en="This file has other lines that are not committed"),
    "rest_about": Words(
        zh="自己在这里提交过、还没有合并的改动也算在内，见：",
        en="Edits that were committed here and are not merged yet are among them; see:",
    ),
    "rest_new": Words(
        zh="git 里还没有这个文件，只能整个提交。", en="Git does not have this file yet; it can only be committed whole."
    ),
    "rest_ends": Words(zh="只有换行符不同。", en="Only the line ends differ."),
    "rest_alone": Words(
        zh="只提交这次的改动，这些行原样留在文件里",
        en="Commit this edit only; leave these lines in the file as they are",
    ),
    "rest_with": Words(zh="这些行也一起提交", en="Commit these lines as well"),
    "others": Words(
        zh="这些文件也有没提交的改动，这次不会提交：{files}",
        en="These files have uncommitted changes too, which will not be committed: {files}",
    ),
    "git_missing": Words(
        zh="这台电脑上没有 git，只能保存，不能提交。", en="There is no git on this machine: saving only."
    ),
    "git_none": Words(
        zh="制度不在 git 仓库里，只能保存，不能提交。", en="The policy is in no git repository: saving only."
    ),
    "git_ownership": Words(
        zh="仓库属于另一个用户，git 不肯用。确认可信后运行：git config --global --add safe.directory {folder}",
        en="The repository belongs to another user, and git will not use it. If you trust it, run: git config --global"
        " --add safe.directory {folder}",
    ),
    "git_unborn": Words(
        zh="仓库里还没有提交，先提交一次：git add -A，再 git commit。",
        en="The repository has no commit yet; make a first one: git add -A, then git commit.",
    ),
    "git_busy": Words(
        zh="仓库里有一次合并或变基没有做完（{found}）。先完成它，或用 git merge --abort、git rebase --abort 放弃。",
        en="A merge or rebase is not finished ({found}). Finish it, or give it up with git merge --abort or git rebase"
        " --abort.",
    ),
    "git_symlink": Words(
        zh="{file} 是一个链接，不能在这里提交；请提交它指向的文件。",
        en="{file} is a link and cannot be committed here; commit the file that it points to.",
    ),
    "git_ignored": Words(
        zh="git 忽略 {file}（见 .gitignore），不能提交。",
        en="Git ignores {file} (see .gitignore); it cannot be committed.",
    ),
    "git_late": Words(
        zh="git 或它的钩子 {seconds} 秒还没有做完，已经停止。钩子里的程序可能在等人输入。",
        en="Git or one of its hooks was not done after {seconds} seconds and was stopped. A hook may have waited for"
        " somebody to type.",
    ),
    "git_refused": Words(zh="git 拒绝了，它说：", en="Git refused; it said:"),
    "git_altered": Words(
        zh="提交时有钩子改了内容，和这里显示的不一样，所以没有要这个提交。",
        en="A hook changed what was committed, so that it was not what is shown here; the commit was dropped.",
    ),
    "git_no_room": Words(
        zh="已有分支叫 {branch}，建不了 {branch}/… 这样的分支。先改名：git branch -m {branch} {branch}-old",
        en="There is a branch named {branch}, so that there can be none named {branch}/…. Rename it: git branch -m"
        " {branch} {branch}-old",
    ),
    "git_entangled": Words(
        zh="这次改的就是那些没提交的行，分不开。请选“这些行也一起提交”，或先处理那些行。",
        en="This edit changes lines that are not committed themselves. Choose to commit these lines as well, or see to"
        " them first.",
    ),
    "git_unsound": Words(
        zh="只提交这次的改动，检查通不过。请选“这些行也一起提交”。检查说：",
        en="With this edit alone the check does not pass. Choose to commit these lines as well. It says:",
    ),
    "git_moved": Words(
        zh="仓库刚刚变了（有新的提交或换了分支）。下面是新的情况，请核对后再保存。",
        en="The repository has just changed (a new commit or another branch). Below is how it stands now; check it and"
        " save again.",
    ),
    "git_choose": Words(
        zh="文件里还有没提交的行，请选择怎么办。",
        en="The file has other uncommitted lines; choose what to do with them.",
    ),
    "your_name": Words(zh="你的姓名", en="Your name"),
    "your_mail": Words(zh="你的邮箱", en="Your e-mail"),
    "who": Words(zh="提交要写姓名和邮箱。", en="A commit needs your name and e-mail."),
    "bad_day": Words(zh="日期要写成 2027-01-01。", en="Write the day as 2027-01-01."),
    "text_about": Words(
        zh="数写成参数名，例如 {{ attendance.minor_fine }}；提到其他条款写 {{ clause.编号 }}。",
        en="Numbers stand as parameters, such as {{ attendance.minor_fine }}; another clause as {{ clause.its.id }}.",
    ),
    "broken": Words(zh="制度数据有错误，先改好才能在这里修改", en="The policy's files have errors; mend them first"),
    "building": Words(zh="手册正在生成……", en="The handbook is being built …"),
    "build_failed": Words(zh="手册没有生成：", en="The handbook was not built:"),
    "back": Words(zh="回到列表", en="Back to the list"),
    "see_clause": Words(zh="在手册里看", en="See it in the handbook"),
    "no_change": Words(zh="还没有改动。", en="Nothing is changed yet."),
    "gone": Words(
        zh="修改程序没有回答，可能已经停止。你填的还在这一页。",
        en="The editor does not answer; it may have been stopped. What you entered is still on this page.",
    ),
    "unknown": Words(zh="没有这个名称：{name}", en="There is nothing of that name: {name}"),
    "note": Words(
        zh="本工具供起草和核对之用，不构成法律意见。", en="This tool helps to draft and check; it is no legal advice."
    ),
}


def say(key: str, lang: Lang, **facts: object) -> str:
    """One of the words, with facts put in."""
    text = WORDS[key][lang]
    return text.format(**facts) if facts else text
