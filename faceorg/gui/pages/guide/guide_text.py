"""Markdown of the guide -> a page of text in the colours of the theme, with headings that can be scrolled to."""

from __future__ import annotations

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from faceorg.gui.look.theme import GRID, Theme
from faceorg.gui.words.i18n import tr
from faceorg.guide import anchor

# Longer lines are hard to read, however wide the window is.
WIDEST_TEXT = 88 * GRID
MARGIN = 3 * GRID
LINE_HEIGHT_PERCENT = 125.0
# Of the base size, by the level of a heading.
HEADING_SCALE = {1: 1.7, 2: 1.25, 3: 1.1}


class GuideText(QTextBrowser):
    """Shows one chapter.

    Signals
    -------
    followed(str) : a link of the guide was clicked: "review.md#strips"
    """

    followed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._markdown = theme, ""
        self._words: tuple[str, ...] = ()
        self.setOpenLinks(False)
        self.setAcceptDrops(False)
        self.setAccessibleName(tr("Guide"))
        self.setObjectName("guideText")
        self.anchorClicked.connect(self._on_link)
        theme.changed.connect(self._lay_out)

    def show_markdown(self, text: str, wanted: str = "", words: tuple[str, ...] = ()) -> None:
        """Show a chapter from its top, or from a heading (its anchor), with some words marked in it."""
        if (text, words) != (self._markdown, self._words):
            self._markdown, self._words = text, words
            self._lay_out()
        # Where a heading stands is known once the text has its width.
        QTimer.singleShot(0, self, lambda: self._scroll_to(wanted))

    def _on_link(self, url: QUrl) -> None:
        self.followed.emit(url.toString())

    def _lay_out(self) -> None:
        document = QTextDocument(self)
        document.setDefaultFont(self.font())
        document.setMarkdown(self._markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        block = document.begin()
        while block.isValid():
            self._style(QTextCursor(block), block)
            block = block.next()
        self.setDocument(document)
        self._set_margins()
        self.setExtraSelections([made for word in self._words for made in self._marks(word)])

    def _style(self, cursor: QTextCursor, block: QTextBlock) -> None:
        shape = block.blockFormat()
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        letters = QTextCharFormat()
        if level := shape.headingLevel():
            letters.setFontPointSize(self.font().pointSizeF() * HEADING_SCALE.get(level, 1.0))
            letters.setFontWeight(QFont.Weight.DemiBold)
            shape.setTopMargin(0 if level == 1 else 3 * GRID)
            shape.setBottomMargin(GRID)
            cursor.mergeCharFormat(letters)
        elif shape.hasProperty(QTextFormat.Property.BlockCodeFence):
            letters.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            shape.setBackground(self._theme.color("field"))
            shape.setLeftMargin(2 * GRID)
            cursor.mergeCharFormat(letters)
        else:
            shape.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if not block.textList():
                shape.setBottomMargin(1.5 * GRID)
        QTextCursor(block).setBlockFormat(shape)

    def _marks(self, word: str) -> list[QTextEdit.ExtraSelection]:
        found = []
        cursor = self.document().find(word)
        while not cursor.isNull():
            made = QTextEdit.ExtraSelection()
            made.cursor = cursor
            made.format.setBackground(QColor(self._theme.color("accent_soft")))
            found.append(made)
            cursor = self.document().find(word, cursor)
        return found

    def _scroll_to(self, wanted: str) -> None:
        top = 0.0
        block = self.document().begin()
        while wanted and block.isValid():
            if block.blockFormat().headingLevel() and anchor(block.text()) == wanted:
                top = self.document().documentLayout().blockBoundingRect(block).top() - GRID
                break
            block = block.next()
        self.verticalScrollBar().setValue(round(top))

    def _set_margins(self) -> None:
        frame = self.document().rootFrame()
        shape = frame.frameFormat()
        room = max(self.viewport().width(), 2 * MARGIN)
        shape.setLeftMargin(MARGIN)
        shape.setRightMargin(max(MARGIN, room - WIDEST_TEXT - MARGIN))
        shape.setTopMargin(GRID)
        shape.setBottomMargin(4 * GRID)
        frame.setFrameFormat(shape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()
