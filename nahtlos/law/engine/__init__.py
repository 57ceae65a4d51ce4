"""The machinery that runs rules: days, facts, conditions, cases and rules. It knows no law."""
