"""The four lists and the truth beside them, written into a folder."""

from pathlib import Path

from nahtlos.exchange.synthetic.model import Population
from nahtlos.exchange.synthetic.sheets import arbeitsagentur, auslaenderbehoerde, jobcenter, sozialamt
from nahtlos.exchange.synthetic.truth import FILES, write_truth


def write_lists(population: Population, out_dir: Path, mess: float = 1.0) -> None:
    """Write auslaenderbehoerde.xlsx, sozialamt.csv, arbeitsagentur.xlsx, jobcenter.csv and the truth files.

    `mess` scales every kind of defect: 1 as offices keep their lists, 0 none but the letters Windows-1252 lacks, 3 a bad day. The files are the
    same byte for byte for the same population and mess. Raises ValueError for a negative mess.
    """
    if mess < 0:
        raise ValueError("Mess cannot be less than none.")
    out_dir.mkdir(parents=True, exist_ok=True)
    offices = (auslaenderbehoerde, sozialamt, arbeitsagentur, jobcenter)
    contents = []
    for office in offices:
        content = office.compile_list(population, mess)
        office.save(content, population, out_dir / FILES[office.NAME]["file"])
        contents.append(content)
    write_truth(population, contents, out_dir, mess)
