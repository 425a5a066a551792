"""What is called for short, what is one name in several tongues, what comes and goes before a name, what is near and
another name. Everyday usage in West Kalimantan, from common knowledge; no table is complete."""

from __future__ import annotations

from suar.casework.conflicts import names
from suar.core.vault import sounds

# One name in the spellings of several tongues, further apart than rules of spelling reach; one line is one name.
_ONE_NAME = """
muhammad mohammad mohamad mohammed muhamad mohamed muhamed muhammed mochamad mochammad muchamad muchammad mohamat
ahmad ahmed akhmad achmad amat amad
nur noor nor
umar omar umer
husain husein hussein husin husen hosen hosin
maryam mariam maryamah
usman utsman osman othman oesman
ismail ismael
yusuf yousef yusup jusuf usup
ishak iskak isaac
yahya yahja
sulaiha zulaikha zulaiha sulaikha
khadijah khotijah hatijah chadidjah kadijah
rukayah ruqayyah rukiyah rokayah
fatimah fatima patimah fatmah
kulsum kalsum kaltsum kolsum umikalsum
muhyiddin muhidin mahyudin muhyidin
nuruddin nurdin noerdin
abdul abdur abdus abdun abdut abdud abd
saleh soleh sholeh salih sholih solih shaleh
ridho ridha rida rido ridlo ridla
hafid hafiz hafidz hafis hapis hafizh hafidh
ridwan ridhwan rizwan riduan ridwuan
ramadhan ramadan romadhon romadon ramadlan romadlon ramdhan ramdan romdon romdan
iskandar iskander eskandar skandar
rizki rizky rizqi risky rezki reski
cahya cahaya
yohana johana johanna yohanna joanna yoana
yohanes joannes john jhon johanes johannes yohannes johanis yohanis
yosef yosep joseph yoseph josef yosef
yosefina yosephine josefina yosepina josephine yosefin josefin
theresia theresya teresia teresa theresa tresia therecia teresya
agustinus augustinus agustino agustin agostinus
agustina augustina agustine
antonius anthonius antonio antony anthony antoni
margareta margaretha margretha margaret margarita margarete
fransiskus franciscus fransisco fransiscus francisco
fransiska francisca fransisca siska franciska
katarina catharina katharina catarina katerina chatarina katrina catherine katherine
elisabet elizabeth elisabeth elysabeth elizabet
vinsensius vincentius vincent vinsentius vinsent vincensius
stefanus stephanus stepanus steven stephen stefen
alexander aleksander alesander alexandro aleksandr iskander
ignasius ignatius ignacius
yakobus jakobus jacobus yacobus jacob yakob
mikael michael mikhael mikail mikel
rafael raphael rafel
gabriel gabriele gebriel
paulus paul paulo
petrus peter piter
markus marcus marko marcos
lukas lucas
matius mateus matthew matheus mattheus matias
tomas thomas
filipus philipus philip philips filip
andreas andrew andrias
yulius julius
kornelius cornelis cornelius kornelis
laurensius lorensius laurentius lorens lourensius
benediktus benedictus beneditus benedik
dominikus dominicus dominikus
bonifasius bonifacius bonifatius
kristoforus christoforus christophorus kristopor
klemens clemens klement clement
hironimus hieronimus heronimus jerome
fransiskusxaverius fx
lusia lucia lusiya
sesilia cecilia sisilia caecilia cicilia
monika monica
veronika veronica feronika
bernadeta bernadetta bernadette bernadet bernadetha
anastasia anastasya
natalia natalya nathalia natalie
yustina justina yustine
martina martine
maria marie mary
magdalena magdalene
helena helen elena
agnes anes
kristina christina cristina kristine christine kristin christin
kristiana christiana
emanuel manuel imanuel immanuel emmanuel
daniel danil daniyel danyel
samuel semuel
yeremia jeremia yeremias
yosua joshua yoshua
yunita junita
yuliana juliana yulianah
yuliani juliani
angelina anjelina
angela anjela
joni johnny johny jonny johni
assegaf assagaf assaqaf assegaff assaggaf segaf saqqaf seggaf alsaggaf alsegaf saggaf
alkadrie alqadrie alqadri alkadri kadri kadrie qadri qadrie
alaydrus alaidrus alidrus alydrus aydrus aidrus
almutahar almuthahar mutahar muthahar
alhabsyi alhabsy alhabsi habsyi habsy alhabshi
alatas alattas attas alathas
jefri jeffry jeffrey geoffrey jeffri
rahel rachel
"""

