"""What no file of the policy is to blame for, in words: refusals of the operating system, and faults of the program."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping

Said = Mapping[str, str]  # a sentence or a part of one, in `zh` and `en`

_NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO)
REFUSED, BROKEN = 1, 70  # exit statuses

_REASONS: tuple[tuple[tuple[int, ...], Said], ...] = (
    ((errno.ENOENT,), {"zh": "没有这个文件或目录", "en": "there is no such file or directory"}),
    ((errno.EACCES, errno.EPERM), {"zh": "没有权限", "en": "no permission"}),
    ((errno.EROFS,), {"zh": "那里是只读的", "en": "that place is read-only"}),
    ((errno.ENOSPC, errno.EFBIG), {"zh": "磁盘满了", "en": "the disk is full"}),
    ((errno.EDQUOT,), {"zh": "磁盘配额用完了", "en": "the disk quota is used up"}),
    ((errno.EISDIR,), {"zh": "这是一个目录，不是文件", "en": "it is a directory, not a file"}),
    ((errno.ENOTDIR,), {"zh": "路径里有一段不是目录", "en": "a part of the path is no directory"}),
    ((errno.ENOTEMPTY, errno.EEXIST), {"zh": "那里已经有东西了", "en": "there is something already"}),
    ((errno.EBUSY, errno.ETXTBSY), {"zh": "正被占用", "en": "it is in use"}),
    ((errno.ENAMETOOLONG,), {"zh": "名字太长", "en": "the name is too long"}),
    ((errno.ELOOP,), {"zh": "链接绕成了圈", "en": "its links go round in a circle"}),
    ((errno.EMFILE, errno.ENFILE), {"zh": "打开的文件太多", "en": "too many files are open"}),
    ((errno.ENOMEM,), {"zh": "内存不够", "en": "there is not enough memory"}),
    ((errno.EAGAIN,), {"zh": "系统一时给不出进程或内存", "en": "the system is out of processes or memory just now"}),
    ((errno.EIO,), {"zh": "磁盘读写出错", "en": "the disk failed"}),
    ((errno.EADDRINUSE,), {"zh": "已经被占用", "en": "it is taken"}),
    ((errno.EADDRNOTAVAIL,), {"zh": "这台机器没有这个地址", "en": "this machine has no such address"}),
)


def reason(error: OSError) -> Said:
    """Why the operating system refused; in its own words where we have none."""
    for numbers, words in _REASONS:
        if error.errno in numbers:
            return words
    if type(error).__name__ == "gaierror":  # of the module socket, which few commands need
        return {"zh": "没有这个地址", "en": "there is no such address"}
    own = str(error.strerror or error or type(error).__name__)
    return {"zh": own, "en": own}


def sentence(error: BaseException) -> Said:
    """One sentence about anything that may end a command before its time."""
    if isinstance(error, OSError):
        why = reason(error)
        if error.filename is None and error.errno in _NO_ROOM:
            return {"zh": f"输出写不出去：{why['zh']}", "en": f"the output cannot be written: {why['en']}"}
        if error.filename is None:
            return {"zh": f"系统不让继续：{why['zh']}", "en": f"the system does not let it go on: {why['en']}"}
        name = error.filename2 if error.errno in _NO_ROOM and error.filename2 else error.filename
        file = os.fsdecode(name) if isinstance(name, bytes | str) else str(name)
        return {"zh": f"{file}：{why['zh']}", "en": f"{file}: {why['en']}"}
    if isinstance(error, MemoryError):
        return {"zh": "内存不够", "en": "there is not enough memory"}
    if isinstance(error, ModuleNotFoundError):
        return {
            "zh": f"缺少 Python 包 {error.name}；运行一次 make check 会装好",
            "en": f"the Python package {error.name} is missing; make check installs it",
        }
    what = f"{type(error).__name__}{_where(error)}"
    return {
        "zh": f"程序自己出了错（{what}），不是您的错。请把这一行和所用的命令告诉维护它的人；"
        "前面加上 HANDBOOK_DEBUG=1 再运行一次，可以看到细节",
        "en": f"a fault of the program itself ({what}), not yours. Please send this line and the command to whoever "
        "looks after it; run it again with HANDBOOK_DEBUG=1 in front to see the details",
    }


def status(error: BaseException) -> int:
    """The exit status for it: 1 where the world refused, 70 where the program is broken."""
    return REFUSED if isinstance(error, OSError | MemoryError | ModuleNotFoundError) else BROKEN


def _where(error: BaseException) -> str:
    """The innermost place of our own code, `, quiz/papers/paper.py:31`."""
    here = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
    places, step = [], error.__traceback__
    while step:
        places.append((step.tb_frame.f_code.co_filename, step.tb_lineno))
        step = step.tb_next
    ours = [(file, line) for file, line in places if file.startswith(here) and "site-packages" not in file]
    if not ours:
        return ""
    file, line = ours[-1]
    return f", {os.path.relpath(file, here).replace(os.sep, '/')}:{line}"
