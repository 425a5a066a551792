"""Clan names of the Chinese of West Kalimantan: by character, by dialect, in their romanisations; and the Indonesian
names that families took for them after 1966. Common knowledge, not a census: a clan that is missing is compared by its
letters."""

from __future__ import annotations

# The character, then a line for each dialect; romanisations of one line are one name. A romanisation may stand for two.
_CLANS: dict[str, tuple[str, ...]] = {
    "黃": ("bong", "vong", "wong", "huang", "ng", "oei oey oeij oeij ui uy"),
    "吳": ("ng", "wu", "go goh gouw", "oe"),
    "林": ("lim liem", "lin", "lam"),
    "陳": ("tan", "tjhin tjin chin cin thjin", "chen tjen", "chan"),
    "謝": ("tjhia tjia chia cia thjia", "sia", "xie", "tse"),
    "李": ("lie li lee ly",),
    "張": ("tjong thjong chong cong tjhong", "teo teoh thio tio", "zhang", "chang", "cheung"),
    "鍾": ("tjung thjung chung cung tjoeng", "tjong", "zhong"),
    "劉": ("liu lioe lieu", "lau lauw", "liew", "low"),
    "廖": ("liauw liau liaw", "liao", "leow"),
    "彭": ("phang pang", "peng"),
    "馮": ("fung foeng", "pang", "feng", "hong"),
    "鄧": ("then ten", "deng", "teng", "tang"),
    "田": ("thian tian", "then"),
    "蔡": ("tjhai thjai chai tjai cai", "tjoa coa chua tjua", "tsai", "choi"),
    "丘": ("hiu hioe hiew", "khoe khu", "chiu", "qiu", "kho"),
    "許": ("kho khouw ko", "hii", "xu", "hui"),
    "何": ("ho hoo", "he", "hoe"),
    "葉": ("jap yap", "yip", "ye", "ip"),
    "楊": ("jong yong", "njoo nyoo", "yang", "jo yo"),
    "范": ("fam pham", "fan", "huan"),
    "沈": ("sim siem", "shen", "shum"),
    "蘇": ("su soe", "so soh", "sou"),
    "羅": ("lo loh", "law", "luo"),
    "賴": ("lai lay laij", "loa"),
    "郭": ("kwok", "kok", "kwee", "guo", "koay"),
    "王": ("ong", "wang", "bong", "wong", "heng"),
    "曾": ("tjan chan can tjen", "zeng", "chen", "cang"),
    "鄭": ("the tee", "cheng", "zheng", "tjang"),
    "周": ("tjiu ciu chiu", "tjioe", "chow", "zhou", "tjew"),
    "朱": ("tju chu tjoe", "zhu", "choo"),
    "徐": ("tjhi", "xu", "chee", "tjie"),
    "胡": ("fu foe", "ow", "hu", "wu"),
    "孫": ("sun soen", "sng", "soon"),
    "梁": ("liong", "nio", "liang", "leong"),
    "宋": ("sung soeng", "song"),
    "唐": ("tong thong", "tng", "tang"),
    "溫": ("boen bun", "oen", "wen", "woon"),
    "余": ("ji yi", "oe", "yu", "yee"),
    "江": ("kong", "kang", "jiang"),
    "洪": ("fung", "ang", "hong", "hung"),
    "方": ("fong", "png", "fang", "hong"),
    "邱": ("hiu hioe", "khoe khu khoo", "chiu", "qiu"),
    "戴": ("tai thai", "te", "dai"),
    "傅": ("fu", "poh", "foo"),
    "薛": ("siet siat", "sie", "xue"),
    "古": ("ku koe", "koh", "gu"),
    "侯": ("heu", "hau", "hou"),
    "池": ("chi", "ti", "chee"),
}  # fmt: skip

# What families called themselves instead; the old clan is often heard in it. By character.
_INDONESIAN: dict[str, str] = {
    "林": "halim salim alim limanto liman limantara limantoro limawan limawati limijaya linardi liando",
    "陳": "tanoto tanto tanujaya tanuwijaya tandiono tandi tanadi tanzil tanudibyo sutanto hartanto tantono hertanto",
    "黃": "wijaya wibowo wirawan winata wiguna winarta winoto uwis bongso",
    "吳": "gunawan gunadi gozali sugondo sumargo gondokusumo nugroho",
    "李": "lijaya lesmana ali rusli romli leman linggawijaya lukito nauli",
    "張": "sutiono setiono tiono kartiono teojaya canggi chandra",
    "曾": "chandra candrawinata chandrawinata",
    "王": "ongko ongkowijaya wangsa sasongko wongso wangsaputra ongkosubroto",
    "劉": "lauwita mulya lukman lautama pallau",
    "蔡": "cahyadi sucahyo cuaca caturputra cahaya cahyono",
    "許": "kosasih kurnia kurniawan khosuma kusnadi hioeputra kodrat",
    "郭": "kusuma kusumo kumala kuswanto kwikwanto kusnadi",
    "楊": "yohanto nyoto sunyoto yongki inyo yoso",
    "葉": "yapardi yapto yaputra yapari",
    "何": "honoris hosana hadi hartono hoesodo",
    "蘇": "suganda susanto sugiarto suwandi sumadi suherman suhendra",
    "謝": "ciputra sinarta ciawi tirta",
    "鄭": "teja tejakusuma suteja tejo sutejo",
    "沈": "simanto sinatra simarga",
    "周": "cucanto suharjo juwana",
    "羅": "lohanda loka rohandi lomanto",
    "賴": "laimanto laisina",
    "廖": "liawanto lianto",
    "彭": "pangestu pangarso",
    "鄧": "tenggara tentra tengara",
    "溫": "buntaran gunarso budiman",
    "梁": "nioputra liongson liangto",
    "江": "kangiwan kongso",
}

DIALECTS: dict[str, frozenset[tuple[str, int]]] = {}
for _character, _lines in _CLANS.items():
    for _number, _line in enumerate(_lines):
        for _word in _line.split():
            DIALECTS[_word] = DIALECTS.get(_word, frozenset()) | {(_character, _number)}
INDONESIAN: dict[str, frozenset[str]] = {}
for _character, _line in _INDONESIAN.items():
    for _word in _line.split():
        INDONESIAN[_word] = INDONESIAN.get(_word, frozenset()) | {_character}

# Arab families of Pontianak and Kubu: one name with and without its article.
SAYYID = frozenset(
    "kadri kadrie qadri qadrie mutahar muthahar attas atas aidrus idrus aydrus bahasan habsyi habsy segaf seggaf "
    "saqqaf jufri jufrie haddad hadad hinduan baabud bin barakbah baraqbah hamid yahya athas basyir munawar "
    "mutohar shahab syahab jamalullail".split()
)


def same_clan(one: str, other: str) -> bool:
    """One character in one dialect, written in two ways."""
    return bool(DIALECTS.get(one, frozenset()) & DIALECTS.get(other, frozenset()))


def other_dialect(one: str, other: str) -> bool:
    return bool(characters(one) & characters(other))


def are_clans(one: str, other: str) -> bool:
    return one in DIALECTS and other in DIALECTS


def characters(word: str) -> frozenset[str]:
    return frozenset(character for character, _ in DIALECTS.get(word, ()))