# Written short for a longer name; what sounds.py has for the search is taken over from there.
_SHORT = {
    "mhmd": "muhammad", "muhd": "muhammad", "moch": "muhammad", "mch": "muhammad", "muham": "muhammad",
    "akh": "ahmad", "ahd": "ahmad", "abdl": "abdul", "dollah": "abdullah", "st": "siti", "sit": "siti",
    "nrl": "nurul", "syt": "siti", "yos": "yosef", "yoh": "yohanes", "jo": "yohanes", "mgr": "margareta",
    "mar": "maria", "mrg": "margareta", "mart": "martinus", "bened": "benediktus", "ben": "benediktus",
    "dom": "dominikus", "kat": "katarina", "eli": "elisabet", "vinc": "vinsensius", "vins": "vinsensius",
    "greg": "gregorius", "yak": "yakobus", "flor": "florentina", "luk": "lukas", "stf": "stefanus",
    "andr": "andreas", "ver": "veronika", "kor": "kornelius", "lor": "lorensius", "her": "herkulanus",
    "sil": "silvester", "bon": "bonifasius", "fil": "filipus", "yul": "yulius", "barn": "barnabas",
    "alb": "albertus", "lidw": "lidwina",
}  # fmt: skip
# Said of somebody, not written for the name: those of the search's list that are names to call by.
_CALLING = frozenset({"amat", "kris", "stef", "margaret", "paul", "khotijah", "siska", "vincent", "a", "m"})
SHORT = {short: long for short, long in (sounds.SHORT_FORMS | _SHORT).items() if short not in _CALLING}

# A name that people are called by: the long name, then what it becomes. Beside what is known to find a tie by.
_CALLED = """
abdullah dolah dul dula
abdurrahman rahman man maman
agustinus tinus gus
agustina tina agus tin
aditya adit
aisyah ica icha isyah ais
ali lili
alexander lex xander sander
aminah inah mimi nah
anastasia tasia tasya ana
andreas andre deri
antonius ton nius toni
arifin ipin arif
bambang bembeng bams
benediktus bene dikta ben
bernadeta deta nadet
bonifasius boni
burhanuddin burhan udin
dominikus domi niko nikus
elisabet beti elis betty lisa bet elsa
emanuel manu noel
endang neng
faisal ical isal
fatimah imah ipah tima timah patim
fransiska ika sika
fransiskus siskus ciko
fitriani fit fitri ani
hasan acan
hasanuddin acan udin hasan
hendrik erik hen hendri
herkulanus kulan herku
ibrahim baim him boim iim brahim
indriani indri iin
irawan iwan wawan
iskandar is kandar
ismail mail is
jamaluddin jamal udin
juliana juli lia ana
kamaruddin kamar udin
katarina kati rina ina
khadijah ijah dijah
khairuddin udin khairul
kristina kris tina
kristianus kris kristian anus
kurniawan wawan iwan kur
lorensius loren rensi
lusia lusi
maimunah mun mumun imun
margareta greta reta margi ita
maria mia ria
martinus tinus marti
maryam iyam yam
mega ega
mohammad amat mat mamat memet mamad
monika moni nika
muhammad amat mat mamat memet mamad
mulyadi mul adi
nurhayati yati nur nunung hayati
nuraini aini eni nur
nurhidayati yati hidayati
paulus polus pol
petrus pet
rahmat mamat amat
ramadhan adan madan
rizal ijal ical
rizki iki kiki ky
rosmini mimin ros
rohani roh ani
sabariah sabar iah
saifuddin udin ipud saiful
saiful ipul
samsuddin acun sam udin
setiawan wawan iwan seti
slamet mamet met
stefanus stef panus stevi epan
siti iti
sulaiman leman man eman
sulastri las tri lastri
sumarni marni
suparman man parman
supriyadi supri adi yadi
suryani yani sur
susanto anto santo sus
sutrisno tris no trisno
theresia sia tere resi esi
thomas tom
udin din
veronika vero nika eronika
vinsensius sen vinsen
wahyuni yun yuni
wulandari wulan ulan
yakobus kobus yakob
yohanes anes hanes yohan yo jon
yosef osep ucup
yusuf ucup usup
yuliana yuli lia
zainal enal jai
zainuddin udin zain
zubaidah bedah idah ida
zulkarnain zul nain
zulkifli zul ijul kipli kifli
zuraidah idah ida jura
"""

# Near in letters, other people; one line holds names of which no two are one.
_APART = """
ani ana anu
rina rini rino roni rani
lina lena lani leni
dwi dewi
marni marini
hasan husin husni hasna
hamdan hamdani
sukarti sukarni sukarno sukarmi
sumarni sumarno sumarti sumarmi
ng ngo
tri sri
eka eko ika
dani doni deni dina dana dian
yanti yenti yanto yani yeni
wati yati tati
susi susan
sari siri suri
mira mirna mina
rita rika rima rida
tono toni tini tina
budi buti
joni juni
joni yoni
yuni yani yoni
meilani melani
devi dewi
erwin ervin erwan ervan irwan
jana yana
cahya cahyo
jaya yaya
halim hamid halil
kevin kelvin
rahma rama
rusli ruslan rusdi
supardi suparti suparmi
sutini sutina sutinah
ngatiman ngadiman
mariana marina marlina merlina
diana dina
marlina merlina
rosa rosi rosita
nia nita nina
tuti tati titi
wawan iwan
agus bagus
edi adi
nurul nurus
rudi rusdi rendi
andi andri hendri endi
ahmad hamad
aminah amina amini
salim salam salman
yana yuna
fajar pajar
ayu yayu
juwita jovita
sumiati suniati
rosmini rosmina
sri seri
maya mayang
lia lea
"""

