"""The papers the parties sign or keep, in German: matrix, annex, record of processing, impact assessment, deletion."""

from __future__ import annotations

from nahtlos.access.vocabulary import LABELS, DataClass, Verb
from nahtlos.core.paper.document import Block, Document, Heading, Note, Points, Table, Text
from nahtlos.rights.kit.facts import Facts, Line, Use

_LETTERS = {Verb.READ: "lesen", Verb.WRITE: "schreiben", Verb.EXPORT: "ausgeben"}
_DRAFT = (
    "Aus der laufenden Zugriffsregelung und der Vereinbarung des Landkreises erzeugt. Was hier über den Landkreis und "
    "seine Abläufe fehlt, ergänzen die Verantwortlichen; rechtlich prüfen es ihre Datenschutzbeauftragten."
)


def _names(classes: object) -> str:
    return ", ".join(LABELS[one][0] for one in classes) or "keine"  # type: ignore[attr-defined]


def _document(facts: Facts, title: str, footer: str, blocks: list[Block], *, is_wide: bool = False) -> Document:
    agreement = facts.agreement
    subtitle = f"{agreement.name}, Fassung {agreement.version}, gültig ab {agreement.in_force_from:%d.%m.%Y}"
    return Document(title, "de", subtitle, footer, blocks, is_wide)


def matrix(facts: Facts, footer: str) -> Document:
    """Who may do what with which class of data, and on which provision."""
    blocks: list[Block] = [
        Text(
            "Jede Zeile ist ein Ergebnis der Regel, nach der das Programm selbst entscheidet. Was nicht genannt ist, ist "
            "nicht erlaubt. Eine Stelle sieht nur Fälle, an denen sie beteiligt ist."
        ),
        Heading("Was erlaubt ist"),
    ]
    for line in facts.lines:
        rows = [[LABELS[use.data][0], _may(use), use.cites] for use in line.uses]
        blocks += [
            Heading(f"{line.party.name}: {line.purpose.title}", 2),
            Table(["Datenart", "Was ist erlaubt", "Grundlage"], rows, (3, 5, 6)),
        ]
    blocks += [
        Heading("Was niemand öffnen kann"),
        Text(
            f"Die Ausländerbehörde sieht nie: {_names(facts.never)}. Weder Einwilligung noch Notfall noch Einstellung "
            "ändern das. Wo eine geschützte Person wohnt, sieht nur die federführende Stelle, die Ausländerbehörde nie."
        ),
        Heading("Notfall"),
        Text(
            "Bei Gefahr für Leib und Leben kann eine Stelle mit Begründung für kurze Zeit Identität, Kontakt, "
            "Aufenthaltsort, Familie und Gesundheit lesen (Art. 6 Abs. 1 lit. d DSGVO). Jeder Notfall wird protokolliert, "
            "sofort gemeldet und nachträglich geprüft."
        ),
    ]
    return _document(facts, "Zugriffsmatrix", footer, blocks)


def _may(use: Use) -> str:
    words = ", ".join(_LETTERS[verb] for verb in use.verbs)
    if use.by_consent:
        return f"{words}, nur mit Einwilligung"
    return f"{words}, nur was die Stelle selbst beigetragen hat" if use.is_own else words


