"""Names that are one name in two languages although they neither look nor sound alike.

Each line is one name: Ukrainian passports after 2010 against passports by way of Russian, Turkish, West African and
Somali forms of Arabic names, biblical names in Tigrinya and Amharic. Forms of one language whose differences
`distance` already bridges are left out.
"""

from functools import lru_cache

from nahtlos.linkage.sounds import sound

_LINES = """
olena elena yelena helena olenka
oleksandr alexander aleksandr alexandr oleksander iskandar
oleksandra alexandra aleksandra
oleksii alexei aleksej alexej alexey oleksiy oleksij aleksei
mykola nikolai nikolaj nikolay mikola nykola
mykhailo mikhail michail michael mykhaylo mihail mikael mikhael mikail mykhajlo
mykyta nikita
hanna anna ganna
volodymyr vladimir wladimir wolodymyr vladimer
yevhen evgenii evgeny jewgenij ievgen yevgen yevgenij evgenij jewhen yevgeny
yevheniia evgenia jewgenija ievgeniia yevgenia evgeniya yevheniya
kateryna ekaterina jekaterina katerina yekaterina
danylo daniil daniel danilo danyil danil
dmytro dmitri dmitrij dmitry dmitrii dimitri
serhii sergei sergej sergey serhiy sergii serhij sergiy
andrii andrei andrej andrey andriy andrij
ihor igor
oleh oleg
olha olga
halyna galina
hlib gleb hleb
bohdan bogdan
pavlo pavel paul
petro pyotr piotr petr pjotr
fedir fedor fyodor fjodor theodor
illia ilya ilja ilia
nadiia nadezhda nadeschda nadia nadiya nadija nadja
liubov lyubov ljubow lubov liubow
svitlana svetlana swetlana switlana
tetiana tatiana tatjana tatyana tetyana tetjana
iryna irina
zoia zoya soja
kyrylo kirill kiril kyryl
artem artyom artjom
semen semyon simon
stepan stefan
hryhorii grigori grigorij grigory hryhoriy
heorhii georgi georgij georgiy giorgi georgy
matvii matvei matwej matvij matviy
tymofii timofei timofej timofii tymofiy
yakiv yakov jakow jakob yakub yaqub yakup
yosyp osip iosif josef joseph yosef yusuf yousef youssef jusuf
ivan iwan ioan
vira vera wera
yurii yuri jurij yury iurii yuriy georgij
vasyl vasili wassili vasily wasyl vasiliy
mariia maria marija mariya marie
sofiia sofia sofija sofya sophia
viktoriia viktoria victoria wiktorija viktoriya
anastasiia anastasia anastasija anastasiya
nataliia natalia natalja natalya nataliya
yuliia yulia julia iuliia yuliya julija
lidiia lidia lydia lidija lidiya
maksym maxim maksim maxym
muhammad mohammed mohamed muhammed mohammad muhamad mohamad mehmed mehmet muhamet mahamed maxamed mamadou mahamadou
ahmad ahmed ahmet axmed achmed amadou
fatima fatma fatoumata fadumo faadumo fatime fatimah fatemeh fatou
aisha aischa ayse ayshe aissatou aicha caasho caisha aische aysha ayesha aecha caasha
khadija hatice khadidja chadidscha khadidiatou hadija khadijah kadiatou xadiija
abdullah abdoulaye abdallah cabdullaahi abdulla abdullahi abdoullah
abubakr abubakar boubacar aboubacar ebubekir bubacar abubaker
uthman osman othman ousmane cusmaan usman ousman
umar omar oumar omer cumar
sulaiman suleyman soliman souleymane suleiman saleebaan sulejman suleman
ibrahim ibrahima abraham ebrahim abrham ibraahim
ishaq isaac isak ishak yishak
yahya yaya yahia jahja
musa moussa moses muuse mussie mose
isa issa ciise eisa isse iisa
yunus yonas jonas younes yunis
ayyub eyup ayoub ejup
dawud davut david dawit daoud dawood davud
maryam meryem mariam mariama mariem miriam maryan merjem
zainab zeynep zaynab zeinab zenab seynabou
amina emine aminata aamina
husain huseyin hussein hossein huseyn ousseynou xuseen hoseyn
jamal cemal gamal djamal dschamal jamaal
rajab recep redzep rexhep
saladin selahattin salahuddin salahaldin
yohannes johannes john johanes yohanes
giorgis georgis
"""
#: Names told apart by one sound, each a name of its own (its other spellings are found by sound).
_WELL_KNOWN = """
hassan hasan hassane
zahra zohra sahra zahraa
sara sarah
said saeed saied
saad
karim kareem kerim abdkarim
karima kerima
khalid khaled
khalil
ahmad
hamad
hamid hameed
majid madschid
majd
samir sameer
amir emir ameer
yehor egor jegor
ramadan ramazan ramadhan
alina
nour nur noor
nora noura
salma selma
salim saleem
salem
salam selam
djordje dorde djorde
goran
zoran
"""
_CLASS_OF: dict[str, frozenset[int]] = {}
for _number, _line in enumerate((_LINES + _WELL_KNOWN).strip().splitlines()):
    for _name in _line.split():
        _CLASS_OF[sound(_name)] = _CLASS_OF.get(sound(_name), frozenset()) | {_number}
_NONE: frozenset[int] = frozenset()


def classes(heard: str) -> frozenset[int]:
    """The names of the table that a word (as it sounds) is a form of."""
    return _CLASS_OF.get(heard, _NONE)


@lru_cache(maxsize=65_536)
def same_name(one: str, other: str) -> bool | None:
    """Whether two words are forms of one name, of two well-known different names (False), or nothing is known (None)."""
    first, second = classes(one), classes(other)
    if not first or not second:
        return None
    return not first.isdisjoint(second)
