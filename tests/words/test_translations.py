"""Every word that people read can be translated, and is: what lupdate sees, what Spanish has, and what escapes both."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import mnist_desktop
from mnist_desktop import paths
from mnist_desktop.words.languages import LANGUAGES, SOURCE

PACKAGE = Path(mnist_desktop.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
TOOLS = Path(sys.executable).parent
TRANSLATED = [language.code for language in LANGUAGES if language.code != SOURCE]
FOLDER = paths.translations(SOURCE).parent
GAPS = re.compile(r"\{[^}]*\}|%n|%\(\w+\)[sr]|%[sr]|\n|<[^>]+>")
MNEMONIC = re.compile(r"&\w")


@dataclass(frozen=True)
class Message:
    """A text and its translations: one, or as many as the language has plural forms."""

    context: str
    source: str
    translations: tuple[str, ...]
    is_finished: bool


def messages(file: Path) -> list[Message]:
    return [
        Message(
            context.findtext("name", ""),
            message.findtext("source", ""),
            tuple(form.text or "" for form in message.findall("translation/numerusform"))
            or (message.findtext("translation", ""),),
            message.find("translation[@type]") is None,
        )
        for context in ET.parse(file).getroot().iter("context")
        for message in context.iter("message")
    ]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """What lupdate finds in the package: context and text."""
    file = tmp_path_factory.mktemp("lupdate") / "found.ts"
    subprocess.run([TOOLS / "pyside6-lupdate", *FILES, "-ts", file], check=True, capture_output=True)
    return {(message.context, message.source) for message in messages(file)}


class Reader(ast.NodeVisitor):
    """Collects what the calls of one file ask to have translated, and what they cannot be asked for."""

    def __init__(self) -> None:
        self.marked: set[tuple[str, str]] = set()
        self.unmarked: list[str] = []
        self._classes: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        match node.func:
            case ast.Attribute(attr="tr"):
                self._mark(node, [self._classes[-1] if self._classes else ""], node.args)
            case ast.Name(id="translate" | "QT_TRANSLATE_NOOP"):
                self._mark(node, [], node.args)
        self.generic_visit(node)

    def _mark(self, node: ast.Call, context: list[str], arguments: list[ast.expr]) -> None:
        words = [each.value for each in arguments if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if len(words) < len(arguments):
            self.unmarked.append(ast.unparse(node))
        else:
            self.marked.add((*context, *words)[:2])  # type: ignore[arg-type]  # a context and a text


def read(file: Path) -> Reader:
    reader = Reader()
    reader.visit(ast.parse(file.read_text("utf-8")))
    return reader


def test_lupdate_sees_every_text_that_is_marked(found: set[tuple[str, str]]) -> None:
    marked = {each for file in FILES for each in read(file).marked}
    assert found == marked


# Texts that are marked elsewhere: in the catalog, in tables, or in the lists of argparse's and the system's words.
MARKED_ELSEWHERE = re.compile(
    r"translate\('(Catalog', [\w.]+|Pages', row\.title|(Pad|Figure)Formats', each\.name"
    r"|Stress', _(TITLES|UNITS)\[\w+\]|Layers', _SENTENCES\[type\(maps\)\]|Problems', PHRASES\[problem\.code\]"
    r"|System', from_system|argparse', text)\)"
)


def test_a_text_that_is_no_literal_is_marked_elsewhere() -> None:
    unmarked = [call for file in FILES for call in read(file).unmarked if file.name != "translation.py"]
    assert [call for call in unmarked if not MARKED_ELSEWHERE.fullmatch(call)] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_text_is_translated(code: str, found: set[tuple[str, str]]) -> None:
    known = messages(FOLDER / f"mnist-desktop_{code}.ts")
    assert {(message.context, message.source) for message in known} == found
    assert [message for message in known if not message.is_finished or not all(message.translations)] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_has_the_gaps_lines_and_tags_of_its_text(code: str) -> None:
    for message in messages(FOLDER / f"mnist-desktop_{code}.ts"):
        for translation in message.translations:
            assert sorted(GAPS.findall(translation)) == sorted(GAPS.findall(message.source)), message
            assert len(MNEMONIC.findall(translation)) == len(MNEMONIC.findall(message.source)), message
            assert [each.isspace() for each in translation[-1:]] == [each.isspace() for each in message.source[-1:]]


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_compiled_file_is_made_of_its_texts(code: str, tmp_path: Path) -> None:
    compiled = tmp_path / "made.qm"
    source = FOLDER / f"mnist-desktop_{code}.ts"
    subprocess.run([TOOLS / "pyside6-lrelease", source, "-qm", compiled], check=True, capture_output=True)
    assert compiled.read_bytes() == paths.translations(code).read_bytes()


def test_each_file_is_of_a_language_that_can_be_chosen() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {
        f"mnist-desktop_{code}.{kind}" for code in TRANSLATED for kind in ("ts", "qm")
    }


# Which arguments of a call, by place or by name, people get to read.
SHOWN: dict[str, tuple[int | str, ...]] = {
    **dict.fromkeys(("setText", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setTitle"), (0,)),
    **dict.fromkeys(("setAccessibleName", "setAccessibleDescription", "setPlaceholderText", "setHeaderLabels"), (0,)),
    **dict.fromkeys(("QLabel", "QAction", "QCheckBox", "QPushButton", "QRadioButton", "QGroupBox"), (0,)),
    **dict.fromkeys(("ElidedLabel", "CaptionOrNothing", "CheckBox", "label", "addMenu", "_menu"), (0,)),
    **dict.fromkeys(("addAction", "addItem", "addItems", "addRow", "show_message", "show_text", "say"), (0, 1)),
    **dict.fromkeys(("setPrefix", "setSuffix", "showText", "write", "print", "set_description"), (0,)),
    **dict.fromkeys(("addTab", "_segment", "setItemText", "setItemData"), (0, 1)),
    "command": (1, "about"),  # keys come after
    "describe": (1, 2, "about"),
    **dict.fromkeys(("about", "information", "warning", "critical", "question"), (1, 2)),
    **dict.fromkeys(("getSaveFileName", "getOpenFileName", "getOpenFileNames", "drawText"), (1, 3)),
    **dict.fromkeys(
        ("ArgumentParser", "add_parser", "add_argument", "add_subparsers", "add_argument_group"), ("help",)
    ),
    **dict.fromkeys(("tqdm", "set_postfix"), ("unit", "desc")),
    **dict.fromkeys(("ArgumentTypeError", "emit", "fail"), (0, 1)),
}
NAMED = ("description", "title", "epilog")  # of argparse, as well
# Names that are the same in any language, and what frames a message of the command line.
NAMES = re.compile(r"MNIST Desktop|mnist-desktop|FirstNet|CNNNet|MNIST|Qt")


def literals(node: ast.expr) -> Iterator[str]:
    """The literals a shown value is made of, but for those in calls, which are looked at by themselves."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from literals(part)
        case ast.BinOp(left=one, right=other) | ast.IfExp(body=one, orelse=other):
            yield from literals(one)
            yield from literals(other)
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.BoolOp(values=parts):
            for part in parts:
                yield from literals(part)
        case ast.Call(func=ast.Attribute(value=text, attr="format")):
            yield from literals(text)


