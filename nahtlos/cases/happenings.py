"""What happens to files, for those who stand above the case file and have to follow: told inside the transaction.

A receiver runs as the job `linkage` of the workspace in the actor's district; what it raises takes everything back.
"""

from __future__ import annotations

from django.dispatch import Signal

#: An office has spoken of these people. actor: Actor; joining: people of whom it has said something for the first time;
#: batch: UUID of the import or None.
office_has_spoken = Signal()
#: An office has taken back what it said of these people. actor: Actor; people: set[UUID].
office_has_withdrawn = Signal()
#: Two files become one. kept, gone: UUID. A receiver moves its rows and returns {"app.Model": [ids]}, so that they can go back.
files_merge = Signal()
#: These files are about to vanish with the import they came from. people: set[UUID]. A receiver returns those of them in
#: which somebody has written something herself: they stay.
written_by_hand = Signal()
#: A case is about to be closed by hand. case: Case. A receiver returns a sentence for the user that says why not yet, or "".
closing_asked = Signal()
#: A file has come from another district. actor: Actor of the receiver; old, new: UUID of the person there and here; facts:
#: {UUID of a statement there: UUID of the same here}. A receiver brings along what hangs on statements.
file_moved = Signal()
