"""Collective agreements: their sector, the code of the CNEL, industry or crafts."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.choices import options_of
from apps.municipal.tenders.rules.contradictions.statement import Statement, clause
from apps.municipal.tenders.rules.scanning import scan

CODE = re.compile(
    r"\b(?P<said>CNEL|C\.?C\.?N\.?L\b\.?|cod(?:ice|\.)(?:\s+(?:alfanumerico|unico|contratto))*)\s*(?:CNEL|n\.|:|del\s+CNEL)?\s*[:(]?\s*[\"«]?(?P<code>[A-Z][A-Z0-9]\d[A-Z0-9])\b"
    r"|\((?P<bare>[A-Z][A-Z0-9]\d[A-Z0-9])\)"
)
AGREEMENT = re.compile(
    r"\bC\.?\s?C\.?\s?N\.?\s?L\b|\bCNEL\b|\bcontratt[oi]\s+(?:collettiv|nazional|di\s+lavoro)", re.IGNORECASE
)
VARIANT = re.compile(
    r"\b(?P<what>edil\w+|metalmeccanic\w+|legno|alimentar\w+|tessil\w+|grafic\w+|logistica|autotrasport\w+|chimic\w+|meccanic\w+|terziario|commercio)\b"
    r"(?P<between>[^.;\n()]{0,40}?)\b(?P<kind>industri[ae]l?i?|artigian\w+|cooperativ\w+|cooperazione|piccol\w+(?:\s+e\s+medi\w+)?|pmi|confapi|confcommercio|confesercenti|confindustria)\b",
    re.IGNORECASE,
)

NAMED = re.compile(
    r"\bcontratto\s+(?=[A-Z][^.;\n]{3,80}\bCNEL\b)|\bC\.?\s?C\.?\s?N\.?\s?L\.?(?![\w])|\bcontratt[oi]\s+collettiv[oi](?:\s+nazionali?\w*)?",
    re.IGNORECASE,
)
SECTORS = options_of(
    (
        "cooperative sociali",
        "Cooperative sociali",
        r"\bcooperative\s+(?:sociali|del\s+settore\s+socio)|\bcoop\.?\s+sociali",
    ),
    (
        "pulizie",
        "Pulizie e multiservizi",
        r"\bmulti\s?-?\s?servizi\b|\bpuli(?:zia|zie|mento)\b|\bservizi\s+integrati\b",
    ),
    (
        "turismo",
        "Pubblici esercizi, ristorazione, turismo",
        r"\bpubblici\s+esercizi\b|\bristorazione\b|\bturismo\b",
    ),
    (
        "terziario",
        "Terziario, distribuzione e servizi",
        r"\bterziario\b|\bcommercio\b|\bdistribuzione\s+(?:moderna|organizzata|e\s+servizi)",
    ),
    ("edilizia", "Edilizia", r"\bedil(?:e|i|izia)\b|\blavori\s+edili"),
    ("metalmeccanici", "Metalmeccanici", r"\bmetalmeccanic\w+|\bmeccanica\b"),
    (
        "logistica",
        "Logistica, trasporto merci e spedizione",
        r"\blogistica\b|\btrasporto\s+merci\b|\bautotrasport\w+|\bspedizion\w+",
    ),
    (
        "autoferrotranvieri",
        "Autoferrotranvieri",
        r"\bauto\s?ferro\s?tranvier\w+|\binternavigator\w+|\btpl\b|\bmobilità\b|\btrasporto\s+(?:pubblico\s+)?locale",
    ),
    ("noleggio", "Noleggio autobus con conducente", r"\bnoleggio\b|\bautorimess\w+"),
    (
        "igiene ambientale",
        "Igiene ambientale",
        r"\bigiene\s+(?:ambientale|urbana)\b|\bservizi\s+ambientali\b|\bfise\b|\butilitalia\b",
    ),
    (
        "vigilanza",
        "Vigilanza privata e servizi di sicurezza",
        r"\bvigilanza\b|\bservizi\s+(?:fiduciari|di\s+sicurezza)\b|\bportier\w*",
    ),
    (
        "agricoltura",
        "Operai agricoli e florovivaisti",
        r"\bflorovivaist\w+|\bagricol\w+|\bflorovivaism\w+|\bsistemazione\s+idraulic\w+",
    ),
    ("studi professionali", "Studi professionali", r"\bstudi\s+professional\w+"),
    ("telecomunicazioni", "Telecomunicazioni", r"\btelecomunicazion\w+|\bTLC\b"),
    ("grafica", "Grafici ed editoriali", r"\bgrafic[iaeo]\w*|\beditorial\w+|\beditoria\b"),
    ("legno", "Legno e arredamento", r"\blegno\b|\barred\w+"),
    ("federculture", "Federculture", r"\bfederculture\b"),
    ("uneba", "Uneba", r"\buneba\b"),
    ("anaste", "Anaste", r"\banaste\b"),
    ("sanità privata", "Sanità privata", r"\bsanità\s+privata\b|\baiop\b|\baris\b"),
    ("energia", "Gas, acqua, elettrici", r"\bgas\b|\bacqua\b|\belettric[io]\b|\benergia\b"),
    ("chimica", "Chimici", r"\bchimic\w+"),
    ("alimentare", "Alimentaristi", r"\balimentar\w+|\bpanificat\w+"),
    ("tessile", "Lavanderie e tessile", r"\blavanderi\w+|\btessil\w+|\babbigliamento\b"),
    ("sport", "Impianti sportivi", r"\bimpianti\s+sportivi\b|\bpalestr\w+|\bsport\w*"),
    ("formazione", "Formazione professionale", r"\bformazione\s+professionale\b"),
    ("scuola", "Scuole e asili", r"\baninsei\b|\bagidae\b|\bfism\b"),
)
BESIDE = 40
"""characters within which the sector is surely that of the agreement"""
FEDERAL = 110
"""characters after «CCNL» in which its sector is named"""
OTHER_AGREEMENT = re.compile(
    r"\b(?:chi|qualora|se|ove|operator\w+\s+che|concorrent\w+\s+che)\b[^.;]{0,60}\b(?:applic\w+|indic\w+|adott\w+)[^.;]{0,40}$|\b(?:divers[oi]|altr[oi]|equivalent\w+)\s+(?:rispetto\s+al\s+)?$|\bal\s+posto\s+de[^.;]{0,20}$|\bequivalenza\b[^.;]{0,60}$|\bnon\s+(?:si\s+applica|è\s+applicabile)\b[^.;]{0,30}$|\battualmente\b[^.;]{0,60}$|\buscente\b[^.;]{0,60}$",
    re.IGNORECASE,
)


def codes(act: Act) -> Iterator[Statement]:
    """Codes of the agreements in the archive of the CNEL."""
    for found in scan(CODE, act.text):
        group = "code" if found["code"] else "bare"
        around = act.text[max(0, found.start() - 140) : found.end() + 30]
        if AGREEMENT.search(around):
            yield Statement(found[group], found.start(group), found.end(group))


def variants(act: Act) -> Iterator[Statement]:
    """«Edilizia industria» is not «Edilizia artigianato»."""
    for found in scan(VARIANT, act.text):
        if AGREEMENT.search(clause(act, *found.span())):
            yield Statement(found["kind"].lower()[:6], *found.span(), key=found["what"].lower()[:5])


def sectors(act: Act) -> Iterator[Statement]:
    """The sector of each collective agreement that the act asks for."""
    for found in scan(NAMED, act.text):
        lead = act.text[max(0, found.start() - 110) : found.start()]
        rest = act.text[found.end() : found.end() + FEDERAL]
        rest = re.split(r"[;\n]|\.(?=\s+[A-Z])|\b(?:equivalen|diverso|altro)\w*", rest)[0]
        if OTHER_AGREEMENT.search(lead):
            continue
        for value, shown, pattern in SECTORS:
            sector = pattern.search(rest)
            if sector:
                weight = 1 + (sector.start() < BESIDE)
                yield Statement(value, found.start(), found.end() + sector.end(), shown, weight=weight)
