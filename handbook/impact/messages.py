"""What is said where two policies cannot be compared."""

from __future__ import annotations

MESSAGES = {
    "no_git": {
        "zh": "这里没有 git，也没有叫这个名字的目录。可以比较两个目录，例如：handbook diff 旧的制度数据目录",
        "en": "there is neither git nor a directory of that name. Two directories can be compared: handbook diff OLD_DIRECTORY",
    },
    "no_repository": {
        "zh": "{data} 不在 git 仓库里，也没有叫这个名字的目录。可以比较两个目录，例如：handbook diff 旧的制度数据目录",
        "en": "{data} is in no git repository, and there is no directory of that name. Two directories can be compared:"
        " handbook diff OLD_DIRECTORY",
    },
    "repository_of_others": {
        "zh": "仓库 {folder} 属于另一个用户，所以 git 不肯读（在容器和 CI 里常见）。确认可信后运行："
        "git config --global --add safe.directory {folder}",
        "en": "the repository {folder} belongs to another user, so git refuses to read it (common in containers and CI)."
        " If you trust it, run: git config --global --add safe.directory {folder}",
    },
    "git_failed": {
        "zh": "git 读不出来：{reason}",
        "en": "git cannot read it: {reason}",
    },
    "revision_empty": {
        "zh": "要比较的版本是空的。在 CI 里多半是变量没有设；要比较现在的目录，写一个点：.",
        "en": "the revision to compare is empty. In CI most likely a variable is not set; for the current directory"
        " write a dot: .",
    },
    "revision_unknown": {
        "zh": "git 里没有这个版本，也没有叫这个名字的目录。用 git log 看有哪些版本；写法例如：HEAD~1、main、2f3a9c1",
        "en": "git knows no such revision, and there is no directory of that name. git log lists them; for example HEAD~1,"
        " main, 2f3a9c1",
    },
    "revision_shallow": {
        "zh": "这是没有完整历史的浅克隆，找不到这个版本。先运行 git fetch --unshallow；在 CI 里把取回深度设为 0",
        "en": "this is a shallow clone without its history, and the revision is not in it. Run git fetch --unshallow first;"
        " in CI set the depth of the fetch to 0",
    },
    "revision_unrelated": {
        "zh": "它和 {other} 没有共同的历史，没有分开的那一刻。去掉 --merge-base 直接比较",
        "en": "it has no history in common with {other}, so there is no commit where they parted. Compare them without"
        " --merge-base",
    },
    "revision_without_policy": {
        "zh": "这个版本里没有 {data}",
        "en": "there is no {data} in that revision",
    },
    "revision_and_directory": {
        "zh": "既有叫 {name} 的分支或标签，也有叫 {name} 的目录；这里比较的是 git 里的。要比较目录，写 ./{name}",
        "en": "{name} is a branch or tag and a directory as well; compared is what git has. For the directory write"
        " ./{name}",
    },
    "revision_link": {
        "zh": "这是一个链接，指向制度目录以外的 {target}，版本里没有它的内容。把文件本身放进制度目录",
        "en": "this is a link to {target}, outside the policy's directory, and the revision does not have what stands"
        " there. Put the file itself into the policy's directory",
    },
    "revision_submodule": {
        "zh": "这是一个子模块（submodule），它的文件不在这个仓库里。可以检出两份，比较两个目录",
        "en": "this is a submodule, and its files are not in this repository. Check out both and compare the directories",
    },
    "revision_pointer": {
        "zh": "这个文件用 git LFS 保存，版本里只有指针。YAML 不需要 LFS：从 .gitattributes 里去掉它，重新提交",
        "en": "this file is kept with git LFS, and the revision has only a pointer. YAML needs no LFS: take it out of"
        " .gitattributes and commit again",
    },
}
