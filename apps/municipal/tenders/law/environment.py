"""Objects for which a decree sets minimum environmental criteria (CAM), by words of the object and by CPV."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from apps.municipal.tenders.law.figures import EXPERIENCE, Confidence

ARTICLE = "art. 57 c. 2"
CHECKED_ON = date(2026, 11, 23)
LISTS = "elenchi dei decreti su siti di settore e associazioni d'impresa, consultati il 23.11.2026"
BUILDING = frozenset({"lavori", "servizi_ingegneria", "concessione", ""})
GOODS = frozenset({"forniture", "servizi", "concessione", ""})
ALL: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CamSubject:
    id: str
    title: str
    """in Italian, as an act would name it"""
    words: str
    """a pattern over the object in lower case"""
    cpv: tuple[str, ...]
    """first digits of the CPV codes that it covers"""
    decree: str
    kinds: frozenset[str] = field(default=ALL)
    """the kinds of object in which the words mean it; empty: all"""
    confidence: Confidence = "media"
    source: str = EXPERIENCE
    checked_on: date = CHECKED_ON

    def covers(self, text: str, cpv_codes: Iterable[str] = (), object_kind: str = "") -> bool:
        """Whether the object of a contract (its description, its CPV codes) falls under this decree."""
        if self.kinds and object_kind not in self.kinds:
            return False
        if any(code.strip().startswith(self.cpv) for code in cpv_codes):
            return True
        return re.search(self.words, " ".join(text.lower().replace("’", "'").split())) is not None


CAM_SUBJECTS: tuple[CamSubject, ...] = (
    CamSubject(
        "pulizia",
        "servizi di pulizia e sanificazione, prodotti per l'igiene",
        r"(?<!manutenzione e )\bpulizi[ae]\b(?! d\w+ (?:caditoi|foss|canal|torrent|argin|alve|stra))"
        r"|\bsanificazion[ei]\b|\bprodotti per l'igiene\b|\bdetergent[ei]\b",
        ("9091", "3983"),
        "DM 29.1.2021 n. 51",
        kinds=frozenset({"servizi", "forniture", "concessione", ""}),
    ),
    CamSubject(
        "ristorazione",
        "ristorazione collettiva e derrate alimentari",
        r"\brefezion|(?<!sostitutivo di )(?<!sostitutivi di )\bmens[ae]\b|\bristorazione\b"
        r"|\bderrate alimentari\b|\bpasti\b|\bcatering\b",
        ("5551", "5552", "5553", "5532", "15"),
        "DM 10.3.2020 n. 65",
        confidence="verificata",
        source=LISTS,
    ),
    CamSubject(
        "verde",
        "gestione del verde pubblico e prodotti per il verde",
        r"\b(?:verde|aree a verde) (?:pubblic|urban|orizzontal|scolastic|comunal|cimiterial)|\baree verdi\b"
        r"|\bdel verde\b|\bsfalci|\bpotatur|\balberatur|\bgiardin[oi]\b|\btaglio (?:dell')?erba\b|\baiuole\b",
        ("7731", "7732", "7734", "0345"),
        "DM 10.3.2020 n. 63",
        confidence="verificata",
        source=LISTS,
    ),
    CamSubject(
        "carta",
        "carta per copia e carta grafica",
        r"\bcarta (?:\w+ )?(?:per (?:fotocop|copi|stamp)|in risme|grafica|bianca|riciclata|a4)|\brisme\b",
        ("3019763", "3019764"),
        "DM 4.4.2013",
    ),
    CamSubject(
        "arredi",
        "arredi per interni",
        r"\barred[io]\b(?! urban)(?! per esterni)(?! stradal)|\bmobili per\b|\bscrivani|\bsedi[ae]\b"
        r"|(?<!delle )(?<!della )(?<!trascrizione di )(?<!registrazione di )(?<!verbali di )(?<!prima )"
        r"\bsedut[ae]\b(?! (?:consili|de[il]|di (?:giunta|gara|consig)))"
        r"|\bbanchi scolastici\b|\barmadi\b|\bscaffalatur",
        ("391",),
        "DM 23.6.2022 n. 254",
        kinds=GOODS,
        confidence="verificata",
        source=LISTS,
    ),
    CamSubject(
        "arredo_urbano",
        "arredo urbano e parchi giochi",
        r"\barred[io] (?:urban|per esterni|stradal)|\bparc(?:o|hi) giochi?\b|\baree? giochi?\b|\bpanchine\b"
        r"|\bgiochi (?:inclusivi|per esterni|per parchi)",
        ("349284", "37535"),
        "DM 7.2.2023 (GU n. 69 del 22.3.2023)",
        confidence="verificata",
        source=LISTS,
    ),
    CamSubject(
        "informatica",
        "personal computer, portatili, monitor e altre apparecchiature per ufficio",
        r"\bpersonal computer\b|\bpc\b|\bnotebook\b|\bcomputer\b|\bmonitor\b|\btablet\b|\bportatili\b"
        r"|\bapparecchiature informatiche\b|\bhardware\b|\bpostazioni (?:di lavoro )?informatiche\b",
        ("3020", "30213", "30231"),
        "DM 13.12.2013 (in aggiornamento)",
        kinds=GOODS,
    ),
    CamSubject(
        "stampanti",
        "stampanti, apparecchiature multifunzione, cartucce e toner",
        r"\bstampant[ei]\b|\bfotocopiatric|\bfotocopiator|\bmultifunzione\b|\btoner\b|\bcartucce\b",
        ("302321", "30121", "30123", "30125"),
        "DM 17.10.2019",
        kinds=GOODS,
    ),
    CamSubject(
        "illuminazione",
        "illuminazione pubblica: apparecchi, progettazione e servizio",
        r"\billuminazione (?:pubblica|stradale|votiva)\b|\bpubblica illuminazione\b|\bcorpi illuminanti\b"
        r"|\blampioni\b|\bapparecchi (?:di|per) illuminazione\b",
        ("34993", "34928510", "50232", "453161"),
        "DM 27.9.2017 e DM 28.3.2018",
    ),
    CamSubject(
        "edilizia",
        "interventi edilizi: progettazione, lavori e manutenzione",
        r"\bediliz|\bedil[ei]\b|\bedific[io]|\bristrutturazion|\brestauro\b|\bnuova costruzione\b"
        r"|\bcostruzione d[ei]|\befficientamento energetico\b|\badeguamento (?:sismico|antincendio)\b"
        r"|\b(?:scuol[ae]|palestr[ae]|immobil[ei]|asilo|municipio|biblioteca|cimiter[io]|serramenti|copertur[ae])\b",
        ("4521", "4526", "454", "4530"),
        "DM 24.11.2025 (dal 2.2.2026; prima il DM 23.6.2022 n. 256)",
        kinds=BUILDING,
        confidence="verificata",
        source=LISTS,
    ),
    CamSubject(
        "strade",
        "infrastrutture stradali: progettazione e lavori",
        r"\bstrad(?:a|e|al[ei])\b|\basfalt|\bmarciapied|\bpist[ae] ciclabil|\bmant[oi] d'usura|\brotatori"
        r"|\bpavimentazion[ei] (?:stradal|in (?:asfalto|conglomerato))|\bconglomerato bituminoso\b",
        ("45233", "4523"),
        "DM 5.8.2024 n. 279 (dal 21.12.2024)",
        kinds=BUILDING,
        source=LISTS,
    ),
    CamSubject(
        "veicoli",
        "veicoli per trasporto su strada: acquisto, noleggio, locazione",
        r"\b(?:acquist|fornitur|noleggi|leasing|locazion)\w*\b.{0,60}"
        r"\b(?:autovettur|autove[it]|veicol|autobus|scuolabus|automezz|furgon|autocarr|automobil)",
        ("341",),
        "DM 17.6.2021",
        kinds=GOODS,
    ),
    CamSubject(
        "rifiuti",
        "raccolta e trasporto dei rifiuti urbani, pulizia e spazzamento delle strade",
        r"\brifiuti (?:urban|solidi|differenziat|ingombrant)|\bspazzamento\b|\braccolta differenziata\b"
        r"|\b(?:raccolta|gestione|trasporto|smaltimento) (?:e \w+ )?(?:dei )?rifiuti\b|\bigiene urbana\b"
        r"|\bpulizia (?:delle )?strade\b",
        ("905", "9061", "34928480"),
        "DM 23.6.2022 n. 255",
    ),
    CamSubject(
        "tessili",
        "prodotti tessili: divise, vestiario, biancheria",
        r"\bdivise?\b|\buniform[ei]\b|\bvestiario\b|\babbigliamento\b|\btessil[ei]\b|\bindumenti\b|\btendaggi\b",
        ("181", "182", "183", "184", "395"),
        "DM 7.2.2023 (GU n. 70 del 23.3.2023)",
        kinds=GOODS,
    ),
    CamSubject(
        "eventi",
        "organizzazione e realizzazione di eventi",
        r"\b(?:organizzazion|gestion|realizzazion|allestiment|service)\w*\b.{0,60}"
        r"\b(?:event[oi]\b|manifestazion[ei]\b(?! d'interesse)(?! di interesse)|festival|rassegn[ae]"
        r"|concert[oi]|fier[ae]\b|spettacol[oi]|mercatini)",
        ("7995", "7992"),
        "DM 19.10.2022 n. 459",
        kinds=GOODS,
    ),
    CamSubject(
        "distributori",
        "ristoro con distributori automatici e reti idriche di distribuzione",
        r"\bdistributor[ei] automatic|\bvending\b",
        ("42933",),
        "DM 6.11.2023",
    ),
    CamSubject(
        "lavanolo",
        "lavaggio e noleggio di tessili e materasseria",
        r"\blavanolo\b|\blavanderi"
        r"|\blavaggio (?:e (?:noleggio|stiratura) )?(?:d\w+ )?(?:biancheria|tessil|divise|capi)",
        ("9831",),
        "DM 9.12.2020",
    ),
    CamSubject(
        "energia",
        "servizi energetici per edifici",
        r"\bservizio energia\b|\bservizi energetici\b|\bgestione calore\b",
        ("71314",),
        "DM 12.8.2024",
    ),
)


def cam_subjects(text: str, cpv_codes: Iterable[str] = (), object_kind: str = "") -> tuple[CamSubject, ...]:
    """The categories with environmental criteria that an object falls under: a signal that people confirm."""
    codes = tuple(cpv_codes)
    return tuple(subject for subject in CAM_SUBJECTS if subject.covers(text, codes, object_kind))
