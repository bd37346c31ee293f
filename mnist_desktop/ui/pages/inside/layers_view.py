"""Pictures of all layers, what speaks for and against each digit, and below them how a single value comes about."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from mnist_desktop.reading.layer_views import LayerViews
from mnist_desktop.ui.pages.inside import layers_words
from mnist_desktop.ui.pages.inside.layers_detail import LayerDetail
from mnist_desktop.ui.pages.inside.layers_maps import FeatureMaps
from mnist_desktop.ui.pages.inside.layers_votes import DigitVotes
from mnist_desktop.ui.style.theme import Theme
from mnist_desktop.ui.widgets.layout import label

SPACING: Final = 6  # pixels, as all below
BETWEEN: Final = 14
MARGIN: Final = 3  # above and below the maps, for the rings
IN_VIEW: Final = 20  # around a pixel that a key chose


class LayersView(QWidget):
    """Shows `LayerViews`, and explains the pixel or the digit that is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self._empty = _wrapped("layersEmpty", self.tr("Draw a digit to see what each layer makes of it."))
        self._legend = _wrapped("layersLegend", "")
        self._maps, self._votes, self._detail = FeatureMaps(), DigitVotes(), LayerDetail()
        self._votes_title, self._votes_sentence = label("", "title"), _wrapped("votesSentence", "")
        self._votes_part = self._with_words()
        self._content = QWidget()
        self._scroll = self._scrolled()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        for each in (self._empty, self._legend):
            layout.addWidget(each)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._detail)
        self._connect()
        self._votes_part.hide()
        self._explain()

    def show_views(self, views: LayerViews) -> None:
        """Show these in place of the last ones."""
        self._empty.setVisible(not views.votes)
        self._votes_part.setVisible(bool(views.votes))
        self._votes_title.setText(layers_words.votes_title(views.last))
        self._votes.show_votes(views.votes)
        self._maps.show_maps(views.maps)
        self._explain()

    def set_theme(self, theme: Theme) -> None:
        for each in (self._maps, self._votes, self._detail):
            each.set_theme(theme)
        colours = ((theme.accent, self.tr("above 0, or for")), (theme.warning, self.tr("below 0, or against")))
        parts = [f'<span style="color:{colour}">■</span> {text}' for colour, text in colours]
        scale = self.tr("strongest: the largest of a layer, or of a pattern")
        self._legend.setText(" · ".join((*parts, self.tr("blank: 0"), scale)))

    def _with_words(self) -> QWidget:
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, BETWEEN, 0, 0)
        layout.setSpacing(0)
        self._votes_sentence.setText(layers_words.votes_sentence())
        for each in (self._votes_title, self._votes_sentence, self._votes):
            layout.addWidget(each)
        return part

    def _scrolled(self) -> QScrollArea:
        scroll = QScrollArea()
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(0, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(0)
        layout.addWidget(self._maps)
        layout.addWidget(self._votes_part)
        layout.addStretch(1)
        scroll.setWidget(self._content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for each in (self._content, scroll.viewport()):
            each.setAutoFillBackground(False)
        return scroll

    def _connect(self) -> None:
        self._maps.place_changed.connect(self._explain)
        self._votes.digit_changed.connect(self._explain)
        self._maps.place_chosen.connect(self._follow_maps)
        self._votes.digit_chosen.connect(self._follow_votes)

    def _explain(self) -> None:
        """Explain what is looked at; one of the two at most is."""
        place, vote, words = self._maps.place, self._votes.vote, ""
        if place is not None:
            maps = self._maps.maps[place.layer]
            found = maps.explain(place.map, place.row, place.column)
            words = layers_words.about(maps, place.map, found, self.locale())
            self._detail.show_explained(found, words)
        elif vote is not None:
            self._detail.show_explained(vote, layers_words.about_vote(vote, self.locale()))
        else:
            self._detail.show_explained(None, layers_words.hint())
        self._maps.setAccessibleDescription(words)

    def _follow_maps(self) -> None:
        """Keep what was chosen in view, and look at it alone."""
        self._votes.choose(None)
        place = self._maps.place
        if place is not None:
            self._bring(self._maps, self._maps.area_of(place))

    def _follow_votes(self) -> None:
        self._maps.choose(None)
        vote = self._votes.vote
        if vote is not None:
            self._bring(self._votes, self._votes.area_of(vote.digit))

    def _bring(self, shown: QWidget, area: QRect) -> None:
        centre = shown.mapTo(self._content, area.center())
        self._scroll.ensureVisible(centre.x(), centre.y(), 0, area.height() // 2 + IN_VIEW)


def _wrapped(name: str, text: str) -> QLabel:
    words = label(text, "caption")
    words.setObjectName(name)
    words.setWordWrap(True)
    words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return words
