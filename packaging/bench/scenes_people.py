"""What is done in the window before each picture of people: their pages, groups without a name, questions.

A method a picture, named as its file. Each starts at People with nothing selected, whatever was done before it; the
pictures of photos and of the rest are in scenes.py.
"""

from __future__ import annotations

from typing import Any

from studio import Studio


class PeopleScenes(Studio):
    """The pictures, in the order they are taken."""

    # ------------------------------------------------------------ people
    def people(self) -> None:
        self.session.go("people")
        self.wait(lambda: self.page.model.group_count() and self.page.model.people_count())
        self.page.grid.setCurrentIndex(self.page.model.index(1, 0))

    def people_hidden(self) -> None:
        self.people()
        self.page.hidden.click()

    def people_selected(self) -> None:
        self.people()
        self.page.grid.select_rows([0, 2])

    def people_hover(self) -> None:
        self.people()
        self.hover(self.page.grid.viewport(), self.page.grid.visualRect(self.page.model.index(2, 0)).center())

    def people_order(self) -> None:
        self.people()
        self.page.order.showPopup()

    def people_menu(self) -> None:
        self.people()
        self.right_click(self.page.grid, 1)

    def rename(self) -> None:
        self.people()
        self.key("F2")

    def search(self) -> None:
        self.people()
        self.window.search.setFocus()
        self.type("ho")

    # ------------------------------------------------------------ unnamed
    def unnamed(self) -> None:
        self.session.go("unnamed")
        self.wait(lambda: self.page.model.rowCount())
        self.page.model.toggle_left_out(0, self.page.model.cluster(0).face_ids[1])

    def naming(self) -> None:
        self.unnamed()
        self.settle()
        self.page.rows.make_row_current(1)
        self.type("le")

    def same_name(self) -> None:
        self.unnamed()
        self.page.rows.make_row_current(0)
        self.type("Penny")
        self.key("Return")
        self.wait(self.window.open_sheet)

    def singles(self) -> None:
        self.session.go("unnamed")
        self.wait(lambda: self.page.model.rowCount())
        self.page.what.button("singles").click()
        self.wait(lambda: self.page.model.rowCount() and len(self.page.model.cluster(0).face_ids) == 1)

    def aside(self) -> None:
        self.session.go("unnamed")
        self.page.what.button("aside").click()

    def group(self) -> None:
        self.session.go("unnamed")
        self.page.what.button("groups").click()
        self.wait(lambda: self.page.model.rowCount() and len(self.page.model.cluster(0).face_ids) > 1)
        self.session.go("unnamed", self.page.model.cluster(0).id)
        self.wait(lambda: self.page.group.faces())

    # ------------------------------------------------------------ a person
    def person_page(self) -> None:
        self._person("Howard")
        self.page.grid.select_rows([0, 1])

    def person_strip(self) -> None:
        self._person("Penny")
        self.page.strip.setFocus()

    def person_menu(self) -> None:
        self._person("Howard")
        self.right_click(self.page.grid, 1)

    def person_more(self) -> None:
        self._person("Howard")
        from faceorg.gui.look.widgets import IconButton

        self.page.header.findChild(IconButton).click()

    def person_rename(self) -> None:
        self._person("Howard")
        self.key("F2")

    def person_fit(self) -> None:
        self._person("Howard")
        self.page.header.order.button("fit").click()
        self.wait(lambda: not self.page.grid.sections)

    def _person(self, name: str) -> None:
        self.session.go("person", self.person(name))
        self.wait(lambda: self.page.model.rowCount())

    def born(self) -> None:
        self._person("Penny")
        self.key("Ctrl+D")
        self.wait(self.window.open_sheet)

    def merge(self) -> None:
        from faceorg.gui.sheets.merge import MergeSheet

        self.people()
        MergeSheet.ask(self.session, self.window, [self.person("Leonard"), self.person("Sheldon")])
        self.wait(self.window.open_sheet)

    def split(self) -> None:
        self._person("Leonard")
        self.key("Ctrl+Shift+S")
        self.wait(self.window.open_sheet)
        self.window.open_sheet().dial.setValue(18)
        self.wait(lambda: self.window.open_sheet()._groups)

    def move(self) -> None:
        self._person("Howard")
        self.page.grid.select_rows([0, 1, 2])
        self.key("Ctrl+Shift+M")

    # ------------------------------------------------------------ review
    def review(self) -> None:
        """The first question: mostly who a large group is."""
        self._ask("page", lambda question: True)

    def review_one(self) -> None:
        """ "Is this Penny?", about one face, with what speaks for it."""
        self._ask("one", lambda question: question.kind == "is_this")
        self.wait(lambda: self.page.data and self.page.data.evidence)

    def review_strip(self) -> None:
        self._ask("strip", lambda question: question.kind == "is_this" and len(question.faces) > 1)

    def review_off(self) -> None:
        """A face clicked off, and the keyboard among the faces."""
        self._ask("page", lambda question: question.kind == "is_this" and len(question.faces) > 1)
        self.settle()
        self.page.card.keyboard_here()
        self.page.card.toggle(1)

    def review_apart(self) -> None:
        """One of the faces is somebody else, and gets that name at its place."""
        self.review_off()
        self.page.card.ask_apart()
        self.type("le")

    def review_plates(self) -> None:
        """Faces that were suggested together, one group of them clicked off and one under the mouse."""
        self._ask("page", lambda question: question.kind == "is_this" and len(question.faces) > 5)
        from dataclasses import replace

        asked = self.page.data.question
        count = len(asked.faces)
        groups = (None, *[7] * 3, *[8] * 2, None, *[9] * count)[:count]
        self._show_question(replace(asked, groups=groups))
        self.settle()
        grid = self.page.card.grid
        self.page.card.toggle(1)
        self.hover(grid.viewport(), grid.visualRect(grid.model().index(4, 0)).center())

    def review_groups(self) -> None:
        """Who are these? A page of small groups, one of them named, a face of the next clicked off."""
        self._ask_groups()
        self._name_row()
        self.page.groups.model.toggle_left_out(1, self.page.groups.model.cluster(1).face_ids[1])
        self.window.toast.dismiss()

    def review_groups_typing(self) -> None:
        self._ask_groups()
        self.page.groups.rows.make_row_current(2)
        self.type("le")

    def review_groups_apart(self) -> None:
        """A face of a row gets a name of its own."""
        self._ask_groups()
        rows = self.page.groups.rows
        where = rows.viewport().mapToGlobal(rows.visualRect(rows.model().index(1, 0)).center())
        self.page.apart.ask_at(self.page.groups.model.cluster(1).face_ids[0], where)

    def review_groups_narrow(self) -> None:
        """The same in a window of 1024 by 700."""
        self.window.resize(1024, 700)
        self._ask_groups()

    def _ask_groups(self) -> None:
        """Ask about all faces without a name as small groups of two to five."""
        from faceorg.catalog import clusters
        from faceorg.library.review.question import Question, QuestionKind

        free = [face for found in clusters.clusters(self.library.catalog, min_faces=1) for face in found.face_ids]
        sizes, groups, faces = (5, 5, 4, 3, 3, 3, 2, 2, 2, 2, 2), [], []
        for number, size in enumerate(sizes):
            taken, free = free[:size], free[size:]
            faces += taken
            groups += [1000 + number] * len(taken)
        count = len(faces)
        self._show_question(
            Question(QuestionKind.WHO_ARE_THESE, tuple(faces), (1.0,) * count, count, groups=tuple(groups)), queued=True
        )
        self.page.groups.take_hand()

    def _name_row(self) -> None:
        """As if the row in hand had got a name: the pictures do not change the library."""
        naming = self.page.groups.naming
        cluster = naming.current_group()
        naming.next_after(cluster.id, 0)
        naming.named.emit(cluster)

    def review_pair(self) -> None:
        """Are these two one person?"""
        from faceorg.library.review.question import Question, QuestionKind

        ids = self.person("Leonard"), self.person("Howard")
        faces = self.session.library.catalog
        from faceorg.catalog import face_rows

        shown = tuple(face_row.face_id for face_row in face_rows.of_person(faces, ids[1]))
        self._show_question(Question(QuestionKind.ARE_THEY_ONE, shown, (0.8,) * len(shown), 1.0, ids[0], ids[1]))

    def review_doubt(self) -> None:
        """Is this really Howard?"""
        from faceorg.catalog import face_rows
        from faceorg.library.review.question import Question, QuestionKind

        person_id = self.person("Howard")
        face_id = face_rows.of_person(self.library.catalog, person_id)[0].face_id
        self._show_question(Question(QuestionKind.NOT_THIS, (face_id,), (0.7,), 1.0, person_id))

    def _ask(self, at_once: str, fits: Any) -> None:
        """Put questions off until one fits."""
        self.session.go("review")
        self.page.choose_size(at_once)
        self.wait(lambda: self.page.data)
        for _n in range(100):
            if fits(self.page.data.question):
                return
            before = self.page.data.question.key
            self.key("Space")
            self.wait(lambda before=before: self.page.data and self.page.data.question.key != before)
        raise LookupError("no such question waits")

    def _show_question(self, question: Any, *, queued: bool = False) -> None:
        """queued : put it into the page's queue, too, so that it can be answered in part"""
        from faceorg.gui.pages.review.card_data import read_card

        self._ask("page", lambda question: True)
        page = self.page
        page.show_questions = lambda *_found: None  # a reading that is under way must not put the real question back
        if queued:
            page.queue._waiting.insert(0, question)
        page._show(read_card(self.library, self.session.helper, question))
        self.finish = lambda: page.__dict__.pop("show_questions", None)
