"""The style sheet, for what a palette cannot set: cards, flat controls and fields, and label roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mnist_desktop import paths

if TYPE_CHECKING:
    from mnist_desktop.ui.style.theme import Theme

MARKS: Final = ("up", "up-disabled", "down", "down-disabled", "tick")  # file names, in a folder for each theme


def style_sheet(theme: Theme) -> str:
    """Return the style sheet in a theme's colours, for Qt's widgets and, by class name, this package's."""
    mark = {name: _image(theme, name) for name in MARKS}
    return f"""
Card {{ background: {theme.card}; border: 1px solid {theme.card_border}; border-radius: 12px; }}
MessageBar {{ background: {theme.warning_card}; border: 1px solid {theme.warning}; border-radius: 8px; }}
MessageBar QLabel {{ color: {theme.warning}; }}
QLabel[role="title"] {{ font-weight: 600; }}
QLabel[role="caption"] {{ color: {theme.muted}; }}
QLabel[role="gain"] {{ color: {theme.accent}; font-weight: 600; }}
QLabel[role="loss"] {{ color: {theme.warning}; font-weight: 600; }}
QLabel[role="mark"] {{
    color: {theme.warning}; background: {theme.warning_card}; border-radius: 6px; padding: 3px 0; font-weight: 600;
}}
QLabel[role="headline"], QLabel[role="placeholder"] {{ font-size: 17px; font-weight: 600; }}
QLabel[role="placeholder"] {{ color: {theme.muted}; font-weight: 400; }}
QLabel[role="task"] {{ font-size: 24px; font-weight: 600; color: {theme.accent}; }}
QToolButton, QPushButton, QComboBox, QAbstractSpinBox, QLineEdit {{
    background: {theme.card}; color: {theme.text};
    border: 1px solid {theme.card_border}; border-radius: 7px; padding: 6px 11px;
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent};
}}
QToolButton {{ padding: 6px 5px 6px 11px; }}
QComboBox {{ padding-left: 9px; padding-right: 0; }}
QLineEdit {{ padding: 6px; }}
QAbstractSpinBox {{ padding: 5px 0 4px 0; }}
QAbstractSpinBox QLineEdit, QTreeView QLineEdit {{ border: none; border-radius: 0; padding: 0; }}
QAbstractSpinBox QLineEdit {{ background: transparent; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    subcontrol-origin: border; width: 18px; border: none; background: transparent;
}}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; padding: 4px 2px 0 0; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; padding: 0 2px 4px 0; }}
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow {{ width: 9px; height: 6px; }}
QAbstractSpinBox::up-arrow {{ image: {mark["up"]}; }}
QAbstractSpinBox::up-arrow:disabled, QAbstractSpinBox::up-arrow:off {{
    image: {mark["up-disabled"]};
}}
QAbstractSpinBox::down-arrow {{ image: {mark["down"]}; }}
QAbstractSpinBox::down-arrow:disabled, QAbstractSpinBox::down-arrow:off {{
    image: {mark["down-disabled"]};
}}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: {mark["down"]}; width: 12px; height: 8px; }}
QComboBox::down-arrow:disabled {{ image: {mark["down-disabled"]}; }}
QComboBox QAbstractItemView {{
    background: {theme.card}; color: {theme.text}; border: 1px solid {theme.card_border};
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent};
}}
QToolButton:hover, QPushButton:hover, QComboBox:hover {{ background: {theme.hover}; }}
QToolButton:pressed, QPushButton:pressed {{ background: {theme.track}; }}
QToolButton:focus, QPushButton:focus, QComboBox:focus, QAbstractSpinBox:focus, QLineEdit:focus {{
    border-color: {theme.accent};
}}
QToolButton:disabled, QPushButton:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QLineEdit:disabled {{
    color: {theme.disabled};
}}
QToolButton[role="primary"], QToolButton[role="small-primary"] {{
    background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent};
}}
QToolButton[role="primary"]:focus, QToolButton[role="small-primary"]:focus {{ border-color: {theme.text}; }}
QToolButton[role="primary"]:disabled {{
    background: {theme.track}; color: {theme.disabled}; border-color: {theme.card_border};
}}
QToolButton[role="small"], QToolButton[role="small-primary"] {{ padding: 4px 10px; }}
QToolButton[role="compact"] {{ padding: 4px 4px 4px 9px; }}
QToolButton[role="danger"] {{
    background: {theme.warning_card}; color: {theme.warning}; border-color: {theme.warning};
}}
QToolButton[role="chosen"] {{ color: {theme.accent}; border-color: {theme.accent}; }}
QToolButton[role="segment"] {{ color: {theme.muted}; background: transparent; border: none; padding: 5px 8px; }}
QToolButton[role="segment"]:hover {{ color: {theme.text}; }}
QToolButton[role="segment"]:checked {{ background: {theme.track}; color: {theme.text}; font-weight: 600; }}
QToolButton[role="quiet"] {{ background: transparent; border-color: transparent; padding: 5px; }}
QToolButton[role="quiet"]:hover, QToolButton[role="quiet"]:checked {{ background: {theme.track}; }}
QToolButton[role="quiet"]:focus {{ border-color: {theme.accent}; }}
QToolButton[role="menu"] {{ padding-right: 10px; }}
QToolButton::menu-indicator {{
    image: {mark["down"]}; width: 9px; height: 6px; right: 9px;
    subcontrol-origin: border; subcontrol-position: right center;
}}
QToolButton::menu-indicator:disabled {{ image: {mark["down-disabled"]}; }}
QCheckBox {{ color: {theme.text}; spacing: 8px; }}
QCheckBox:disabled {{ color: {theme.disabled}; }}
QCheckBox::indicator, QTreeView::indicator {{
    width: 12px; height: 12px; padding: 1px;
    border: 1px solid {theme.muted}; border-radius: 4px; background: {theme.card};
}}
QCheckBox::indicator:checked, QTreeView::indicator:checked {{
    background: {theme.accent}; border-color: {theme.accent}; image: {mark["tick"]};
}}
QCheckBox::indicator:focus {{ border: 2px solid {theme.text}; padding: 0; }}
QCheckBox::indicator:disabled {{ border-color: {theme.disabled}; }}
QCheckBox::indicator:checked:disabled {{ background: {theme.disabled}; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {theme.disabled}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 30px; }}
QScrollBar::handle:horizontal {{ min-width: 30px; }}
QScrollBar::handle:hover {{ background: {theme.muted}; }}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QTabWidget::pane {{ border: none; }}
QTabBar {{ font-weight: 600; }}
QTabBar::tab {{
    background: transparent; color: {theme.muted}; border: none; border-radius: 7px; padding: 6px 7px;
    margin-right: 4px;
}}
QTabBar::tab:hover {{ color: {theme.text}; background: {theme.hover}; }}
QTabBar::tab:selected {{ background: {theme.track}; color: {theme.text}; }}
QTabBar::tab:focus {{ border: 1px solid {theme.accent}; }}
QSplitter::handle {{ background: transparent; }}
QProgressBar {{ background: {theme.track}; border: none; border-radius: 2px; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: 2px; }}
Gallery, LearningPanel {{ background: {theme.paper}; border: 1px solid {theme.card_border}; border-radius: 8px; }}
Gallery {{ outline: none; }}
Gallery:focus {{ border-color: {theme.accent}; }}
NudgePane {{ border: 1px solid {theme.card_border}; border-radius: 8px; }}
NudgePane:focus {{ border-color: {theme.accent}; }}
LayerDetail {{ border: none; border-top: 1px solid {theme.card_border}; }}
PlotFrame {{ background: {theme.paper}; border: 1px solid {theme.card_border}; border-radius: 10px; }}
QLabel#crosshair {{
    background: {theme.card}; color: {theme.text};
    border: 1px solid {theme.card_border}; border-radius: 6px; padding: 5px;
}}
Notice {{ background: {theme.hover}; border: 1px solid {theme.card_border}; border-radius: 8px; }}
QTreeView, QTableView {{
    background: {theme.paper}; color: {theme.text}; border: 1px solid {theme.card_border}; border-radius: 8px;
    outline: none;
}}
QTreeView::item {{ padding: 5px 2px; }}
QTreeView::item:hover {{ background: {theme.hover}; }}
QTreeView::item:selected {{ background: {theme.track}; color: {theme.text}; }}
QTreeView:focus, QTableView:focus {{ border-color: {theme.accent}; }}
ConfusionMatrix {{ background: transparent; border: none; }}
ConfusionMatrix QHeaderView::section, ConfusionMatrix QTableCornerButton::section {{
    background: transparent; border: none; padding: 3px;
}}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{
    background: transparent; color: {theme.muted}; border: none; padding: 5px 4px;
    border-bottom: 1px solid {theme.card_border};
}}
QTableCornerButton::section {{ background: transparent; border: none; }}
MessageBar QToolButton {{ background: transparent; border-color: transparent; padding: 3px; }}
MessageBar QToolButton#messageActionButton {{
    color: {theme.warning}; border-color: {theme.warning}; padding: 3px 10px;
}}
MessageBar QToolButton:hover, MessageBar QToolButton:focus {{ border-color: {theme.warning}; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {theme.track}; }}
QSlider::sub-page:horizontal {{ border-radius: 2px; background: {theme.accent}; }}
QSlider::handle:horizontal {{ width: 14px; margin: -5px 0; border-radius: 7px; background: {theme.accent}; }}
QSlider::handle:horizontal:focus {{ border: 2px solid {theme.text}; width: 10px; }}
QMenuBar {{ background: {theme.window}; padding: 3px 7px; }}
QMenuBar::item {{ background: transparent; padding: 4px 9px; border-radius: 5px; }}
QMenuBar::item:selected {{ background: {theme.track}; }}
QStatusBar {{ color: {theme.muted}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {theme.muted}; }}
QToolTip {{ color: {theme.text}; background: {theme.card}; border: 1px solid {theme.card_border}; padding: 4px; }}
"""


def mark_file(theme: Theme, name: str) -> str:
    """Return the file of a mark in the folder of icons."""
    return f"{theme.name}/{name}.svg"


def _image(theme: Theme, name: str) -> str:
    """Return a mark for the style sheet, or none if its file is missing: Qt would warn at every paint."""
    file = mark_file(theme, name)
    return f"url(icons:{file})" if (paths.icons() / file).is_file() else "none"
