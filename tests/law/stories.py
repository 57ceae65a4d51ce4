"""Reads cases: the project's shared examples (if they lie beside the repository) and our own stories."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT.parent / "shared" / "law" / "examples"
STORIES = Path(__file__).parent / "cases"


def examples() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(EXAMPLES.glob("*.json")):
        for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
            yield case["id"], case


def stories() -> Iterator[tuple[str, dict[str, Any]]]:
    """One story per file. `checks` is a list of days, each with the question and what is expected on it.

    `modules` names planned changes of the law that are switched on in the story, each with its first day.
    """
    for title, story in whole_stories():
        for check in story["checks"]:
            on, question = check.pop("on"), check.pop("question", story.get("question"))
            name = f"{title}-{on}-{question}"
            known = {"facts": story["facts"], "modules": story.get("modules", {})}
            yield name, {"on": on, "question": question, **known, "expected": check}


def whole_stories() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every story by its path below the folder of stories."""
    for path in sorted(STORIES.rglob("*.yaml")):
        story = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 -- a safe loader
        yield str(path.relative_to(STORIES).with_suffix("")), story


class _Loader(yaml.SafeLoader):
    """Dates stay text, as in the facts."""


_Loader.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
