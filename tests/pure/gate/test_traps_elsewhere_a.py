"""Traps elsewhere than in English: who denies, quotes, or tells of others what hurts is not held; who says it is."""

import pytest

from alongside.gate import screen

TOLD = [
    "Nunca os diría que fue lo mejor.",
    "Que nadie te diga que no era un bebé de verdad.",
    "Qué rabia me da cuando dicen que era su destino.",
    "Eso de que el tiempo todo lo cura es una tontería.",
    "¿Quién te ha dicho que fue culpa tuya? No lo fue.",
    'Como si por tener otro hijo doliera menos; nos decían "al menos tenéis otro".',
    "Tú no tienes la culpa y no eres una mala madre.",
    "Un desconocido me escribió «te lo mereces» y me hundí.",
    "Nunca vos diria que foi melhor assim.",
    "Ninguém tem o direito de dizer que não era um bebê de verdade.",
    "Que raiva quando as pessoas dizem que era o destino dele.",
    "Essa história de que o tempo cura tudo é bobagem.",
    "Quem te disse que a culpa foi sua? Não foi.",
    "Agem como se não fosse um bebê, como se fosse só um monte de células.",
    "Ninguém pode dizer que você é uma mãe ruim.",
    "Um desconhecido escreveu-me «tu mereces» e fiquei de rastos.",
    "Jamais je ne vous dirais que c'est mieux ainsi.",
    "Personne n'a le droit de dire que ce n'était pas un vrai bébé.",
    "Que personne ne te dise que ce n'était pas un bébé.",
    "Cette histoire que le temps guérit tout, c'est n'importe quoi.",
    "Comment peut-on dire que ce n'était pas un vrai bébé ?",
    "Tu n'y es pour rien et tu n'es pas une mauvaise mère.",
    "Un inconnu m'a écrit « tu l'as mérité » et je me suis effondrée.",
    "Tu ne mérites pas ça.",
    "Non vi direi mai che è stato meglio così.",
    "Nessuno ha il diritto di dire che non era un vero bambino.",
    "Non lasciare che ti dicano che è colpa tua.",
    "Questa storia che il tempo guarisce tutto è una sciocchezza.",
    "Chi ti ha detto che è colpa tua? Non lo è.",
    "Non sei una cattiva madre se piangi ancora.",
    "Uno sconosciuto mi ha scritto «te lo meriti» e sono crollata.",
    "Nessuno si merita questo, voi meno di tutti.",
    "Niemals würde ich euch sagen, dass es besser so ist.",
    "Niemand hat das Recht zu sagen, dass es kein richtiges Baby war.",
    "Die Leute werden sagen, das Leben geht weiter, aber weine, so lange du willst.",
    "Es wird immer jemanden geben, der sagt, wenigstens hast du noch ein Kind.",
    "Warum sagen die Leute, das Leben geht weiter?",
    "Du bist nicht schuld, und du bist keine schlechte Mutter.",
    "Im Internet hat euch jemand Mörder genannt, und das macht mich wütend.",
    "Es hat mich verletzt, als meine Schwester sagte, wenigstens hat er nicht gelitten.",
    "Nooit zou ik jullie zeggen dat het beter zo is.",
    "Niemand heeft het recht om te zeggen dat het geen echte baby was.",
    "Ik haat de zin ‘alles gebeurt met een reden’.",
    "Dat de tijd alle wonden heelt is onzin.",
    "Wie heeft je gezegd dat het jouw schuld is? Dat is niet zo.",
    "Jij kon er niets aan doen en je bent geen slechte moeder.",
    "In de reacties stond dat ze haar kind vermoord heeft, hoe wreed.",
    "Op internet noemde iemand jullie moordenaars en dat maakt me woedend.",
    "No aguanto que me repitan que por algo será.",
    "Quem vos acusa de que a culpa foi vossa está a mentir.",
    "Je ne supporte plus qu'on me répète que tout arrive pour une raison.",
    "In quale mondo si dice a una madre che il tempo guarisce tutto?",
    "Mein Chef sagte zu mir, das Leben geht weiter, und ich solle Montag kommen.",
    "Wie jullie verwijt dat jullie je kind vermoord hebben, liegt.",
]
SAID = [
    "No quiero ser mala, pero fue lo mejor.",
    "No, fue culpa tuya.",
    "No te lo tomes a mal, pero ya tendréis otro.",
    "No soy médico, pero si hubieras descansado estaría vivo.",
    "Não, a culpa foi sua.",
    "Não leve a mal, mas logo vocês terão outro.",
    "Sem querer ofender, mas você é uma péssima mãe.",
    "Não era a hora dele, a natureza é sábia.",
    "Non, c'est ta faute.",
    "Ne le prends pas mal, mais vous en aurez un autre.",
    "Personne n'ose te le dire, mais tu l'as bien mérité.",
    "Tu ne vois pas que c'est ta faute ?",
    "No, è colpa tua.",
    "Non prenderla male, ma ne avrete un altro.",
    "Senza offesa, ma sei una pessima madre.",
    "Non vedi che è colpa tua?",
    "Nein, du bist schuld.",
    "Nimm es mir nicht übel, aber ihr bekommt noch ein anderes.",
    "Du musst nicht so weinen, das war noch kein richtiges Baby.",
    "Meine Mutter lässt grüßen. Alles hat einen Grund.",
    "Nee, het is jouw schuld.",
    "Neem het me niet kwalijk, maar jullie krijgen nog wel een ander.",
    "Het mocht niet zo zijn, de natuur weet wat ze doet.",
    "Niemand durft het te zeggen, maar je hebt het verdiend.",
    "Nadie se atreve a decir que lo mataste.",
    "Ninguém se atreve a dizer que a culpa foi tua.",
    "Personne n'ose dire que c'est ta faute.",
    "Nessuno osa dirti che è colpa tua.",
    "Niemand wagt zu sagen, du hast ihn umgebracht.",
    "Niemand durft te zeggen: het is jouw schuld.",
]


@pytest.mark.parametrize("text", TOLD)
def test_what_is_denied_or_told_of_others_is_open(text: str) -> None:
    assert screen([text])[0].lane == "open"


@pytest.mark.parametrize("text", SAID)
def test_what_looks_alike_and_is_said_stays_held(text: str) -> None:
    assert screen([text])[0].lane in ("gentle", "safety")
