"""The sources of the project with their comments told from their code, for the checks beside this file."""

import pathlib
import re
import sys

# Comments, then literals (a // inside a literal is no comment), then raw literals.
TOKENS = re.compile(r'R"(?P<mark>[^()\\ ]{0,16})\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/', re.S)


def source_files(root):
    return sorted(file for pattern in ("*.h", "*.cpp") for file in (root / "src").rglob(pattern))


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def code_of(text):
    """The text with its comments blanked; lines and columns stay."""
    return TOKENS.sub(lambda token: _blank(token[0]) if token[0].startswith(("//", "/*")) else token[0], text)


def comments_of(text):
    """The text with everything but comments blanked."""
    parts, end = [], 0
    for token in TOKENS.finditer(text):
        parts.append(_blank(text[end:token.start()]))
        parts.append(token[0] if token[0].startswith(("//", "/*")) else _blank(token[0]))
        end = token.end()
    return "".join(parts) + _blank(text[end:])


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


class Check:
    """Collects complaints; `finish` prints them and ends the program."""

    def __init__(self, rule):
        self.rule, self.complaints = rule, []
        self.root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2])

    def complain(self, file, line, what):
        place = file.relative_to(self.root) if file.is_absolute() else file
        self.complaints.append(f"{place}:{line}: {what}" if line else f"{place}: {what}")

    def finish(self):
        if not self.complaints:
            sys.exit(0)
        print(self.rule)
        print("\n".join("  " + complaint for complaint in self.complaints))
        sys.exit(1)
