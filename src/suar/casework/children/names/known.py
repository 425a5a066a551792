"""Names that are names: what is one of them is no slip of the pen of another. First names and second names that are
usual in West Kalimantan, by people; invented by nobody, of nobody. A name that is missing is only less protected."""

from __future__ import annotations

from suar.casework.children.names.spelling import plain_sound

_NAMES = """
adi adiba aditya adrian adriana adrianus afifah agus agustina agustinus ahmad aini aisyah akbar aldi aldo alesha alex
alexander alfarizi alfian alfino ali alifa alifah alvaro alvin alya ambo amelia amin aminah amir amira amiruddin ana
anastasia andi andika andini andra andre andreas andri andriani angela angelina angga anggi anggraini ani anik anisa
anita annisa anto anton antonius anwar apri april aprilia apriliani apriyani apriyanto ardelia ardi ardiansyah arfan
ari arif arifin arifuddin arini aris arkana arman arum arya asep asiah asih asmah asmawati asmi asnah asti astri
astuti athaya atika aulia ayu ayunda azahra azis azizah azka azzahra bachtiar baco bagas bagus bahar bahri bambang
bayu beddu benediktus beni bernadeta besse bima bintang bonifasius budi budiman budiono bujang bukhari bulan bunga
burhan burhanuddin cahya cahyani cahyo cahyono calista candra catur citra clarissa cynthia daffa dahlan dahlia damar
damayanti damianus dani daniel danu dara darma darmawan darmawati darmi darto darwin darwis dea dedi della deni desi
desmawati devan devi dewa dewanti dewi dian diana dika dimas dina dini dino dita dominikus doni dwi dwiyanti edi
effendi egi eka eko elisa elisabet elvi elvina emiliana endang eni erika erlina erna ernawati erni ervan ervin erwan
erwin esti evi fadhil fadhila fadilah fadli fahmi fahri fahrul faisal faiz fajar farah farhan farid farida faridah
faris fatan fathan fathir fatimah fatin fatma fatmawati fauzan fauzi fauziah fauziyah febri febrian febriana febriani
febrianti felicia felix feni fenny feri firman firmansyah fitra fitri fitria fitriani fitriyah florentina florianus
fransiska fransiskus gading galang galih galuh gavin ghina gibran gilang gina gita gracia gunadi gunawan habib hadi
haeriah haeruddin hafid hafiz hafizah hakim halik halim halimah hamdan hamdani hamid hamidah hamidi hamka hamsah
hamzah handayani handoko hani hanif hanifah hardi hardianti hari hariadi hariani hariri hariyanti hariyanto hartati
harti hartini hartono harun haryanti haryanto haryono hasan hasanah hasanuddin hasbi hasnah hasnawati hatta hayati
hendra hendri hendriana hendrik henny herawati heri herkulanus herlina herman hermansyah hermanto hermawan hermawati
herni heru hesti hidayah hidayat hidayati hilarius hilda holid holifah holil holilah hosen hosnia hotimah husaini
husin husna husni ibnu ibrahim ida idris ignasius ika ikhsan ikram ilham ilyas imam iman imelda imran ina inayah indah
indo indra indri indriani indriyani intan irawan irawati irfan irma irmawati irvan irwan irwansyah isma ismail ismanto
ismawati isnaini istiqomah ita iwan jackson jaenab jamal jamaluddin jamil jamilah jamiludin jannah jati jaya jefri
jelita jessica jihan jimmy johan joko jon jonathan joni jovita juanda jugah juliana juliani julianti julianto jumadi
jumiati jumini junaidi juni junianto juriah juwita kamal kamaruddin kamil kamila kanisius karina karman karmila karno
karsih karti kartika kartini kartono karyono kasih kasim kasmawati kasmi kasmiyati katarina kayla keisha kelvin kenzo
kevin khadijah khairul khairunnisa khalid khalifah khanza kharisma khotimah kiki kirana klara kornelius kresensia
krisantus kristian kristiani kristianto kristina kumala kumalasari kumang kurnia kurniasih kurniati kurniawan
kurniawati kusnadi kusuma kusumawati laila lailatul lambai laras larasati latif latifah layang leli leni leonardo
lestari lia lidia lidwina lili lina linda lingga lisa lisda lisnawati lontaan lorensius lukas luki lukman lusi lusia
lutfi luthfiah mahdi mahendra mahmud mahmudah maimunah maisarah maisaroh mala malik malika manda mansur marfuah
margareta marhamah maria mariam mariana mariani mariati marina marini marisa markus marlina marni marsel marselina
marsini marsudi marta martha marti martin martina martini martinus martono marwah marwan marwati maryam maryani
maryati maryono marzuki mas'ud mashuri masita masitah maskur masnah masri masruroh mastura masturi matius maulana
maulida maulidya maya mayang mega megawati meilani melani melania melati meliana mering merlina merry mia mila mimi
mina mira miranda mirna misbah misnadi misnawati misrawi misriyah mistar mitha monika muhajir muhammad mukhlis mukhtar
mulyadi mulyana mulyani mulyanto mulyati mulyono munawar munir murni murniati murtini musa musleh muslih muslim
muslimah muslimin mustafa mustika mutia mutiara mutmainnah muzakkir muzammil nabil nabila nada nadhifa nadia nadila
nadya nafisa nafisah naila nanang nanda narti nasir nasirah nasrul nasution natalia nathan naufal naura nayla
nazaruddin nazwa ngadiman ngatiman ngatinah nia niken nila nina ning ningrum ningsi ningsih nirmala nirwana nisa nita
nizar noni nova novi novia noviana noviani novianti novita nugraha nugroho nunung nur nuraini nurazizah nurbaiti
nurbaya nurdiana nurdin nurfadilah nurfitri nurhaeni nurhaliza nurhasanah nurhayati nurhidayah nurhidayati nurjanah
nurlaila nurlaili nurlela nurlina nurma nurmala nurmawati nurmi nurrahma nurrahman nursanti nursiah nurul nurwahidah
nuryani nuryanti nuryanto nuryati oki okta oktavia oktaviani paijo paimin pardi parman parmi parni parti partini parto
parwati paulina paulus permata pertiwi petrus prabowo pradana pramono pranata prasetya prasetyo prastowo pratama
pratiwi prayitno prayoga prihatin prima priyanti priyanto pudji puji purnama purnamasari purnomo purwadi purwanti
purwanto purwati puspa puspita puspitasari putra putri qonita rafa rafi rafif rahayu rahma rahmad rahmadani rahman
rahmania rahmat rahmatia rahmawati rahmi raihan rama ramadhan ramadhani ramlah ramli rangga rani rania rara rasya
ratih ratna ratnasari raudah rayhan rayyan regina renaldi rendi reni rentap resti retno reza rian riana riani rianti
rianto ridho ridwan rifki rika riko rima rina rini rinto riri risa riska riski risma rismawati rita riyanti riyanto
rizal rizali rizka rizki robi rofiah rohana rohani rohayati rohimah rohmah romi romlah rosa rosalia rosdiana rosida
rosidah rosita rosmawati rosmiati rosmina rosmini rosnah rosnani rudi rufina rukayah rukiah rukmana rukmini rumini
rupinus rusdi rusdiana ruslan rusli rusmiati rusmini rusnah rustam ruth sabinus sabri sabrina sadulla safira safitri
sahrawi saifuddin saiful salama salamah saleh saleha salim salimah salma salmah salman salsabila samsiah samsinar
samsudin samsul sandi sandra santi santo santoso saodah saputra saputri sarah sari sarinah sarmi sarmila sarti sartika
sarwono satria satuni sekar selvi septi septian septiana septiani sesilia setia setiani setiawan setiawati
setyaningsih shelly sherly sigit silvester silvi silvia simon sinta siska siti skolastika sofia solihah solihin
solikin sri sriyani stefani stefanus steven subairi subandi subekti subur sudarman sudarmi sudarmono sudarsih
sudarsono sudarti sudirman sudiyono sugeng sugiarti sugiarto sugiyanto sugiyono suhaimi suhana suharni suharti
suhartini suharto suhartono suhendra suherman suherni sukamto sukarman sukarmi sukarni sukarno sukarti sukesi sukesih
sukinah sukini sukirman sukirno sukma sukmawati sulaiha sulaiman sulastri sulis sulistiani sulistyo sulistyowati
sumardi sumarni sumarno sumarti sumartini sumiati suminah sumini sumirah sumiyati sunardi sunarmi sunarni sunarno
sunarsih sunarti sunarto sunaryo suniati supardi suparman suparmi suparni suparno suparti supartini supiyah suprapti
suprapto supriadi supriatin suprihatin supriyadi supriyanti supriyanto supriyati surati suratmi suratno suriani
suryadi suryana suryani suryanti suryanto suryati susan susana susanti susanto susi susilawati susilo susilowati
sutarmi sutarno sutarti sutina sutinah sutini sutiyono sutrisni sutrisno suwandi suwanti suwarni suwarno suwarsih
suwarti suwito suyanti suyanto suyati suyatmi suyatno suzana syafiq syafitri syahputra syahrial syahrul syaiful
syamsiah syamsuddin syamsul syarif syarifah syarifuddin tari taufik teguh tenri theresia thohir thomas tia tika tina
tini titi titin toni tono tri trisna trisno triyanto tugiman tuminah tumini tuti udin ulfa ulfah umar umi umiyati
untung usman utami utari utomo valentina vanessa veronika vina vinsensius vivi wahid wahidah wahyu wahyudi wahyuni
wahyuningsih wardah wardani wardi warsini warsito warti wartini wasis wati wawan weni wening wibowo widi widia
widiastuti widodo widya widyastuti wijaya wijayanti wijayanto willy winarni winarno winarti winarto winda wini winnie
wirawan wisnu wiwik wiwin wulan wulandari yadi yakobus yana yani yanti yanto yasin yasir yasmin yati yayan yayuk yeni
yenny yoga yogi yohana yohanes yosef yuda yudha yudi yuli yulia yulian yuliana yuliani yulianti yulianto yulianus
yuliati yulis yulius yuni yuniar yuniarti yuniati yunita yunus yusman yusnita yustina yusuf zafran zahira zahra zahrah
zahroh zainab zainal zaini zainuddin zaitun zakaria zaki zaskia zubaidah zuhri zulaiha zulfa zulfikar zulkarnain
zulkifli zuraidah
"""
KNOWN = frozenset(plain_sound(word) for word in _NAMES.split())


def is_known(word: str) -> bool:
    return plain_sound(word) in KNOWN
