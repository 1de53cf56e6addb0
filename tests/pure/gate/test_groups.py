"""Attacks on groups of people, in the languages that have lists, and those who speak up against them. All invented."""

import pytest

from alongside.gate import screen

ATTACKS = [
    "Immigrants are nothing but vermin and parasites.",
    "All refugees should be deported, they do not belong here.",
    "I despise disabled people.",
    "Lesbians deserve to be shot and every one of those lesbians, all homosexuals, are vermin.",
    "Alle Flüchtlinge sind Ungeziefer und sollen verschwinden.",
    "Los inmigrantes son escoria, los odio.",
    "Les migrants sont des parasites, je les déteste.",
    "Gli immigrati sono parassiti e feccia.",
    "Os imigrantes são parasitas e lixo.",
    "Immigranten zijn ongedierte en uitschot.",
    "移民都是垃圾和寄生虫。",
]
FINE = [
    "Immigrants like us know how far home can feel, we hold you.",
    "Refugees are not vermin, they are people.",
    'He wrote that "immigrants are vermin" and that is hateful, please do not read it.',
    "Women from our choir will sing for her.",
    "My gay brother and his husband lost a daughter too.",
    "Die Flüchtlinge aus unserem Dorf zünden eine Kerze an.",
    "Los inmigrantes de nuestra calle rezan por vosotros.",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_an_attack_on_a_group_is_held(text):
    verdict = screen([text])[0]
    assert verdict.lane == "safety"
    assert max(verdict.scores["abuse"], verdict.scores["threat"]) >= 0.5


@pytest.mark.parametrize("text", FINE)
def test_naming_a_group_or_standing_up_for_it_is_not(text):
    assert screen([text])[0].lane == "open"


APPROACHES = [
    "Ihr Konto wurde gesperrt. Bitte bestätigen Sie Ihre Daten.",
    "Ich bin Journalistin und möchte ein Interview über eure Geschichte führen, für unsere Sendung.",
    "Su cuenta ha sido bloqueada, verifique sus datos aquí.",
    "Soy vidente y su hija tiene un mensaje para usted desde el más allá.",
    "Sua encomenda foi retida, clique aqui para regularizar o pagamento.",
    "Votre colis est bloqué, cliquez ici pour confirmer votre adresse.",
    "Je suis voyante, votre fille m'a parlé, elle a un message pour vous.",
    "Il tuo conto è stato sospeso, clicca qui per verificare i tuoi dati.",
    "Uw rekening is geblokkeerd, klik hier om uw gegevens te bevestigen.",
    "Twoje konto zostało zablokowane, kliknij tutaj i potwierdź dane.",
]


@pytest.mark.parametrize("text", APPROACHES)
def test_an_approach_is_known_in_other_languages(text):
    assert screen([text])[0].lane == "safety"


CRUEL = [
    "Ihr seid selbst schuld am Tod eures Kindes.",
    "Das ist die Strafe Gottes.",
    "Fue tu culpa, tú lo mataste.",
    "C'est de votre faute, vous l'avez tué.",
    "È tutta colpa vostra, siete pessimi genitori.",
    "A culpa é sua, você matou seu filho.",
    "Het is jullie eigen schuld, jullie verdienen geen kinderen.",
    "To wasza wina, nie zasługujecie na dziecko.",
]


@pytest.mark.parametrize("text", CRUEL)
def test_cruelty_is_known_in_other_languages(text):
    assert screen([text])[0].lane == "safety"
