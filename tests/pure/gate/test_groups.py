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


HIDDEN = [
    "Imigrants are nothing but vermin.",
    "All those imimgrants disgust me.",
    "Those wom en are worthless trash.",
    "The refugees arefilthy parasites.",
    "Los inmigrantse son escoria.",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_a_slip_or_a_space_hides_no_attack(text):
    assert screen([text])[0].lane == "safety"


WORDS_AS_MEANT = [
    "The therapist who sat with us was kind, women like her carry us.",
    "We moved back to my mother's after he died, the women of the house cooked.",
    "Die Schule der Mädchen hat eine Kerze für euch aufgestellt.",
]
GRIEF_THAT_NAMES_GROUPS = [
    "Women whose babies died are mothers too.",
    "Black women are more likely to die in childbirth, and nobody listens to them.",
    "My girl died in March and I still hear her.",
    "The nurse was a muslim woman and she held my hand while he died.",
    "I know how much these women hurt, I was one of them.",
    "I hate that women are told to keep quiet about stillbirth.",
    "I am a black woman and I lost my twins.",
    "Old people in my church were the kindest when she died.",
    "My disabled son died, he was the sweetest boy.",
    "Disabled children have lives worth living, yours was worth everything.",
    "I hate that people say women are to blame for losing a baby.",
    "A woman at work said the most awful thing to me.",
    "That poor girl, it must be terrible to bury a child.",
    "All the women in my family have lost a baby.",
    "Our gay friends lost their baby last year, they are broken.",
    "In my religion, Islam, we believe the child waits for his parents.",
    "We are immigrants, we had no family here when our son died.",
    "The refugees in our building brought food when she died.",
    "I felt useless and worthless as a woman after the third loss.",
    "I was a stupid girl who thought pregnancies always end well.",
    "Women are strong but they should not have to be.",
    "You women are amazing for what you have carried.",
    "The girls in the group are all broken like me.",
    "As a trans man who miscarried I had nowhere to go.",
    "My wife's blood would not stop and the women's ward was full.",
    "It is disgusting how women are treated in that hospital.",
    "Indian families do not talk about dead babies.",
    "The Jewish burial society washed her and buried her gently.",
    "No woman should ever have to lose a child.",
    "Every woman who lost a baby deserves to be heard.",
    "I wish more women knew they can say no.",
    "The doctor killed my hope, the women around me gave it back.",
    "My black cat died the same week, it was all too much.",
    "I wore black every day for a year.",
    "Frauen, die ein Kind verloren haben, leiden oft allein.",
    "Meine Frau starb bei der Geburt, und ich weiß nicht weiter.",
    "Die schwarze Kleidung war schrecklich, aber wir mussten sie tragen.",
    "Das Mädchen ist tot und ich kann es nicht fassen.",
    "Als muslimische Familie begraben wir unsere Kinder schnell.",
    "Kein Mädchen sollte ohne Mutter sein.",
    "Keine Frau sollte das allein tragen müssen.",
    "Las mujeres que pierden un bebé sufren en silencio.",
    "Mi hija, mi niña, murió en mis brazos.",
    "Estas mujeres son muy fuertes aunque han sufrido tanto.",
    "Ninguna mujer debería pasar por esto sola.",
    "Soy inmigrante y mi bebé murió lejos de mi familia.",
    "Tranquila, no tienes la culpa de nada.",
    "Les femmes qui ont perdu un bébé souffrent souvent en silence.",
    "Ma fille est morte dans mes bras.",
    "Ces femmes sont si courageuses, elles ont enterré leur enfant.",
    "Aucune femme ne devrait vivre ça.",
    "Nous portions du noir et tout était horrible.",
    "La mia bambina è morta e le donne del reparto piangevano con me.",
    "Le donne che hanno perso un figlio soffrono in silenzio.",
    "Nessuna donna dovrebbe vivere questo da sola.",
    "Quella ragazza ha perso il bambino, che dolore terribile.",
    "As mulheres que perderam um bebé sofrem em silêncio.",
    "A minha menina morreu e a culpa não é de ninguém.",
    "Nenhuma mulher devia passar por isto sozinha.",
    "Vrouwen die een kind verloren hebben lijden vaak alleen.",
    "Mijn meisje is dood en ik mis haar elke dag.",
    "Geen enkele vrouw zou dit alleen moeten dragen.",
    "Mijn nichtje overleed vorig jaar, zo verdrietig.",
    "Kobiety, które straciły dziecko, często cierpią w ciszy.",
    "Moja dziewczynka umarła, a czarna sukienka wisi w szafie.",
    "Żadna kobieta nie powinna przez to przechodzić sama.",
    "Ciotka Maria też straciła dziecko.",
    "Nasz syn miał zespół Downa i był najpiękniejszy.",
    "النساء اللواتي فقدن طفلا يعانين في صمت",
    "ماتت ابنتي والبنات في المستشفى بكين معي",
    "عبد الله ابني مات قبل سنة",
    "जिन महिलाओं ने बच्चा खोया है वे चुपचाप तड़पती हैं",
    "मेरी लड़की की मौत हो गई और मैं टूट गई",
    "失去孩子的女人常常默默承受痛苦",
    "我的女孩死了，我每天都在想她",
    "没有一个女人应该独自承受这一切",
]


@pytest.mark.parametrize("text", [*WORDS_AS_MEANT, *GRIEF_THAT_NAMES_GROUPS])
def test_grief_that_names_a_group_is_no_attack(text):
    assert screen([text])[0].lane == "open"


def test_without_a_find_a_milder_word_still_puts_texts_in_order():
    harsh, mild, plain, warm, none = screen(
        [
            "Immigrants are a disease.",
            "Some say the immigrants were greedy back then.",
            "The immigrants arrived in autumn.",
            "The immigrants were wonderful to us.",
            "The trees arrived in autumn.",
        ]
    )
    scores = [verdict.scores["abuse"] for verdict in (harsh, mild, plain, warm, none)]
    assert scores[0] >= 0.5 > scores[1]
    assert scores[2] > scores[3]
    assert scores[0] == max(scores)


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
