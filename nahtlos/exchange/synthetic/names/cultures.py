"""The cultures nahtlos can invent people of, by key."""

from collections.abc import Iterable

from nahtlos.exchange.synthetic.names import (
    eastern,
    semitic,
    western,
)
from nahtlos.exchange.synthetic.names.culture import Culture, Habit, Sex
from nahtlos.exchange.synthetic.names.parts import stock
from nahtlos.exchange.synthetic.names.spelling import capitals

_ARABIC, _PERSIAN, _LATIN, _EAST = stock("arabic"), stock("persian"), stock("latin"), stock("east")


def _habits(*entries: str) -> dict[Habit, float]:
    """ "en joined 3" -> {("en", "joined"): 3.0}."""
    parts = (entry.split() for entry in entries)
    return {(letters, style): float(weight) for letters, style, weight in parts}


def _plain(names: Iterable[str]) -> dict[Habit, float]:
    return {(name, "spaced"): 1.0 for name in names}


_LEVANT_PAPERS = _habits("en joined 4", "en spaced 3", "levant joined 3", "levant spaced 1", "fr el 1", "en hyphen 2")
_ARABIC_CLERKS = _habits(
    "de joined 3", "de hyphen 2", "de el 2", "tr joined 2", "tr el 2", "fr el 2", "levant el-hyphen 1", "en hyphen 2",
    "en el 2", "en-long joined 1", "din hyphen 1", "en assimilated 1", "en joined 3", "en dropped 1",
)  # fmt: skip
_ARABIC_LANGUAGES = {"Arabisch": 1.0}


def _arabic(
    key: str, family: list[str], papers: dict[Habit, float], languages: dict[str, float] | None = None
) -> Culture:
    return Culture(
        key, _ARABIC["male"], _ARABIC["female"], family, semitic.ARABIC, papers, _ARABIC_CLERKS,
        script=semitic.arabic_script, second_given=0.12, languages=languages or _ARABIC_LANGUAGES,
    )  # fmt: skip


_KABUL = _habits("kabul joined 4", "kabul spaced 3", "kabul-ee joined 2")
_AFGHAN_CLERKS = _habits(
    "de joined 4",
    "tehran joined 3",
    "tehran-a spaced 1",
    "tr joined 1",
    "ru spaced 1",
    "kabul-ee spaced 2",
    "kabul spaced 2",
)


def _feminine_slavic(part: str, sex: Sex) -> str:
    if sex == "m":
        return part
    if part.endswith(("ов", "ев", "єв", "йов", "ьов", "ін", "ин")):
        return part + "а"
    return part[:-2] + "а" if part.endswith("ий") else part


def _feminine_azeri(part: str, sex: Sex) -> str:
    return part + "a" if sex == "f" and part.endswith("v") else part


def _patronymic(father: str, sex: Sex) -> str:
    """The Ukrainian form and, after a colon, the Russian one (rare irregular names stay regular)."""
    ukrainian, russian = father.split(":") if ":" in father else (father, father)
    return f"{_ukrainian_patronymic(ukrainian, sex)}:{_russian_patronymic(russian, sex)}"


def _ukrainian_patronymic(father: str, sex: Sex) -> str:
    if father.endswith("й"):
        return father[:-1] + ("йович" if sex == "m" else "ївна")
    return father.rstrip("оаяь") + ("ович" if sex == "m" else "івна")


def _russian_patronymic(father: str, sex: Sex) -> str:
    if father.endswith("ий") and not father.endswith("трий"):
        stem, soft = father[:-2] + "ь", True
    else:
        stem, soft = father.rstrip("оаяйьи"), father[-1] in "йьи"
    return stem + ("е" if soft else "о") + ("вич" if sex == "m" else "вна")


def _own_script(part: str) -> str:
    return capitals(part)


def _no_capitals(part: str) -> str:
    return part


def _serbian(part: str) -> str:
    return capitals(western.serbian_script(part))


_UKRAINIAN_PAPERS = _habits("kmu spaced 8", "bgn spaced 1", "ru spaced 1", "fr spaced 1", "ru-fr spaced 0.6")
_UKRAINIAN_CLERKS = _habits(
    "de spaced 4", "ru spaced 3", "ru-short spaced 2", "ru-de spaced 2", "bgn spaced 3", "iso9 spaced 1", "fr spaced 1"
)
_RUSSIAN_PAPERS = _habits("ru spaced 4", "ru-short spaced 4", "ru-fr spaced 1")
_RUSSIAN_CLERKS = _habits("ru-de spaced 4", "ru spaced 2", "ru-fr spaced 1", "iso9 spaced 1")
_KURDISH_SYRIA = _habits("arabic spaced 2", "en spaced 4", "en-ee spaced 3")

