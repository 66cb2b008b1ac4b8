"""Small scripts drawn at random, in which every call leaves a mark: what one does shows in what order."""

from __future__ import annotations

import random
from collections.abc import Callable

_BETWEEN = ("+", "-", "*", "%", "&", "**", "<", ">=", "===", "!==", "&&", "||", "??")
_PLAIN = ("0", "1", "null", "undefined", "NaN", '"a\\n"', "0.1", "1e3", "/[/]/g", "(-1)")


def drawn_script(chance: random.Random) -> str:
    """`function run(mark, list, traps, say)`. `mark` gives something or other, `list` an array with properties,
    `traps` an object whose properties leave marks, too. What the linter refuses is not drawn: empty blocks, what is
    the same whatever is asked, `true` after `&&` and `||`, `??` before `|`.
    """
    return _Script(chance).whole()


class _Script:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._marks = self._names = 0
        self._scopes: list[list[str]] = [[]]
        self._changed: set[str] = set()
        self._statements: list[Callable[[int], str]] = [
            self._if, self._if_else, self._return_else, self._for_of, self._for, self._while, self._switch, self._try,
            self._function, self._guard, self._assignment, self._call, self._taken_apart_later,
        ]  # fmt: skip

    def whole(self) -> str:
        body = self._lines(self._chance.randrange(2, 8), 2)
        return f"function run(mark, list, traps, say) {{\n{body}\nreturn [{', '.join(self._scopes[0])}];\n}}"

    def _mark(self, of: str = "mark") -> str:
        self._marks += 1
        return f"{of}({self._marks})"

    def _new(self, scope: int = -1) -> str:
        self._names += 1
        self._scopes[scope].append(f"v{self._names}")
        return f"v{self._names}"

    def _value(self, depth: int = 2) -> str:
        names = [name for scope in self._scopes for name in scope]
        if depth == 0 or self._chance.random() < 0.3:
            return self._chance.choice((self._mark(), self._mark(), *(names or [self._mark()])))

        def more() -> str:
            return self._value(depth - 1)

        return self._chance.choice((
            lambda: f"({more()} {self._chance.choice(_BETWEEN)} ({more()}))",
            lambda: f"({more()} ? {more()} : {more()})",
            lambda: f"((x, y = {more()}) => {more()} ?? y)({more()})",
            lambda: f"[{more()}, ...{self._mark('list')}].length",
            lambda: f"{self._mark('list')}?.a?.[{more()}]",
            lambda: f"({self._mark('list')}.q = {more()})",
            lambda: f"`a${{{more()}}}b`",
            lambda: f"[!{more()}, typeof {more()}].map(String).join()",
            lambda: f"String({{ [{more()}]: {more()}, get b() {{ return {more()}; }} }}.b)",
            lambda: self._chance.choice(_PLAIN),
        ))()  # fmt: skip

    def _declared(self) -> str:
        word = self._chance.choice(("const", "const", "let"))
        kind = self._chance.choice(("plain", "plain", "object", "object", "array"))
        value = {"plain": self._value, "object": self._object, "array": self._array}[kind]()
        default = f" = {self._value(1)}" if self._chance.random() < 0.4 else ""
        more = f"[{self._mark()}]: " if self._chance.random() < 0.3 else ""
        first, second = self._new(), "" if kind == "plain" else self._new()
        if word == "let":
            self._changed |= {first}
        if kind == "plain":
            return f"{word} {first} = {value};"
        if kind == "array":
            return f"{word} [{first}{default}, ...{second}] = {value};"
        rest = f"{more}{second}" if more else f"...{second}"
        return f"{word} {{ {self._chance.choice('abz')}: {first}{default}, {rest} }} = {value};"

    def _object(self) -> str:
        made = f"{{ a: {self._value(1)}, b: {self._value(1)} }}"
        return self._chance.choice((self._mark("list"), self._mark("traps"), made))

    def _array(self) -> str:
        return self._chance.choice((self._mark("list"), f"[{self._value(1)}, {self._value(1)}]"))

    def _lines(self, count: int, depth: int) -> str:
        return "\n".join(
            self._declared()
            if depth == 0 or self._chance.random() < 0.5
            else self._chance.choice(self._statements)(depth - 1)
            for _ in range(count)
        )

    def _block(self, depth: int, end: str = "") -> str:
        self._scopes.append([])
        lines = self._lines(self._chance.randrange(4), depth)
        last = end and f"{end.format(self._value(1))}\n"
        self._scopes.pop()
        return f"{{\n{lines}\nsay({self._mark()});\n{last}}}"

    def _call(self, _depth: int) -> str:
        return f"say({self._value()});"

    def _guard(self, _depth: int) -> str:
        return f"if (!say({self._value()})) return {self._value()};"

    def _assignment(self, depth: int) -> str:
        names = [name for scope in self._scopes for name in scope if name in self._changed]
        how = self._chance.choice(("=", "+=", "??=", "||="))
        return f"{self._chance.choice(names)} {how} {self._value()};" if names else self._call(depth)

    def _taken_apart_later(self, _depth: int) -> str:
        self._names += 1
        name = f"f{self._names}"
        return f"const {{ a: {self._new()} = 1 }} = {name}({self._mark()});\nfunction {name}(x) {{ return list(x); }}"

    def _if(self, depth: int) -> str:
        return f"if (say({self._value()})) {self._block(depth)}"

    def _if_else(self, depth: int) -> str:
        return f"if (say({self._value()})) {self._block(depth)} else {self._block(depth)}"

    def _return_else(self, depth: int) -> str:
        return f"if (say({self._value()})) {self._block(depth, 'return {};')} else {self._block(depth)}"

    def _for_of(self, depth: int) -> str:
        given = f"[{self._value(1)}, {self._value(1)}]"
        self._scopes.append([])
        loop = f"for (const {self._new()} of {given}) {self._block(depth)}"
        self._scopes.pop()
        return loop

    def _for(self, depth: int) -> str:
        self._scopes.append([])
        name = self._new()
        loop = f"for (let {name} = 0; {name} < 2; {name}++) {self._block(depth, self._chance.choice(('', 'break;')))}"
        self._scopes.pop()
        return loop

    def _while(self, depth: int) -> str:
        return f"while (say({self._value()}) && !say({self._value()})) {self._block(depth, 'break;')}"

    def _switch(self, depth: int) -> str:
        one, other = self._block(depth), self._block(depth)
        return f"switch ({self._value()}) {{\ncase {self._value(1)}: {one}\nbreak;\ndefault: {other}\n}}"

    def _try(self, depth: int) -> str:
        last = f" finally {self._block(depth)}" if self._chance.random() < 0.4 else ""
        return f"try {self._block(depth)} catch ({{ name }}) {{ say(name); }}{last}"

    def _function(self, depth: int) -> str:
        self._names += 1
        name, body = f"f{self._names}", self._block(depth, self._chance.choice(("return {};", "return undefined;")))
        return f"function {name}() {body}\nsay({name}());"
