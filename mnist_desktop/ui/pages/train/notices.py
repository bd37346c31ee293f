"""Notices that appear when the user can decide something, and disappear afterwards. They are not dialogs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton

from mnist_desktop.runs.hints import Hint, HintKind
from mnist_desktop.runs.history import History
from mnist_desktop.runs.scores import Score
from mnist_desktop.ui.style import icons
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.words.test_scores import read_right
from mnist_desktop.words.typed_numbers import as_text

NO_BREAK: Final = "\N{NO-BREAK SPACE}"


class Notice(QFrame):
    """A text of any length with buttons at its right."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._text = QLabel()
        self._text.setObjectName(f"{name}Text")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 6, 6)
        self._row.setSpacing(6)
        self._row.addWidget(self._text, 1)
        self.hide()

    def say(self, text: str) -> None:
        """Show plain text. An empty text hides the notice."""
        self._text.setText(text.replace(" %", f"{NO_BREAK}%"))
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def _add_button(self, name: str, text: str = "", role: str = "small") -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setProperty("role", role)
        button.setText(text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(self.hide)
        self._row.addWidget(button)
        return button


class HintBar(Notice):
    """A hint about the run, and a button that applies its plan."""

    hint_applied = Signal(object)  # Hint

    def __init__(self) -> None:
        super().__init__("hintBar")
        self._hint: Hint | None = None
        self._put_away: HintKind | None = None
        self._waits = False
        self._apply = self._add_button("applyHintButton")
        self._apply.clicked.connect(lambda: self.hint_applied.emit(self._hint))
        self._dismiss = self._add_button("dismissHintButton", role="quiet")
        self._dismiss.setIconSize(QSize(icons.SIDE, icons.SIDE))
        self._dismiss.setToolTip(self.tr("Dismiss"))
        self._dismiss.setAccessibleName(self.tr("Dismiss the hint"))
        self._dismiss.clicked.connect(self._remember)

    def show_hint(self, hint: Hint | None) -> None:
        """Show a hint. None hides it. A hint of the kind that was just dismissed stays hidden."""
        self._hint = hint
        if hint is None or hint.kind is self._put_away or self._waits:
            self.say("")
        else:
            words, action = self._words_of(hint)
            self._apply.setText(action)
            self.say(words)

    def set_waiting(self, waits: bool) -> None:
        """Hide the hint while another question is shown."""
        self._waits = waits
        self.show_hint(self._hint)

    def forget_dismissal(self) -> None:
        """Allow all hints again, for another run."""
        self._put_away = None

    def set_theme(self, theme: Theme) -> None:
        self._dismiss.setIcon(icons.icon(icons.Glyph.CLOSE, theme.muted, theme.disabled))

    def _remember(self) -> None:
        self._put_away = self._hint.kind if self._hint else None

    def _words_of(self, hint: Hint) -> tuple[str, str]:
        rate = as_text(hint.plan.config.learning_rate, self.locale())
        use_rate = (self.tr("Use {0}") if hint.live else self.tr("Try {0}")).format(rate)
        return {
            HintKind.DIVERGED: (
                self.tr("The loss ran away: each step goes too far. Lower the learning rate."),
                use_rate,
            ),
            HintKind.DIGITS_LOST: (
                self.tr("Some digits are never read any more: the ReLU on the last layer keeps them at zero."),
                self.tr("Without it"),
            ),
            HintKind.UNITS_DEAD: (
                self.tr("Most units of a layer are dead: they put out 0 whatever they see. Lower the learning rate."),
                use_rate,
            ),
            HintKind.STEPS_TOO_LARGE: (
                self.tr("Each step changes the weights so much that nothing settles. Lower the learning rate."),
                use_rate,
            ),
            HintKind.GRADIENTS_VANISH: (
                self.tr("The error hardly reaches the first layer. Adam gives each weight steps of its own size."),
                self.tr("Try {0}").format(hint.plan.config.optimizer),
            ),
            HintKind.STUCK: (self.tr("It is still guessing. A lower learning rate may get it going."), use_rate),
            HintKind.RATE_TOO_LOW: (
                self.tr("It learns slowly: with a higher learning rate it gets there sooner."),
                use_rate,
            ),
            HintKind.OVERFITTING: (
                self.tr("It begins to learn by heart: what it has not seen it reads worse. Augmentation helps."),
                self.tr("Augment"),
            ),
        }[hint.kind]


class DecisionBar(Notice):
    """Asks after a run whether to keep its weights."""

    keep_requested = Signal()
    discard_requested = Signal()

    def __init__(self) -> None:
        super().__init__("decisionBar")
        self._add_button("keepButton", self.tr("Keep"), "small-primary").clicked.connect(self.keep_requested)
        self._add_button("discardButton", self.tr("Discard")).clicked.connect(self.discard_requested)

    def show_decision(self, history: History | None, factory: Sequence[Score]) -> None:
        """Ask about an ended run and show the factory weights' scores. None hides the question."""
        self.say("" if history is None else self._question(history, factory))

    def _question(self, history: History, factory: Sequence[Score]) -> str:
        if not history.tests:
            return self.tr("{0} was not scored on the test set. Keep it?").format(history.name)
        own = read_right(history.tests, self.locale())
        if not factory:
            return self.tr("{0} reads {1} right.").format(history.name, own)
        words = self.tr("{0} reads {1} right; the factory weights {2}.")
        return words.format(history.name, own, read_right(factory, self.locale()))
