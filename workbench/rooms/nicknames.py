"""Names for people who give none: two nouns of nature, none of which is ever said of a person."""

import secrets

ANIMALS = (
    "Airone", "Alcione", "Allodola", "Aquila", "Averla", "Balestruccio", "Capinera",
    "Capriolo", "Cardellino", "Castoro", "Cicogna", "Cigno", "Cinciallegra", "Coccinella", "Codirosso",
    "Cormorano", "Delfino", "Fenicottero", "Fringuello", "Gabbiano", "Gheppio", "Martora",
    "Lepre", "Libellula", "Lontra", "Lucciola", "Nibbio", "Pavoncella",
    "Pellicano", "Pettirosso", "Picchio", "Poiana", "Rondine", "Rigogolo", "Saltimpalo", "Scoiattolo",
    "Scricciolo", "Sterna", "Storno", "Tartaruga", "Usignolo", "Verdone",
)  # fmt: skip
PLACES = (
    "Acero", "Agrifoglio", "Ambra", "Arancio", "Baia", "Basalto", "Betulla", "Bosco", "Bruma", "Calanco",
    "Cascata", "Castagno", "Cedro", "Ciliegio", "Cipresso", "Collina", "Corniolo", "Duna", "Edera", "Erica",
    "Faggio", "Felce", "Fiume", "Foce", "Frassino", "Fonte", "Genziana", "Ginepro", "Girasole", "Golfo",
    "Granito", "Iris", "Isola", "Lago", "Lavanda", "Larice", "Lauro", "Marmo", "Melograno", "Menta", "Mirto",
    "Neve", "Nuvola", "Olmo", "Onda", "Ontano", "Ortensia", "Papavero", "Pioppo", "Prato", "Primula",
    "Quarzo", "Quercia", "Radura", "Riva", "Rosmarino", "Salice", "Sorgente", "Tiglio", "Valle",
)  # fmt: skip


def draw_nickname() -> str:
    """One of about 3,000, drawn at random: it says nothing about who carries it."""
    return f"{secrets.choice(ANIMALS)} {secrets.choice(PLACES)}"
