"""A rule as straight-line code, which each runtime's emitter writes down in its own language.

Every value has a *shape*, known before anything is worked out. A number is **scaled** wherever its denominator is
known: then what the program holds is a whole number, and `Scaled` tells over what it stands and between which two whole
numbers it lies. Any other number is **exact**, a fraction that is made as it comes: what is divided by something that
is no constant, what some functions give, and what would pass the program's `limit`. The other shapes are the values as
they are.

How an emitter must read it:

* All expressions are worked out from left to right, once, where they stand; `and`, `or` and `choose` work out only what
  they need. Statements run in order. Variables are set before they are read, and no value changes behind a name that an
  expression of a later statement still reads, but for those that a loop counts up.
* Whole numbers never pass `limit`, on the way neither: with a limit of 2^53 a JavaScript Number is exact. `//` is the
  floor of a quotient; as both sides and the quotient stay below the limit, `Math.floor(a / b)` is it.
* An operation of shape "exact" works on exact numbers, and `+ - * /` then refuse what has too many digits (`bounded`)
  and a division by zero. `Operation("exact", (whole,))` makes an exact number of a scaled one.
* `None` (`null`) is the value of a step that was skipped, and of an input that is not asked.
  `Leave` goes on behind the innermost `Once`, or with the next
  round of the innermost `Each`, whichever is nearer; outside of both it ends the program, which then has no value
  (Python raises Skipped). `Need` is a `Leave` where a value is missing.
* A refusal ends the program. What the steps before it gave stays; `At` tells which step is being worked on.

Annotations are real ones here, not texts (`from __future__`) that named tuples would have to compile at every start.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

BOUNDED = 10**300  # whole numbers below it, over denominators below it, are never refused for their digits
SAFE = 2**53  # whole numbers below it are exact in JavaScript
MOST_WORK = 3_000_000  # a few seconds; a sum over a thousand rows for each of a thousand rows fits


class Scaled(NamedTuple):
    """A number as a whole number over `denominator`; `least` and `most` are bounds of the whole number."""

    denominator: int
    least: int
    most: int


DATED = "@"  # before the name of a parameter: the parameter itself, with its values on all days

Plain = Literal["exact", "switch", "text", "day", "moment", "list", "any"]


class Dated(NamedTuple):
    """A parameter with its values on all days, which are of one shape. It holds numbers as exact ones."""

    of: "Shape"


class Tabled(NamedTuple):
    """A table, of which all that it gives is of one shape. It holds numbers as exact ones."""

    of: "Shape"


Shape = Scaled | Dated | Tabled | Plain  # "any": of a single formula, whatever the name stands for, numbers exact


class Constant(NamedTuple):
    """A whole number where the shape is scaled, else a value as it is."""

    value: Any
    shape: Shape


class Variable(NamedTuple):
    """What a variable holds."""

    name: str
    shape: Shape


class Cell(NamedTuple):
    """The value in one row: that of the variable `column`, a list, at the number in the variable `row`."""

    column: str
    row: str
    shape: Shape


class Lookup(NamedTuple):
    """A name's value in the names that the variable `names` holds, None where there is none; in single formulas."""

    names: str
    name: str
    shape: Shape


class FromParameter(NamedTuple):
    """A parameter's value on the frame's day, which may be refused; only in single formulas."""

    name: str
    shape: Shape


class Operation(NamedTuple):
    """A sign with its parts, which have one shape and one denominator.

    `+ - * neg` of numbers (`/` of exact ones only) · `//` of whole numbers · `== != < <= > >=` · `not and or` ·
    `choose` (test, then, other) · `exact` of a scaled number · `whole` (number, denominator) of an exact one that is
    known to be over that denominator and within the shape's bounds · `days` from the second day to the first ·
    `later` (day, exact number of days), refused beyond all time and for part of a day ·
    `year`, `month`, `weekday` (Monday is 1) of a day ·
    `plus`, `minus` of shape "any": numbers, two days, or a day and a number · `counts`: anything but False ·
    `absent`: whether it is None ·
    `length` of a list · `column`: a list of so many None · `row` (rows, index), `within` (names, row): the names that
    one row sees, both only in single formulas.
    """

    sign: str
    parts: tuple["Expression", ...]
    shape: Shape


class Called(NamedTuple):
    """A function of formulas, with exact values (lists of them, where it takes rows); `words` come behind the others.
    Some functions need the working days, too, see `computing.py`."""

    function: str
    parts: tuple["Expression", ...]
    shape: Shape
    words: tuple[str, ...] = ()


Expression = Constant | Variable | Cell | Lookup | FromParameter | Operation | Called


class Set(NamedTuple):
    """Sets a variable."""

    name: str
    value: Expression


class Put(NamedTuple):
    """Puts a row's value into a column."""

    column: str
    row: str
    value: Expression


class Append(NamedTuple):
    """Adds a value to a list."""

    list: str
    value: Expression


class Branch(NamedTuple):
    """Does the one or the other."""

    test: Expression
    then: "Block"
    other: "Block"


class Each(NamedTuple):
    """Does the body for each number from 0 to below `times`, which the variable `row` holds."""

    row: str
    times: Expression
    body: "Block"


class Once(NamedTuple):
    """Does the body, which `Leave` leaves."""

    body: "Block"


class Leave(NamedTuple):
    """Leaves the innermost `Once` or round of an `Each`."""


class Need(NamedTuple):
    """Leaves where a variable or cell is None."""

    value: Expression


class Count(NamedTuple):
    """Adds to the work: `parts` as many times as `times` says. With `checked` too much of it is refused."""

    parts: int
    times: Expression
    checked: bool


class Refuse(NamedTuple):
    """Refuses for a reason; `no_value` for a parameter that has none on the day. Only in programs."""

    code: str
    parameter: str = ""


class Stop(NamedTuple):
    """Refuses: `code` names the reason, `id` what it is about."""

    code: str
    id: str


class At(NamedTuple):
    """From here on it is about the step of this number; at one more than the last, about the outcomes."""

    step: int


Statement = Set | Put | Append | Branch | Each | Once | Leave | Need | Count | Refuse | Stop | At
Block = Sequence[Statement]


class Argument(NamedTuple):
    """Something given to a program: the variable it comes in, what it is, of a row's field the list it belongs to.

    All fields of a list come as lists of equal length, a column each. A scaled number is given as its whole number.
    """

    variable: str
    id: str
    shape: Shape
    rows: str = ""


class Result(NamedTuple):
    """What a step came to: the variable that holds it, None where it was skipped. With `rows` it is a list, with None
    for a row that was skipped."""

    variable: str
    id: str
    shape: Shape
    rows: str = ""


class Code(NamedTuple):
    """A program: what it is given, what it gives, and the statements between. `variables` are all that are set, but for
    what is given and counted by loops. Outcomes are variables that hold whether each is said."""

    arguments: tuple[Argument, ...]
    parameters: tuple[Argument, ...]
    results: tuple[Result, ...]
    outcomes: tuple[Argument, ...]
    variables: tuple[str, ...]
    body: Block


class TreeCode(NamedTuple):
    """A single formula: what leads to its value, and the value. It is given `names`, and a frame with all else; the
    names that an aggregate's rows stand on are `outside`."""

    variables: tuple[str, ...]
    body: Block
    value: Expression