TITLES: dict[str, str] = sounds.TITLES | {
    "sy": "sayyid", "ur": "uray", "ut": "utin", "dy": "dayang",
    "kiai": "kiai", "kyai": "kiai", "kh": "kiai", "nyai": "nyai", "lora": "lora", "bindara": "bindara",
    "temenggung": "temenggung", "tumenggung": "temenggung", "tmg": "temenggung", "domong": "domong", "hjh": "hajjah",
    "pangeran": "pangeran", "pg": "pangeran", "bapak": "bapak", "pak": "bapak", "bp": "bapak", "ibu": "ibu",
    "bu": "ibu",
    "mbak": "mbak", "mbk": "mbak", "sdr": "saudara", "sdri": "saudari", "saudara": "saudara", "saudari": "saudari",
    "apai": "bapak", "indai": "ibu", "indu": "ibu", "almarhum": "almarhum", "alm": "almarhum", "almh": "almarhumah",
    "ustadz": "ustaz", "ustaz": "ustaz", "ust": "ustaz", "prof": "prof", "tn": "tuan", "ny": "nyonya", "an": "anak",
    "koko": "koko", "cici": "cici", "syr": "syarif", "syrf": "syarif", "hbb": "habib", "habib": "habib", "rd": "raden",
    "rade": "raden", "oerai": "uray", "gst": "gusti", "gs": "gusti", "abng": "abang", "ury": "uray", "utn": "utin",
}  # fmt: skip
# Several titles written as one short form.
TITLES_TOGETHER = {"ra": ("raden", "ajeng"), "rm": ("raden", "mas"), "rr": ("raden", "roro"), "kh": ("kiai", "haji")}
# Of birth: nobody bears two of them; a paper leaves one out, but does not exchange it.
OF_BIRTH = frozenset("uray gusti utin abang dayang syarif syarifah sayyid raden tengku daeng".split())
OF_WOMEN = frozenset("utin dayang syarifah hajjah nyai ajeng ibu mbak saudari cici nyonya".split())
OF_MEN = frozenset("abang syarif haji gusti kiai bapak saudara koko tuan mas habib".split())

FATHER = frozenset("bin binti bte bt binte ibn bint anak ak bnt b".split())
ARTICLES = frozenset("al ad an ar as at az ash asy el".split())
# Half a district bears them: a name of which only these agree is no sign.
COMMON = frozenset({"muhammad", "siti", "ahmad", "abdul", "nur", "maria", "putra", "putri", "nurul"})

# Endings that tell a boy's name from a girl's, after one stem.
SEX_ENDINGS: tuple[tuple[str, str], ...] = (
    ("a", "i"), ("us", "a"), ("us", "ina"), ("us", "i"), ("us", "ia"), ("", "a"), ("", "ani"), ("", "ina"), ("", "in"),
    ("", "iah"), ("wan", "wati"), ("wan", "wani"), ("man", "mi"), ("man", "mini"), ("o", "i"), ("o", "a"),
    ("o", "in"), ("o", "ati"), ("o", "ini"), ("ono", "oni"), ("an", "ah"), ("an", "i"), ("es", "a"), ("anto", "anti"),
    ("adi", "ati"), ("adi", "iati"), ("nto", "nti"), ("ono", "ini"), ("in", "ina"), ("el", "ela"), ("is", "isa"),
    ("eo", "ea"), ("io", "ia"), ("on", "ona"),
)  # fmt: skip


def _groups(text: str) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(text.strip().splitlines()):
        for word in line.split():
            found[word] = found.get(word, frozenset()) | {number}
    return found


ONE_NAME, APART = _groups(_ONE_NAME), _groups(_APART)
CALLED: dict[str, frozenset[str]] = {long: frozenset(short) for long, short in names.CALLED.items()}
for _line in _CALLED.strip().splitlines():
    _long, *_rest = _line.split()
    CALLED[_long] = CALLED.get(_long, frozenset()) | frozenset(_rest)


def one_name(word: str) -> str:
    """A word that stands for all spellings of its name: the first of its line, or the word."""
    groups = ONE_NAME.get(word)
    return _FIRST[min(groups)] if groups else word


_FIRST = [line.split()[0] for line in _ONE_NAME.strip().splitlines()]


def share(table: dict[str, frozenset[int]], one: str, other: str) -> bool:
    return bool(table.get(one, frozenset()) & table.get(other, frozenset()))