_ALL = (
    _arabic("levant", _ARABIC["family_levant"], _LEVANT_PAPERS),
    _arabic("iraq", _ARABIC["family_iraq"], _habits("iraq hyphen 2", "iraq spaced 2", "en joined 3", "en-long hyphen 1")),
    _arabic("maghreb", _ARABIC["family_maghreb"], _habits("fr el 5", "fr joined 2"), {"Arabisch": 0.8, "Berberisch": 0.2}),
    _arabic("egypt", _ARABIC["family_egypt"], _habits("en el 3", "levant el 2", "fr el 1")),
    Culture("dari", _PERSIAN["male_dari"], _PERSIAN["female_dari"], _PERSIAN["family_dari"], semitic.PERSIAN, _KABUL,
            _AFGHAN_CLERKS, script=semitic.persian_script, second_given=0.1, languages={"Dari": 1.0}),
    Culture("pashto", _PERSIAN["male_pashto"], _PERSIAN["female_pashto"], _PERSIAN["family_pashto"], semitic.PERSIAN,
            _KABUL, _AFGHAN_CLERKS, script=semitic.persian_script, second_given=0.05, languages={"Paschtu": 1.0}),
    Culture("iran", _PERSIAN["male_iran"], _PERSIAN["female_iran"], _PERSIAN["family_iran"], semitic.PERSIAN,
            _habits("tehran joined 4", "tehran spaced 2", "tehran-a spaced 1"),
            _habits("de joined 3", "kabul joined 2", "tr spaced 1", "tehran-a joined 2"),
            script=semitic.persian_script, languages={"Farsi": 1.0}),
    Culture("urdu", _PERSIAN["male_urdu"], _PERSIAN["female_urdu"], _PERSIAN["family_urdu"], semitic.URDU,
            _habits("nadra spaced 4", "nadra-ee spaced 3", "old spaced 1"), _habits("de spaced 3", "old joined 2", "nadra joined 1"),
            script=semitic.persian_script, second_given=0.25, languages={"Urdu": 0.8, "Punjabi": 0.2}),
    Culture("kurmanji", _LATIN["male_kurdish"], _LATIN["female_kurdish"], _LATIN["family_kurdish"], western.KURDISH,
            _KURDISH_SYRIA, _plain(western.KURDISH), languages={"Kurdisch (Kurmandschi)": 1.0}),
    Culture("sorani", _LATIN["male_kurdish"], _LATIN["female_kurdish"], _LATIN["family_kurdish"], western.KURDISH,
            _habits("en spaced 4", "en-ee spaced 3", "arabic spaced 1"), _plain(western.KURDISH),
            script=western.kurdish_script, family_rule="father", languages={"Kurdisch (Sorani)": 1.0}),
    Culture("kurdish-turkey", _LATIN["male_kurdish"], _LATIN["female_kurdish"], _LATIN["family_turkish"], western.KURDISH,
            _habits("tr spaced 4", "hawar-plain spaced 1"), _plain(western.KURDISH), wife_keeps_name=False,
            languages={"Kurdisch (Kurmandschi)": 0.7, "Türkisch": 0.3}),
    Culture("turkish", _LATIN["male_turkish"], _LATIN["female_turkish"], _LATIN["family_turkish"], western.TURKISH,
            _habits("register spaced 5", "plain spaced 1"), _plain(western.TURKISH), wife_keeps_name=False,
            languages={"Türkisch": 1.0}),
    Culture("azeri", _LATIN["male_azeri"], _LATIN["female_azeri"], _LATIN["family_azeri"], western.AZERBAIJANI,
            _habits("passport spaced 4", "register spaced 1"), _plain(western.AZERBAIJANI), inflect=_feminine_azeri,
            languages={"Aserbaidschanisch": 1.0}),
    Culture("serbian", _LATIN["male_serbian"], _LATIN["female_serbian"], _LATIN["family_serbian"], western.SLAVIC_LATIN,
            _habits("register spaced 4", "plain spaced 1"), _plain(western.SLAVIC_LATIN), script=_serbian,
            wife_keeps_name=False, languages={"Romanes": 0.5, "Serbisch": 0.5}),
    Culture("albanian", _LATIN["male_albanian"], _LATIN["female_albanian"], _LATIN["family_albanian"], western.ALBANIAN,
            _habits("register spaced 3", "plain spaced 2"), _plain(western.ALBANIAN), wife_keeps_name=False,
            languages={"Albanisch": 1.0}),
    Culture("somali", _LATIN["male_somali"], _LATIN["female_somali"], [], western.SOMALI,
            _habits("register spaced 3", "en spaced 4", "nairobi spaced 2"), _plain(western.SOMALI), family_rule="father",
            languages={"Somali": 1.0}),
    Culture("tigrinya", _EAST["male_tigrinya"], _EAST["female_tigrinya"], [], eastern.ETHIOPIC,
            _habits("asmara spaced 5", "bgn spaced 2", "it spaced 1"), _plain(eastern.ETHIOPIC), script=eastern.ethiopic_script,
            family_rule="father", languages={"Tigrinya": 1.0}),
    Culture("amharic", _EAST["male_amharic"], _EAST["female_amharic"], [], eastern.ETHIOPIC, _habits("addis spaced 4",
            "bgn spaced 2"), _plain(eastern.ETHIOPIC), script=eastern.ethiopic_script, family_rule="father",
            languages={"Amharisch": 0.7, "Oromo": 0.3}),
    Culture("ukrainian", _EAST["male_ukrainian"], _EAST["female_ukrainian"], _EAST["family_ukrainian"], eastern.CYRILLIC,
            _UKRAINIAN_PAPERS, _UKRAINIAN_CLERKS, script=_own_script, inflect=_feminine_slavic, patronymic=_patronymic,
            second_form=frozenset({"ru", "ru-short", "ru-fr", "ru-de"}), wife_keeps_name=False,
            languages={"Ukrainisch": 0.6, "Russisch": 0.4}),
    Culture("russian", _EAST["male_russian"], _EAST["female_russian"], _EAST["family_russian"], eastern.RUSSIAN,
            _RUSSIAN_PAPERS, _RUSSIAN_CLERKS, second_form=frozenset(eastern.RUSSIAN), script=_own_script, inflect=_feminine_slavic, patronymic=_patronymic,
            wife_keeps_name=False, languages={"Tschetschenisch": 0.6, "Russisch": 0.4}),
    Culture("georgian", _EAST["male_georgian"], _EAST["female_georgian"], _EAST["family_georgian"], eastern.GEORGIAN,
            _habits("national spaced 5", "ru spaced 1"), _plain(eastern.GEORGIAN), script=_no_capitals,
            languages={"Georgisch": 1.0}),
    Culture("armenian", _EAST["male_armenian"], _EAST["female_armenian"], _EAST["family_armenian"], eastern.ARMENIAN,
            _habits("bgn spaced 3", "plain spaced 3"), _plain(eastern.ARMENIAN), script=_own_script,
            languages={"Armenisch": 1.0}),
    Culture("franco-african", _LATIN["male_franco"], _LATIN["female_franco"], _LATIN["family_franco"], western.WEST_AFRICAN,
            _habits("fr spaced 3", "fr-plain spaced 2"), _plain(western.WEST_AFRICAN),
            languages={"Fula": 0.5, "Mandinka": 0.3, "Susu": 0.2}),
    Culture("gambian", _LATIN["male_franco"], _LATIN["female_franco"], _LATIN["family_franco"], western.WEST_AFRICAN,
            _habits("en spaced 4", "third spaced 1"), _plain(western.WEST_AFRICAN),
            languages={"Mandinka": 0.6, "Wolof": 0.4}),
    Culture("nigerian", _LATIN["male_nigerian"], _LATIN["female_nigerian"], _LATIN["family_nigerian"], western.SPANISH,
            _plain(["register"]), _plain(["register"]), second_given=0.15,
            languages={"Edo": 0.5, "Igbo": 0.2, "Yoruba": 0.2, "Englisch": 0.1}),
    Culture("spanish", _LATIN["male_spanish"], _LATIN["female_spanish"], _LATIN["family_spanish"], western.SPANISH,
            _habits("register spaced 2", "plain spaced 1"), _plain(western.SPANISH), family_rule="double", second_given=0.5,
            languages={"Spanisch": 1.0}),
)  # fmt: skip

CULTURES: dict[str, Culture] = {culture.key: culture for culture in _ALL}
