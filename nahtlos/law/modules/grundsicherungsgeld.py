"""The 13th act amending SGB II gives the benefit another name and, for these questions, nothing else."""

from datetime import date

from nahtlos.law.modules.module import Module

GRUNDSICHERUNGSGELD = Module(
    id="grundsicherungsgeld",
    title={
        "de": "13. SGB II-Änderungsgesetz: aus Bürgergeld wird Grundsicherungsgeld",
        "en": "13th act amending SGB II: Bürgergeld becomes Grundsicherungsgeld",
    },
    source={
        "de": "Bundestag am 05.03.2026, im Wesentlichen zum 01.07.2026 (aus der Presse; Verkündung nicht geprüft).",
        "en": "Bundestag on 2026-03-05, for the most part from 2026-07-01 (from the press; promulgation not verified).",
    },
    leaves_out={
        "de": "Alles außer dem Namen: Höhe, Mitwirkung, Minderungen und der Jugendteil in SGB III und SGB VIII.",
        "en": "Everything but the name: amounts, duties, reductions, and the youth parts of SGB III and SGB VIII.",
    },
    labels={("benefit_law", "sgb_ii"): {"de": "SGB II (Grundsicherungsgeld)", "en": "SGB II (Grundsicherungsgeld)"}},
    valid_from=date(2026, 7, 1),
)
