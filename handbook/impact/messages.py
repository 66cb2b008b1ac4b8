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
    "revision_unknown": {
        "zh": "git 里没有这个版本，也没有叫这个名字的目录。用 git log 看有哪些版本；写法例如：HEAD~1、main、2f3a9c1",
        "en": "git knows no such revision, and there is no directory of that name. git log lists them; for example HEAD~1,"
        " main, 2f3a9c1",
    },
    "revision_shallow": {
        "zh": "这是没有完整历史的浅克隆，找不到这个版本。先运行 git fetch --unshallow；在 CI 里把取回深度设为 0",
        "en": "this is a shallow clone without its history, and the revision is not in it. Run git fetch --unshallow first;"
        " in CI set the fetch depth to 0",
    },
    "revision_without_policy": {
        "zh": "这个版本里没有 {data}",
        "en": "there is no {data} in that revision",
    },
}