def shown(call: ast.Call) -> Iterator[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    wanted = SHOWN.get(name, ())
    yield from (argument for place, argument in enumerate(call.args) if place in wanted)
    is_of_argparse = "help" in wanted
    for keyword in call.keywords:
        if keyword.arg in wanted or (is_of_argparse and keyword.arg in NAMED):
            yield keyword.value


def untranslated(code: str) -> list[str]:
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    texts = (text for call in calls for value in shown(call) for text in literals(value))
    return [text for text in texts if re.search(r"[^\W\d_]{2}", NAMES.sub("", text))]


@pytest.mark.parametrize("folder", ["app", "cli", "sessions", "ui", "words", "workers"])
def test_no_text_that_people_read_escapes_translation(folder: str) -> None:
    assert [text for file in (PACKAGE / folder).rglob("*.py") for text in untranslated(file.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "code",
    [
        'button.setText("Press me")',
        'button.setToolTip(f"Press {key}")',
        'label("Pen", "caption")',
        'command(self, "&Undo", "Ctrl+Z")',
        'command(self, self.tr("&Undo"), about="Take it back")',
        'print(f"mnist-desktop: it failed: {error}", file=sys.stderr)',
        'self.failed.emit("It failed: " + words)',
        'parser.add_argument("--seed", help="where chance starts")',
        'bar.write("epoch {0}".format(epoch))',
        'box.setText(self.tr("One") if one else "Many")',
    ],
)
def test_such_a_text_would_be_found(code: str) -> None:
    assert untranslated(code)
