"""Names that are names: what is one of them is no slip of the pen of another. First names and second names that are
usual in West Kalimantan, by people; invented by nobody, of nobody. A name that is missing is only less protected."""

from __future__ import annotations

from suar.casework.children.names.spelling import plain_sound

_NAMES = """
adi adiba aditya adrian adriana adrianus afifah agus agustina agustinus ahmad aini aisyah akbar aldi aldo alesha alex
alexander alfarizi alfian alfino ali alifa alifah alvaro alvin alya amelia amin aminah amir amira amiruddin ana anastasia
andi andika andini andra andre andreas andri andriani angela angelina angga anggi anggraini ani anik anisa anita annisa
anto anton antonius anwar apri april aprilia apriliani apriyani apriyanto ardelia ardi ardiansyah arfan ari arif arifin
arini aris arkana arman arum arya asep asih asiah asmah asmawati asmi asnah astri astuti asti athaya atika aulia ayu
ayunda azahra azis azizah azka azzahra bachtiar bagas bagus bahri bahar bambang bayu beni benediktus bernadeta bima bintang
budi budiman budiono bujang bukhari bunga burhan burhanuddin cahya cahyani cahyo cahyono calista candra catur citra clarissa
daffa dahlan dahlia damar damayanti damianus dani daniel danu dara darma darmawan darmawati darmi darto darwin darwis dea
dedi della deni desi desmawati devan devi dewa dewanti dewi dian diana dika dimas dina dini dino dita doni dwi dwiyanti
edi effendi egi eka eko elisa elisabet elvi elvina emiliana endang eni erika erlina erna ernawati erni ervan ervin erwan
erwin esti evi fadhil fadhila fadilah fadli fahmi fahri fahrul faisal faiz fajar farah farhan farid farida faridah faris
fatan fathan fathir fatimah fatin fatma fatmawati fauzan fauzi fauziah fauziyah febri febrian febriana febriani febrianti
feni feri firman firmansyah fitra fitri fitria fitriani fitriyah florentina fransiska fransiskus gading galang galih gavin
ghina gibran gilang gina gita gracia gunadi gunawan habib hadi hafid hafiz hafizah hakim halik halim halimah hamdan hamdani
hamid hamidah hamidi hamka hamsah hamzah handayani handoko hani hanif hanifah hardi hardianti hari hariadi hariani hariri
hariyanti hariyanto haryono harti hartati hartini hartono harun haryanti haryanto hasan hasanah hasanuddin hasbi hasnah
hasnawati hatta hayati hendra hendri hendriana hendrik henny herawati heri herlina herman hermansyah hermanto hermawan
hermawati herni heru hesti hidayah hidayat hidayati hilda holid holil holifah holilah husaini husin husna husni ibnu ibrahim
ida idris ika ikhsan ikram ilham ilyas imam iman imelda imran ina inayah indah indra indri indriani indriyani intan irawan
irawati irfan irma irmawati irvan irwan irwansyah isma ismail ismanto ismawati isnaini istiqomah ita iwan jaenab jamal
jamaluddin jamil jamilah jamiludin jannah jati jaya jefri jelita jihan joko jon jonathan joni jovita juanda juliana juliani
julianti julianto jumadi jumiati jumini junaidi juni junianto juriah juwita kamal kamaruddin kamil kamila karina karman
karmila karno karsih karti kartika kartini kartono karyono kasih kasim kasmawati kasmiyati kasmi katarina kayla keisha kelvin
kenzo kevin khadijah khairul khairunnisa khalid khalifah khanza kharisma khotimah kiki kirana kristian kristiani kristina
kristianto kumala kumalasari kurnia kurniasih kurniati kurniawan kurniawati kusnadi kusuma kusumawati laila lailatul laras
larasati latif latifah leli leni lestari lia lidia lidwina lili lina linda linda lisa lisda lisnawati lukas lukman luki lusi
lusia lutfi luthfiah mahdi mahendra mahmud mahmudah maimunah maisarah maisaroh mala malik malika manda mansur marfuah maria
mariam mariana mariani mariati marini marina marisa marlina marni marsel marselina marsini marsudi marta martha marti
martin martina martini martinus martono marwah marwan marwati maryam maryani maryati maryono marzuki mas'ud masitah
masita maskur masnah masri mastura masturi maulana maulida maulidya maya mayang mega megawati meilani melani melati meliana
merlina mia mila mimi mina mira miranda mirna misbah misnadi misnawati misrawi misriyah mistar mitha monika muhajir muhammad
mukhlis mukhtar mulyadi mulyana mulyani mulyanto mulyati mulyono munawar munir murni murniati murtini musa muslih muslim
muslimah muslimin mustafa mustika mutia mutiara mutmainnah muzammil nabil nabila nada nadhifa nadia nadila nadya nafisa
nafisah naila nanang nanda narti nasir nasirah nasrul nasution natalia nathan naufal naura nayla nazaruddin nazwa nia niken
nila nina ning ningrum ningsih ningsi nirmala nirwana nisa nita nizar noni nova novi novia noviana noviani novianti novita
nugraha nugroho nunung nur nuraini nurazizah nurbaiti nurbaya nurdiana nurdin nurfadilah nurfitri nurhaliza nurhasanah
nurhayati nurhidayah nurhidayati nurjanah nurlaila nurlaili nurlela nurlina nurma nurmala nurmawati nurmi nurrahma nurrahman
nursiah nursanti nurul nurwahidah nuryani nuryanti nuryati nuryanto okta oktavia oktaviani oki pardi parman parmi parni
parti partini parto parwati paulina paulus permata pertiwi petrus prabowo pradana pramono pranata prasetya prasetyo prastowo
pratama pratiwi prayoga prayitno prihatin prima priyanti priyanto pudji puji purnama purnamasari purnomo purwadi purwanti
purwanto purwati puspa puspita puspitasari putra putri qonita rafa rafi rafif rahayu rahma rahmad rahmadani rahman rahmania
rahmat rahmatia rahmawati rahmi raihan rama ramadhan ramadhani ramlah ramli rangga rani rania rara rasya ratih ratna ratnasari
raudah rayhan rayyan regina reni renaldi rendi resti retno reza rian riana riani riani rianti rianto ridho ridwan rifki rika
riko rima rina rini rinto riri risa riska riski risma rismawati rita riyanti riyanto rizal rizali rizka rizki robi rofiah
rohana rohani rohayati rohimah rohmah romi romlah rosa rosdiana rosida rosidah rosita rosmawati rosmiati rosmina rosmini
rosnah rosnani rudi rufina rukayah rukiah rukmana rukmini rumini rusdi rusdiana ruslan rusli rusmini rusmiati rusnah rustam
ruth sabri sabrina safira safitri saiful saifuddin salama salamah saleh saleha salim salimah salma salmah salman salsabila
samsiah samsinar samsudin samsul sandi sandra santi santo santoso saodah saputra saputri sarah sari sarinah sarmi sarmila
sarti sartika sarwono satria selvi septi septian septiana septiani setia setiani setiawan setiawati setyaningsih sherly sigit
silvester silvi silvia sinta siska siti sofia solihah solihin solikin sri sriyani subandi subekti subur sudarman sudarmi
sudarmono sudarsih sudarsono sudarti sudirman sudiyono sugeng sugiarti sugiarto sugiyanto sugiyono suhaimi suhana suharni
suharti suhartini suhartono suharto suhendra suherman suherni sukamto sukarman sukarmi sukarni sukarno sukarti sukesih sukesi
sukinah sukini sukirman sukirno sukma sukmawati sulaiman sulastri sulis sulistyowati sulistiani sulistyo sumardi sumarni
sumarno sumarti sumartini sumiati sumini suminah sumirah sumiyati sunardi sunarmi sunarni sunarno sunarsih sunarti sunarto
sunaryo suniati suparman suparmi suparni suparno suparti supardi supartini supiyah suprapti suprapto supriadi supriatin
suprihatin supriyadi supriyanti supriyanto supriyati surati suratmi suratno suriani suryadi suryana suryani suryanti suryanto
suryati susan susana susanti susanto susi susilawati susilo susilowati susanti sutarmi sutarno sutarti sutini sutinah sutina
sutiyono sutrisni sutrisno suwandi suwanti suwarni suwarno suwarsih suwarti suwito suyanti suyanto suyati suyatmi suyatno
suzana syafiq syafitri syahputra syahrial syahrul syaiful syamsiah syamsuddin syamsul syarif syarifah syarifuddin tari taufik
teguh tenri thohir tia tika tina tini titi titin toni tono tri trisna trisno triyanto tugiman tuminah tumini tuti udin ulfa
ulfah umi umar umiyati untung usman utami utari utomo vanessa vina vivi wahid wahidah wahyudi wahyuni wahyu wahyuningsih wardah
wardani wardi warsini warsito warti wartini wasis wati wawan weni wibowo widi widia widiastuti widodo widya widyastuti wijaya
wijayanti wijayanto winarni winarno winarti winarto winda wini wirawan wisnu wiwik wiwin wulan wulandari yadi yana yani yanti
yanto yasin yasmin yasir yati yayan yayuk yeni yohana yohanes yoga yogi yosef yuda yudha yudi yuli yulia yulian yuliana yuliani
yulianti yulianto yuliati yulis yulius yuni yuniar yuniarti yuniati yunita yunus yusman yusnita yusuf yustina zafran zahira
zahra zahrah zahroh zaini zainab zainal zainuddin zaitun zaki zakaria zaskia zubaidah zuhri zulaiha zulfa zulfikar zulkarnain
zulkifli zuraidah florianus hilarius kanisius krisantus sabinus rupinus kornelius vinsensius ignasius lorensius bonifasius
herkulanus matius markus simon thomas yakobus yulianus dominikus stefanus antonius theresia margareta veronika kresensia
klara melania monika rosalia sesilia skolastika valentina lingga rentap jugah bulan kumang layang lambai lontaan mering
felicia jessica stefani cynthia shelly merry winnie fenny yenny hendrik jimmy steven willy leonardo jackson felix johan
ambo baco beddu besse indo haeruddin arifuddin haeriah nurhaeni hosen hotimah hosnia marhamah masruroh subairi sahrawi mashuri
musleh muzakkir sadulla sulaiha satuni paijo paimin ngadiman ngatiman ngatinah galuh sekar wening
"""
KNOWN = frozenset(plain_sound(word) for word in _NAMES.split())


def is_known(word: str) -> bool:
    return plain_sound(word) in KNOWN
