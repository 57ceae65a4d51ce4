"""The words of the workspace for codes of law and facts: short, in the language of the field, translated.

Institutions of law keep their German names in both languages where a translation would mislead.
"""
