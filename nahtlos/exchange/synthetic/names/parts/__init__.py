"""Name parts as data: one file for each group of scripts, each entry a list of words."""

from importlib.resources import files

import yaml


def stock(name: str) -> dict[str, list[str]]:
    """The lists of the file `name`.yaml, frequent names first."""
    text = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return {key: words.split() for key, words in yaml.safe_load(text).items()}
