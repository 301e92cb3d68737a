"""Figures that tender acts state and other laws set: late payment, personal data, former officers."""

from datetime import date
from decimal import Decimal

from apps.municipal.tenders.law.figures import EXPERIENCE, Figure

Count = Figure[int]
LATE_INTEREST_POINTS: Count = Figure(
    "interessi_mora_punti", 8, "artt. 2 e 5 D.Lgs. 231/2002", "media", EXPERIENCE, date(2013, 1, 1)
)
"""points above the reference rate of the European Central Bank"""
LATE_RECOVERY_EURO: Figure[Decimal] = Figure(
    "interessi_mora_recupero",
    Decimal(40),
    "art. 6 c. 2 D.Lgs. 231/2002",
    "media",
    EXPERIENCE,
    date(2013, 1, 1),
)
"""euro due for the cost of recovery, without a demand"""
BREACH_HOURS: Count = Figure(
    "violazione_dati_ore",
    72,
    "art. 33 par. 1 Regolamento (UE) 2016/679",
    "media",
    EXPERIENCE,
    date(2018, 5, 25),
)
FORMER_OFFICER_MONTHS: Count = Figure(
    "ex_dipendenti_mesi", 36, "art. 53 c. 16-ter D.Lgs. 165/2001", "media", EXPERIENCE, date(2012, 11, 28)
)
ACCOUNT_DAYS: Count = Figure(
    "conto_dedicato_giorni", 7, "art. 3 c. 7 L. 136/2010", "media", EXPERIENCE, date(2010, 9, 7)
)
"""days in which the contractor tells the account and who may use it"""
DURC_DAYS: Count = Figure("durc_giorni", 120, "DM 30.1.2015 art. 7", "alta", EXPERIENCE, date(2015, 7, 1))
EQUAL_SHARE: Count = Figure(
    "quota_giovani_donne",
    30,
    "art. 57 c. 2-bis; allegato II.3; art. 47 c. 4 DL 77/2021",
    "media",
    EXPERIENCE,
    date(2021, 6, 1),
)
"""percent of the new places, for the young and for women each, unless a reason is given"""