def annex(facts: Facts, footer: str) -> Document:
    """What joint controllers have to agree on (Art. 26 DSGVO)."""
    agreement = facts.agreement
    parties = [[one.name, one.address, one.officer] for one in agreement.parties]
    purposes = [
        [one.title, one.basis, ", ".join(line.party.name for line in facts.lines_of(one))] for one in facts.purposes()
    ]
    blocks: list[Block] = [
        Note(_DRAFT),
        Heading("1. Parteien"),
        Table(["Stelle", "Anschrift", "Datenschutz"], parties, (6, 5, 4)),
        Heading("2. Gegenstand"),
        Text(
            "Die Parteien begleiten geflüchtete Menschen von der ersten Beratung bis in Ausbildung und Arbeit und führen "
            "dafür eine gemeinsame Fallakte. Sie legen Zwecke und Mittel dieser Akte gemeinsam fest und sind insoweit "
            "gemeinsam Verantwortliche (Art. 26 DSGVO). Ihre eigenen Akten und Fachverfahren bleiben unberührt."
        ),
        Heading("3. Zwecke und Rechtsgrundlagen"),
        Table(["Zweck", "Rechtsgrundlage", "Stellen"], purposes, (4, 5, 6)),
        Text(
            "Ein Zweck, der hier nicht steht, ist ausgeschlossen. Empfangene Daten werden nur zu dem Zweck verwendet, zu "
            "dem sie übermittelt wurden (§ 78 SGB X)."
        ),
        Heading("4. Datenarten"),
        Text("Welche Stelle welche Datenart sieht, steht in der Zugriffsmatrix, die Teil dieser Vereinbarung ist."),
        Table(["Stelle und Zweck", "kraft Gesetzes", "nur mit Einwilligung"], [_shares(line) for line in facts.lines]),
        Heading("5. Wer was übernimmt"),
        Points(
            [
                f"Anlaufstelle für betroffene Personen (Art. 26 Abs. 1 S. 3 DSGVO) ist: {agreement.contact}. Jede Partei "
                "nimmt Anträge entgegen und leitet sie noch am selben Tag weiter.",
                "Informationen nach Art. 13 und 14 DSGVO gibt die Stelle, die eine Person zuerst aufnimmt, in ihrer "
                "Sprache aus.",
                "Auskunft (Art. 15 DSGVO) erteilt die federführende Stelle aus der gemeinsamen Akte, für alle Parteien.",
                "Eine bestrittene Angabe prüft die Stelle, von der sie stammt (Art. 16 DSGVO), und teilt das Ergebnis mit.",
                "Gelöscht wird nach dem Löschkonzept; ausgeführt wird es auf Anordnung der Datenschutzbeauftragten.",
                "Verletzungen des Schutzes personenbezogener Daten meldet, wer sie bemerkt, unverzüglich der "
                "Anlaufstelle; die betroffene Partei meldet sie innerhalb von 72 Stunden der Aufsicht (Art. 33 DSGVO).",
            ]
        ),
        Heading("6. Sicherheit"),
        Text(
            "Jeder Zugriff wird von der Anwendung und unabhängig davon von der Datenbank geprüft. Jedes Lesen, Ändern, "
            "Ausgeben und jeder abgelehnte Versuch steht in einem verketteten Protokoll, dessen Ende außerhalb der "
            "Datenbank veröffentlicht wird. Die Parteien melden ausgeschiedene Beschäftigte am selben Tag ab."
        ),
        Heading("7. Änderung"),
        Text(
            "Diese Anlage wird aus der Konfiguration erzeugt. Ändern die Parteien einen Zweck, ändert sich der Zugriff mit "
            "ihr; die neue Fassung wird unterzeichnet, bevor sie gilt."
        ),
        Heading("Unterschriften"),
        Table(["Stelle", "Ort, Datum", "Unterschrift"], [[one.name, "", ""] for one in agreement.parties], (6, 4, 5)),
    ]
    return _document(facts, "Anlage Datenschutz zur Kooperationsvereinbarung", footer, blocks)


def _shares(line: Line) -> list[str]:
    return [
        f"{line.party.name}: {line.purpose.title}",
        _names([use.data for use in line.by_statute]),
        _names([use.data for use in line.by_consent]),
    ]


def record(facts: Facts, footer: str) -> Document:
    """The record of processing activities, one entry for each purpose (Art. 30 Abs. 1 DSGVO)."""
    blocks: list[Block] = [Note(_DRAFT)]
    for place, purpose in enumerate(facts.purposes(), start=1):
        lines = facts.lines_of(purpose)
        special = [data for data in facts.classes_of(purpose) if data in (DataClass.HEALTH, DataClass.YOUTH)]
        rows = [
            ["Verantwortliche", "; ".join(f"{line.party.name}, {line.party.address}" for line in lines)],
            ["Datenschutzbeauftragte", "; ".join(dict.fromkeys(line.party.officer for line in lines))],
            ["Zweck", purpose.title],
            ["Rechtsgrundlage", purpose.basis],
            ["Betroffene Personen", "Geflüchtete und Mitglieder ihres Haushalts; Beschäftigte der Stellen (Protokoll)"],
            ["Datenarten", _names(facts.classes_of(purpose))],
            ["Besonders geschützt", _names(special)],
            ["Empfänger", "Parteien der Vereinbarung nach der Zugriffsmatrix; keine weiteren"],
            ["Drittländer", "keine Übermittlung"],
            ["Löschung", f"{purpose.keep_months} Monate nach Ende des Falls ({purpose.keep_basis})"],
            [
                "Maßnahmen (Art. 32 DSGVO)",
                "zwei unabhängige Zugriffsprüfungen, Zweckbindung, verkettetes Protokoll, Verschlüsselung der Übertragung, "
                "Rollen, gesicherte Wiederherstellung mit erneuter Löschung",
            ],
        ]
        blocks += [Heading(f"{place}. {purpose.title}"), Table(["Angabe", "Inhalt"], rows, (3, 9))]
    return _document(facts, "Verzeichnis von Verarbeitungstätigkeiten", footer, blocks)


