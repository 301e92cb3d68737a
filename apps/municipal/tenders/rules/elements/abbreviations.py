"""Words that officials cut short, written out, so that the wordings of the elements need not know them."""

import re
from collections.abc import Mapping

CUT: Mapping[str, str] = {
    r"confl": "conflitto",
    r"def(?:in)?(?:\.?va)?": "definitiva",
    r"cauz": "cauzione",
    r"gar(?=\.\s+(?:provv|defin|def))": "garanzia",
    r"provv(?:is)?(?:\.?ria)?(?!\.to)": "provvisoria",
    r"rev(?=\.\s+(?:prezz|dei|del|art|period))": "revisione",
    r"(?<=clausola )soc|(?<=clausole )soc": "sociale",
    r"contr(?:att)?": "contratto",
    r"(?<=contratto )coll|(?<=contr\. )coll": "collettivo",
    r"(?<=soccorso )istr(?:utt)?": "istruttorio",
    r"subapp(?:alt)?": "subappalto",
    r"tracc(?:iab)?": "tracciabilità",
    r"piatt(?:af)?": "piattaforma",
    r"decr": "decreto",
    r"sind(?:ac)?": "sindacale",
    r"reg(?=\.\s+(?:cont|tecn|amm))|regol": "regolarità",
    r"tecn": "tecnica",
    r"(?<=reg\. )cont|(?<=regolarità )cont|contab": "contabile",
    r"resp(?=\.\s+(?:unic|del|serv|sett|area))": "responsabile",
    r"affid|aff(?=\.\s+(?:dir|dirett))": "affidamento",
    r"(?<=affid\. )dir|(?<=aff\. )dir|(?<=affidamento )dir": "diretto",
    r"imp(?=\.\s*(?:n\.?\s*)?\d)": "impegno",
    r"manod": "manodopera",
    r"pagam": "pagamento",
    r"fatt": "fattura",
    r"verif": "verifica",
    r"esec": "esecuzione",
    r"fav(?:or)?(?:ev)?": "favorevole",
    r"assic(?:ur)?": "assicurazione",
    r"autocert": "autocertificazione",
    r"congr": "congruità",
    r"pti?": "punti",
    r"dich": "dichiarazione",
    r"esper": "esperienza",
    r"requis": "requisiti",
    r"stip": "stipula",
    r"ammin": "amministrazione",
}
SIGNS: Mapping[str, str] = {
    r"v\.to\b": "visto",
    r"provv\.to\b": "provvedimento",
    r"ess\.li\b": "essenziali",
    r"c/c\b": "conto corrente",
    r"m\.?d\.?o\b\.?": "manodopera",
    r"amm(?:\.ne|\.vo)?\.?\s+trasp(?:\.te|\.)": "Amministrazione trasparente",
    r"definit\.va\b|def\.va\b": "definitiva",
    r"contr\.to\b": "contratto",
    r"resp\.le\b": "responsabile",
}
ENDING = re.compile(r"(?<=[^\W\d_]{3}z)\.(?=[\s,:;)])", re.IGNORECASE)
"""«manutenz.», «dichiaraz.»"""
CUT_SHORT = "|".join(f"({word})" for word in CUT)
SHORT_SIGNS = "|".join(f"({sign})" for sign in SIGNS)
WORD = re.compile(rf"\b(?=[^\W\d_]{{2,9}}\.)(?:{CUT_SHORT})\.", re.IGNORECASE)
SIGN = re.compile(rf"\b(?=[vpecmadr])(?:{SHORT_SIGNS})", re.IGNORECASE)
WHOLE, WHOLE_SIGNS = tuple(CUT.values()), tuple(SIGNS.values())


def written_out(text: str) -> str:
    """The text with the words that are cut short in full; a point that also ends a line stays."""
    text = SIGN.sub(lambda found: WHOLE_SIGNS[(found.lastindex or 1) - 1], text)
    text = WORD.sub(_whole, text)
    return ENDING.sub("ione", text)


def _whole(found: re.Match[str]) -> str:
    is_last = found.string[found.end() : found.end() + 1] in ("", "\n")
    return WHOLE[(found.lastindex or 1) - 1] + ("." if is_last else "")
