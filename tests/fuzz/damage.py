"""What happens to files: typos of the hand, of editors and input methods, of copying, sending and merging."""

from __future__ import annotations

from hypothesis import strategies as st

# What editors, input methods and copying leave behind, and what YAML, Jinja and the formulas take for their own.
PIECES = (
    *"\t：，　{}[]\"'#|>\n\r\x00\x07\x85\u2028\u200b\u202e\ufeff\ufffd\ue000％？“”`@%*&!~-0必😀²",
    *("- ", ": ", "&a ", "*a", "!!x ", "? ", "{{", "}}", "｛｛", "{{ a.b }}", "{% x %}", "<script>", "---\n", "...\n"),
    *("<<<<<<< HEAD\n", "=======\n", "||||||| base\n", ">>>>>>> theirs\n", "  =======\n", "%YAML 1.2\n"),
    *("9" * 50, "1e999", "-0", "2026-02-30", "0000-00-00", "9999-12-31", "null", "true", "NaN", "value", "from: "),
    *("==", "**", "// 0", "9" * 30 + " * ", "(" * 300, "-" * 300, "a" * 3000),
)


@st.composite
def _accidents(draw: st.DrawFn, raw: bytes) -> bytes:
    """The file with one thing wrong."""
    rows = raw.splitlines(keepends=True) or [b"\n"]
    at = draw(st.integers(0, len(raw)))
    row, other = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, len(rows) - 1))
    match draw(st.sampled_from(["insert", "delete", "flip", "cut", "swap", "double", "join", "indent", "reencode"])):
        case "insert":
            return raw[:at] + draw(st.sampled_from(PIECES)).encode() + raw[at:]
        case "delete":
            return raw[:at] + raw[at + draw(st.integers(1, 12)) :]
        case "flip" if raw:
            at = min(at, len(raw) - 1)
            return raw[:at] + bytes([raw[at] ^ (1 << draw(st.integers(0, 7)))]) + raw[at + 1 :]
        case "cut":
            return raw[:at]
        case "swap":
            rows[row], rows[other] = rows[other], rows[row]
        case "double":
            rows.insert(other, rows[row])
        case "join":
            rows[row] = rows[row].rstrip(b"\r\n")
        case "indent":
            rows[row] = draw(st.sampled_from([b" ", b"  ", b"\t", b"    "])) + rows[row]
        case _:
            return raw.decode("utf-8", "replace").encode(draw(st.sampled_from(["gb18030", "utf-16", "utf-8-sig"])))
    return b"".join(rows)


@st.composite
def damaged(draw: st.DrawFn, raw: bytes, most: int = 3) -> bytes:
    """The bytes of a file after one to `most` accidents."""
    for _ in range(draw(st.integers(1, most))):
        raw = draw(_accidents(raw))
    return raw