_RISKS = (
    (
        "Neugier von Beschäftigten",
        "hoch",
        "Nur Fälle mit eigener Beteiligung; jedes Öffnen mit Zweck im Protokoll; Hinweise bei ungewöhnlich vielen, "
        "nächtlichen oder eigenen Fällen; die Person sieht, wer nachgesehen hat",
        "mittel",
    ),
    (
        "Aufenthaltsrechtliche Folgen anvertrauter Angaben",
        "sehr hoch",
        "Beratung, Gesundheit, Jugendhilfe und Ehrenamt sind für die Ausländerbehörde fest verschlossen, in der Regel "
        "selbst und nicht durch Einstellung",
        "gering",
    ),
    (
        "Aufenthaltsort geschützter Personen",
        "sehr hoch",
        "Nur die federführende Stelle; nicht in Suche, Liste, Ausgabe und Statistik",
        "mittel",
    ),
    (
        "Verwechslung zweier Personen",
        "hoch",
        "Zweifel entscheidet ein Mensch; jede Verknüpfung lässt sich ohne Verlust lösen",
        "gering",
    ),
    (
        "Falsche Auskunft des Rechtsmoduls",
        "hoch",
        "Jede Antwort nennt Vorschrift, Gründe und fehlende Angaben; keine automatisierte Einzelentscheidung",
        "mittel",
    ),
    (
        "Druck zur Einwilligung",
        "mittel",
        "Einwilligung nur, wo das Gesetz nicht schon erlaubt oder verbietet; Widerruf wirkt sofort und ohne Nachteil",
        "gering",
    ),
    (
        "Zweckentfremdung nach Übermittlung",
        "hoch",
        "Zweck in jeder Zeile des Protokolls; Ausgaben werden protokolliert; § 78 SGB X",
        "mittel",
    ),
    (
        "Zu lange Speicherung",
        "mittel",
        "Löschung nach Fristen je Zweck, mit Vorschau, Vermerk und Wiederholung nach einer Wiederherstellung",
        "gering",
    ),
    (
        "Angriff von außen",
        "hoch",
        "Datenbankrolle ohne Sonderrechte, keine fremden Dienste, kein Inhalt in Protokollen und Betreffzeilen",
        "mittel",
    ),
)


