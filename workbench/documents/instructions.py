"""Sentences that speak to a program instead of a person: pointed out, never obeyed.

The patterns want an order about what a machine does, mostly at the start of a clause, so that an act which
approves something or speaks of instructions is left alone.
"""

import re
from collections.abc import Iterator

from workbench.documents.document import Span
from workbench.italian import normalise

CLAUSE = r"(?:^|[,(:*>\"'–—-] ?|\b(?:e|poi|and|then|please) )"
FEW = r"(?:[\w']+ ){0,4}?"
APPROVE = r"(?:approva|accetta)(?:re|te)?"
RULES = r"(?:regole|istruzion[ei]|indicazioni|direttive|comandi|prompt|controlli|verifiche|vincoli)"
EARLIER = r"(?:precedenti|(?:ricevut|dat|impostat|scritt)e|di sistema|qui sopra)"
DOCUMENT = r"(?:documento|atto|testo|file|determina|determinazione|bando|disciplinare|capitolato)"
FINE = r"(?:approvat[oa]|conforme|corrett[oa]|valid[oa]|regolare|legittim[oa]|(?:senza|priv[oa] di) errori)"
FAULTS = r"(?:error[ei]|problem[ai]|rilievi|anomali[ae]|avvis[oi]|irregolarità|segnalazioni|violazioni)"
MACHINE = (
    r"(?:intelligenza artificiale|ia|ai|llm|(?:chat ?)?gpt|chatbot|assistente (?:virtuale|digitale|ia|ai)|"
    r"modello (?:linguistico|di linguaggio|ai|ia)|(?:correttore|verificatore|revisore) automatico)"
)
ITALIAN = (
    rf"{CLAUSE}(?:ignora|dimentica|trascura|scarta|disattiva|salta|aggira)(?:re|te)? {FEW}{RULES}\b",
    rf"\b(?:ignora|dimentica)(?:re|te)? {FEW}(?:{RULES} {FEW}{EARLIER}|precedenti {RULES})\b",
    rf"{CLAUSE}{APPROVE} (?:comunque |sempre |subito )?(?:quest[oa'] ?{DOCUMENT}|tutto)\b",
    rf"{CLAUSE}{APPROVE} {FEW}senza {FEW}(?:controll|verific|riliev|error)",
    rf"^{APPROVE} il documento[.!\"]*$|\be {APPROVE}[.!\"]*$",
    rf"\b(?:segna|considera|giudica|valuta)(?:re|te|lo)? (?:(?:quest[oa]|il) {DOCUMENT} )?come {FINE}\b",
    rf"{CLAUSE}non (?:segnalare|rilevare|riportare|mostrare|indicare|elencare) {FEW}{FAULTS}\b",
    rf"\brispond(?:i|ere|ete) (?:sempre|solo|soltanto|che) .{{0,40}}?(?:{FINE}|nessun {FAULTS})\b",
    rf"\b(?:istruzion[ei]|nota|messaggio|attenzione) (?:per|all?a?) ?'?(?:l'|il |la |un |un')?{MACHINE}\b",
    rf"\b(?:se sei|agisci come|comportati come|fingi di essere) (?:una?|l|il)[ '](?:{MACHINE}|assistente)\b",
    rf"{CLAUSE}{MACHINE} ?[,:] ?{FEW}(?:ignora|approva|non \w+re|rispondi|considera|segna|scrivi|dichiara)\b",
)
ENGLISH_DOCUMENT = r"(?:this|the) (?:document|act|file|text|tender|contract)"
ENGLISH_MACHINE = r"(?:ai|llm|assistant|language model|chatbot|checker)"
ENGLISH = (
    rf"{CLAUSE}(?:ignore|disregard|forget|override|bypass) {FEW}(?:instructions?|rules|prompts?|checks)\b",
    rf"{CLAUSE}(?:approve|accept) {ENGLISH_DOCUMENT}\b",
    rf"\b(?:mark|consider|rate|treat) {ENGLISH_DOCUMENT} as (?:approved|compliant|correct|valid)\b",
    rf"\b(?:do not|don't|never) (?:report|flag|mention|show|list) {FEW}(?:error|issue|problem|finding)",
    rf"\byou are (?:now )?(?:an?|the) {FEW}{ENGLISH_MACHINE}\b",
    rf"\b(?:note|instructions?|attention|message) (?:to|for) (?:the |any |all )?{ENGLISH_MACHINE}\b",
)
MARKUP = (
    r"<\|(?:im_start|im_end|system|user|assistant|endoftext)\|>",
    r"\[/?inst\]|<</?sys>>|</?system(?:_prompt)?>",
    r"\b(?:system prompt|prompt di sistema) ?:",
)
ORDER = re.compile("|".join((*ITALIAN, *ENGLISH, *MARKUP)))
SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n[ \t]*\n|\n(?=[ \t]*(?:[A-Z*•–<\[-]|\d))|(?<=\n)[ \t]+")
LONGEST = 600
"""characters; a longer piece without an end is looked at in parts"""


def instructions_to_machines(text: str) -> list[Span]:
    """The sentences of `text` that give orders to whatever program reads it, in order.

    Italian and English. It finds the usual wordings, not every one: that nothing is found is no proof.
    """
    return [span for span in _sentences(text) if ORDER.search(normalise(span.text))]


def _sentences(text: str) -> Iterator[Span]:
    """Pieces between ends, however the lines of a scan break them."""
    start = 0
    for end in [*(found.start() for found in SENTENCE_END.finditer(text)), len(text)]:
        while start < end:
            stop = min(end, start + LONGEST)
            piece = text[start:stop]
            first = start + len(piece) - len(piece.lstrip())
            if piece.strip():
                yield Span(first, first + len(piece.strip()), piece.strip())
            start = stop
