"""Forenames: those that tell which word is the family name, and those of several languages.

A forename alone names nobody, so a listed one is never taken for a family name while
another word can be. Forenames of one line are one name in several languages: English
newspapers wrote *Joseph Stalin* and *Leon Trotsky*.
"""

from __future__ import annotations

from regesta.description import names_letters
from regesta.description.names_syllables import listed

_EQUAL = """
alexander aleksandr oleksandr alexandre aleksander alexandru alexandr
joseph josef iosif josip józef iosyp ioszif yosif josif
george georgy georgi georgii georges gheorghe jerzy heorhii georg
michael mikhail mikhaïl mihail michail mykhailo mihailo michal
nicholas nikolai nikolay nicolae nikola mykola nicolas nikolaj
leon lev leo
peter pyotr petr petro piotr petar
paul pavel pavlo pawel
andrei andrey andrzej andrej andriy andre
gregory grigory grigorii grigori hryhoriy
basil vasily vasilii vasil vasyl
vladimir volodymyr wladimir wladyslaw władysław volodimir
demetrius dmitri dmitry dmitrii dmytro dimitri dimitar
theodore fyodor fedor feodor fedir
simon semyon semen semion
sergei sergey serhii serge sergiu
maxim maksim maksym maxime
leonid leonide
ladislav vladislav
anastas anastasi
stephen stepan stefan stjepan istván štěpán ștefan szczepan
anthony anton antonin antoni
constantine konstanty konstantin konstantyn constantin
emmanuel emanuel
clement klement kliment klim
henry heinrich henri genrikh henryk jindřich
charles karl karel carol karol károly
frederick friedrich fridrikh frédéric fryderyk
william wilhelm vilgelm guillaume vilém vilmos
louis ludwig lyudvig ludvík ludwik lajos
francis franz françois frants ferenc franciszek františek
edward eduard édouard edvard
eugene eugen evgeny yevgeny yevhen eugène evgenii
catherine yekaterina ekaterina katharina kateryna
helen elena yelena olena hélène
alexis alexei alexey aleksei oleksiy
ernest ernst ernő
jacob yakov jakub jakob jacques yakiv
thomas foma tomáš tomasz
matthew matvei mateusz mátyás matthias
elias ilya illia
noah noe noi
abraham avraam avram
isaac isaak isak
moses moisei mojżesz
solomon salomon
samuel samuil
daniel daniil danylo
gabriel gavriil havrylo
raphael rafail rafael
""".strip().split("\n")
_OTHERS = listed(
    "adam albert alexei alexey aleksei anatoly anatoli anatoliy arkady averell boris "
    "bela béla bohumil boleslaw bolesław charles chaim clara danil daniel david dean "
    "dwight edvard edward eduard efim enver ernst ernő erich ernest eugen evgeny evgeni "
    "yevgeny evgenii felix feliks ferenc filip franz frol gennady genrikh gustav gustáv "
    "gyula hans harry heinrich henry hilary hugo ignacy igor ilya imre ion iosip ivan "
    "ivar jakub jan janos jános jean john john josip jozsef józsef juho julius karel "
    "karl kirill kiril klaus konrad konstantin kurt ladislav lavrenty lavrentiy "
    "lavrentii lazar laszlo lászló leonid lothar ludvik ludvík lyndon maria marian "
    "mario matyas mátyás maurice mathias mehmet milovan moisei matvei nadezhda nikita "
    "oleg otto palmiro pal pál pierre rákhel richard robert roman rudolf ruslan "
    "salvador semyon sandor sándor stanislav stanisław stanislaus todor tikhon traian "
    "trofim urho valentin valerian valery vasil viktor victor vilem vilém vitaly "
    "vyacheslav viacheslav viatcheslav vsevolod valko walter warren wilhelm willy "
    "william winston wojciech yakov iakov jakov yuri iurii jurij yury zoltan zoltán "
    "zdenek zdeněk hafez fidel nelson"
)


def _forms(name: str) -> frozenset[str]:
    return frozenset(form for form, (_, sure) in names_letters.from_latin(name).items() if sure)


_GROUPS: tuple[frozenset[str], ...] = tuple(
    frozenset().union(*map(_forms, line.split())) for line in _EQUAL
)
_OF_FORM: dict[str, frozenset[int]] = {}
for _number, _group in enumerate(_GROUPS):
    for _form in _group:
        _OF_FORM[_form] = _OF_FORM.get(_form, frozenset()) | {_number}

# All forenames known, as listed; and all that these can be read as.
FORENAMES_AS_WRITTEN = frozenset([*" ".join(_EQUAL).split(), *_OTHERS])
FORENAMES: frozenset[str] = frozenset().union(*_GROUPS, *map(_forms, _OTHERS))


def one_forename(forms: dict[str, tuple[str, bool]], others: dict[str, tuple[str, bool]]) -> bool:
    """Whether two words are one forename in different languages."""
    groups = {number for form in forms for number in _OF_FORM.get(form, ())}
    return any(not groups.isdisjoint(_OF_FORM.get(form, ())) for form in others)