def impact(facts: Facts, footer: str) -> Document:
    """A draft of the impact assessment (Art. 35 DSGVO), for the controllers to finish."""
    blocks: list[Block] = [
        Note("Entwurf. " + _DRAFT),
        Heading("1. Warum eine Folgenabschätzung nötig ist"),
        Text(
            "Daten besonders schutzbedürftiger Menschen, darunter solche nach Art. 9 DSGVO, werden von mehreren Behörden in "
            "großem Umfang zusammengeführt (Art. 35 Abs. 1 und Abs. 3 lit. b DSGVO)."
        ),
        Heading("2. Beschreibung (Art. 35 Abs. 7 lit. a)"),
        Text(
            f"Im {facts.agreement.name} führen {len(facts.agreement.parties)} Stellen eine gemeinsame Fallakte. Angaben "
            "kommen aus Listen der Stellen und aus Gesprächen, mit Quelle, Tag und Rechtsgrundlage. Das Programm berechnet "
            "Zuständigkeiten und Fristen, erkennt Doppelte und schlägt nichts vor, was ohne Menschen wirksam würde."
        ),
        Table(
            ["Zweck", "Rechtsgrundlage", "Datenarten"],
            [[one.title, one.basis, _names(facts.classes_of(one))] for one in facts.purposes()],
            (4, 5, 6),
        ),
        Heading("3. Notwendigkeit und Verhältnismäßigkeit (lit. b)"),
        Points(
            [
                "Ohne gemeinsame Akte erheben die Stellen dieselben Angaben immer wieder; Fehler bleiben unbemerkt.",
                "Jede Stelle sieht nur die Datenarten, die ein Gesetz oder die Person ihr für den Zweck öffnet.",
                "Nicht gespeichert werden Asylgründe; freie Texte sind auf Bemerkungen beschränkt.",
                "Statistik entsteht aus Zählungen; kleine Zahlen werden unterdrückt.",
            ]
        ),
        Heading("4. Risiken und Abhilfe (lit. c und d)"),
        Table(["Risiko", "vorher", "Abhilfe im Programm", "danach"], [list(one) for one in _RISKS], (4, 2, 8, 2)),
        Heading("5. Was die Verantwortlichen ergänzen"),
        Points(
            [
                "Betrieb: Rechenzentrum, Auftragsverarbeiter (Art. 28 DSGVO, § 80 SGB X), Sicherungen, Notfallplan",
                "Schulung und Vertretung; wer die Hinweise des Protokolls liest und wie oft",
                "Standpunkt der betroffenen Personen oder ihrer Vertretungen (Art. 35 Abs. 9 DSGVO)",
                "Rat der Datenschutzbeauftragten (Art. 35 Abs. 2 DSGVO) und Entscheidung über das Restrisiko",
                f"Konsultation der Aufsicht, falls es hoch bleibt (Art. 36 DSGVO): {facts.agreement.supervisor}",
            ]
        ),
    ]
    return _document(facts, "Datenschutz-Folgenabschätzung", footer, blocks)


def deletion(facts: Facts, footer: str) -> Document:
    """What is deleted when, how, and how it is proved."""
    rows = [[one.title, f"{one.keep_months} Monate", one.keep_basis] for one in facts.purposes()]
    blocks: list[Block] = [
        Note(_DRAFT),
        Heading("1. Fristen"),
        Text(
            "Die Frist beginnt an dem Tag, an dem der Fall geschlossen wird. Für einen Fall gilt die längste Frist der Zwecke, "
            "zu denen beteiligte Stellen ihn geführt haben."
        ),
        Table(["Zweck", "Frist nach Ende des Falls", "Rechtsgrundlage"], rows, (5, 3, 6)),
        Heading("2. Was gelöscht wird"),
        Points(
            [
                "Person, Namen in allen Schreibweisen, Nummern, Kontakte, Kontaktwünsche, Suchschlüssel",
                "Fallakte mit allen Angaben, Beteiligungen, Zuständigkeiten, Antworten, Fristen, Widersprüchen",
                "Einwilligungen und Freigaben, Zeilen eingelesener Listen, Entwürfe",
                "die gesamte Änderungsgeschichte dieser Zeilen",
            ]
        ),
        Heading("3. Was bleibt"),
        Points(
            [
                "ein Vermerk: Tag, Rechtsgrund, Zahl der gelöschten Zeilen; kein Name",
                "Zählungen für die Statistik (Jahr, Staatsangehörigkeit, Altersgruppe), ohne Bezug zur Person",
                "das Protokoll: es enthält nur Kennungen und Feldnamen, und seine Kette muss ganz bleiben",
            ]
        ),
        Heading("4. Ablauf"),
        Points(
            [
                "Vorschau: welche Fälle fällig sind, wie viele Zeilen je Tabelle, und warum andere nicht fällig sind.",
                "Anordnung durch die Datenschutzbeauftragte; ausgeführt als Auftrag in ihrem Namen, alles oder nichts.",
                "Ein gesperrter oder bestrittener Fall wird nicht gelöscht, bevor das geklärt ist (Art. 18 DSGVO).",
                "Jede Löschung wird in eine Liste außerhalb der Datenbank geschrieben. Nach einer Wiederherstellung wird "
                "diese Liste erneut ausgeführt, bevor jemand arbeitet.",
            ]
        ),
        Heading("5. Sicherungen"),
        Text(
            "Sicherungen werden nicht geändert; sie laufen nach der Frist aus, die der Betrieb festlegt. Bis dahin sorgt die "
            "Liste der Löschungen dafür, dass Gelöschtes nicht zurückkehrt."
        ),
    ]
    return _document(facts, "Löschkonzept", footer, blocks)
