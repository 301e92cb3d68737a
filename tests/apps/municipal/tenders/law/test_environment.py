import pytest

from apps.municipal.tenders.law import CAM_SUBJECTS, cam_subjects


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Servizio di PULIZIA\ndegli uffici comunali", "servizi", {"pulizia"}),
        ("Refezione scolastica per l’anno 2026/2027", "servizi", {"ristorazione"}),
        ("Manutenzione ordinaria del verde pubblico e potature", "servizi", {"verde"}),
        ("Fornitura di risme di carta A4", "forniture", {"carta"}),
        ("Fornitura di arredi scolastici", "forniture", {"arredi"}),
        ("Fornitura e posa di arredo urbano", "forniture", {"arredo_urbano"}),
        ("Acquisto di 20 notebook", "forniture", {"informatica"}),
        ("Noleggio di stampanti multifunzione", "servizi", {"stampanti"}),
        ("Riqualificazione dell'illuminazione pubblica", "lavori", {"illuminazione"}),
        ("Ristrutturazione del municipio", "lavori", {"edilizia"}),
        ("Rifacimento dei marciapiedi di via Roma", "lavori", {"strade"}),
        ("Fornitura di uno scuolabus elettrico", "forniture", {"veicoli"}),
        ("Raccolta differenziata e spazzamento", "servizi", {"rifiuti"}),
        ("Divise per la polizia locale", "forniture", {"tessili"}),
        ("Organizzazione della rassegna estiva di concerti", "servizi", {"eventi"}),
        ("Concessione di distributori automatici", "concessione", {"distributori"}),
        ("Servizio di lavanolo per l'asilo nido", "servizi", {"lavanolo"}),
    ],
)
def test_an_object_falls_under_its_decree(text, kind, expected):
    assert {subject.id for subject in cam_subjects(text, (), kind)} == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Avviso di manifestazione di interesse per la fornitura di libri", "forniture"),
        ("Servizio sostitutivo di mensa mediante buoni pasto", "servizi"),
        ("Licenze del gestionale della ragioneria", "servizi"),
        ("Incarico di patrocinio legale", "servizi_intellettuali"),
        ("Trasporto scolastico", "servizi"),
        ("Assistenza domiciliare agli anziani", "servizi_sociali"),
        ("", ""),
    ],
)
def test_an_object_without_a_decree_gives_nothing(text, kind):
    assert cam_subjects(text, (), kind) == ()


def test_the_cpv_code_says_it_when_words_do_not():
    assert [one.id for one in cam_subjects("Servizio vario", ("90911200-8",), "servizi")] == ["pulizia"]


def test_every_subject_has_a_decree_a_source_and_the_day_on_which_it_was_checked():
    for subject in CAM_SUBJECTS:
        assert subject.decree and subject.source and subject.checked_on
    assert len({subject.id for subject in CAM_SUBJECTS}) == len(CAM_SUBJECTS)
