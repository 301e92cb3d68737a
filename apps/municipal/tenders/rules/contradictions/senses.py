"""What a sentence is about, in few words: synonyms of the trade count as one word, the words of every contract as none."""

from functools import lru_cache
from itertools import chain

from workbench.italian import tokens

SHORTEST_WORD = 4
STEM = 6
TRADE = """
accesso: access
anticipazione: anticipazion
anzianità: anzianit età immatricol vetust
apertura: apertur aprir apre apron aperto
assenza: assen manca
mancanza: mancanz mancat
avvio: avvio avvia avvii partir iniz comincia cominci attivaz
chiarimenti: chiariment quesit domand delucidaz
chiusura: chiu
collaudo: collaud conformità
commissione: commission commissar
conservazione: conserva cancella archivi
consegna: consegn recapit ordine ordini ordinaz
difese: controdeduzion difes giustificaz contestaz contest addebit osservazion replic
distribuzione: distribu somministr
diffida: diffid
formazione: formaz cors
garanzia: garanz cauzion fideius fidejus
difetto: difett rott
installazione: install montagg posa
integrazione: soccors integra regolarizz
intervento: intervent interven pronto squadra urgen reperib chiamat segnalaz guast avari malfunz anomalie emergenz
orario: orar lavora turn svolg attivo attiva erogat funziona
pagamento: pagament pagat pagan pagate paga liquid sald bonific rat rate fattur
penale: penal
polizza: polizz assicuraz assicurati
preavviso: preavvis disdett recess recede
prova: prova prove
pubblicazione: pubblica
referente: referent coordinator capocant
nomina: nomin nome nomi
raccolta: raccol raccog ritir svuot preliev
relazione: relazion report rapport rendicont resocont consuntiv
resa: restituz restitui riconsegn
riunione: riunion incontr
ripristino: ripristin riparaz ripara soluzion risolve risoluti
risposta: rispost risponde riscontr
scorta: scort giacenz
sciopero: scioper
potatura: potat potare
sedute: sedut buste
spiegazioni: spiegaz
sopralluogo: sopralluog visit
sospensione: sospen
sostituzione: sostitu sostitui rimpiazz reintegr
stipula: stipul firma firmat sottoscri
subentro: subentr passaggi
svincolo: svincol

verbale: verbal
"""
"""what is done, each with the beginnings of the words that say it"""
THINGS = """
bagni: bagni bagno igienic
attrezzatura: attrezz mezzi macchin veicol automez scuolabus
aggiornamento: aggiorn
impianto: impiant piattaforma
lavaggio: lavagg lava pulizi pulisc pulit sanific
organico: organic umid
pasto: past mensa mense refezion refettor
personale: addett personal dipendent lavorator operai squadr
piante: piant alber esemplar
residenti: residen
programma: softwar applicaz sorgent
proprietà: propriet titolar diritt
residui: residu rifiut scart
sfalcio: sfalc tagli taglio
trasporto: trasport conferi portan
"""
"""what it is done to: two sentences may well speak of different things about it"""
VAGUE = """
attività: attivit
avviso: avvis
controllo: verific controll regolare
offerta: offert
ritardo: ritard
validità: valid vincol impegna irrevocabil
"""
"""what is said of many things"""
NOTHING = ("lavorativ", "funzionar", "funzional", "funzioname")
"""beginnings of words that say nothing although they begin as others do"""
OF_THEIR_OWN = frozenset(
    ["verbale", "garanzia", "polizza", "anticipazione", "sciopero", "svincolo", "difetto"]
)
"""what is done to a record, a security or a strike is done to nothing else"""
EVERYWHERE = """
affida aggiud agli alla alle allo almeno altra altre altri altro anche anni anno appalt artico articol assicu avere bimest cadenz capito casi
caso cento ciascu comuna cinqua cinque circa codice come comma compre comune comuni comunq consec contra dagli dall dalla dalle dallo
data decorr decret degli dell discip gara della delle dello deve devono dicias diciot dieci ditta ditte dodici dopo dovrà durat durata effett
entro esegue esegui esclus essere euro eventu fatto fino fornit garant giorni giorno hanno import importo impres inoltr legge letter loro massim median
mensil mese mesi minima minimo minut modo natura negli nell nella nelle nello novant nove ogni oltre operat ore ottant otto pari
parte parti perido perio period possono presen presso prest presta previs previst prima primi primo propri può quale quali quando
quaran quator quattr quella quelli quello questa questo quindi quindic relati respon rese resi reso ribass ricevi richie salvo saranno sarà
scritt specia seconda secondo sedici seguit semest sempre serviz sessan settan sette settim settima settor sino socie solo soltan sono
stata stato stazio sulla sulle suoi termin tramit tredic trenta trimes tutta tutte tutti tutto uffici ulteri undici valgon vengon
venti ventiq ventun verso viene lunedì lunedi marted mercol gioved venerd sabato domeni
"""
"""beginnings of words that stand in every contract"""
COMMON = frozenset(EVERYWHERE.split())
WEIGHT, HALF, LITTLE = 1.0, 0.6, 0.5
"""of a word of the trade, of any other, and of a vague one"""


def _stems(lines: str) -> dict[str, str]:
    named = [line.partition(":") for line in lines.strip().splitlines()]
    return dict(chain.from_iterable(((stem, name) for stem in stems.split()) for name, _, stems in named))


DONE, UNCLEAR = _stems(TRADE), _stems(VAGUE)
STEMS = _stems(THINGS) | UNCLEAR | DONE
LONGEST = max(len(stem) for stem in STEMS)


@lru_cache(maxsize=20_000)
def sense(word: str) -> tuple[str, float] | None:
    """What a word speaks of, and how much that tells; None for what every contract says."""
    if word.startswith(NOTHING):
        return None
    for length in range(min(LONGEST, len(word)), 2, -1):
        stem = word[:length]
        if stem in STEMS:
            return STEMS[stem], WEIGHT if stem in DONE else LITTLE if stem in UNCLEAR else HALF
    if len(word) < SHORTEST_WORD or not word.isalpha() or word[:STEM] in COMMON:
        return None
    return word[:STEM], HALF


def senses(text: str) -> dict[str, float]:
    """The things of which a text speaks, each with its weight."""
    return dict(found for word in tokens(text) if (found := sense(word)))
