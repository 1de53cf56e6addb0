"""The families of phrases that hurt, in the words in which a family is asked about each.

Their codes are the gate's (H01 to H30). Cruelty (H21, H22, H26, H28) is not asked about: it never reaches a family by
itself.
"""

from django.utils.translation import gettext_lazy as _

ASKED = (
    ("H01", _("At least…"), _("“At least it was early.” “At least you have each other.”")),
    ("H02", _("As if it were not a child yet"), _("“It was only a few weeks.”")),
    ("H03", _("The good side of it"), _("“It is for the best.” “It will make you stronger.”")),
    ("H04", _("Reason and fate"), _("“Everything happens for a reason.”")),
    ("H05", _("Trying again"), _("“You can have another.” “You are young.”")),
    ("H06", _("Counting what you have"), _("“Be grateful for the ones you have.”")),
    ("H07", _("Blame"), _("“You should have gone in sooner.”")),
    ("H08", _("Questions that take"), _("“What went wrong?” “Can I see the pictures?”")),
    ("H09", _("Advice"), _("“You should see somebody.” “Get out more.”")),
    ("H10", _("Explanations from faith"), _("“God needed another angel.”")),
    ("H11", _("Angels and heaven"), _("“Your angel is watching over you.”")),
    ("H12", _("Comparing"), _("“I know somebody who had it worse.”")),
    ("H13", _("Numbers"), _("“It is very common.”")),
    ("H14", _("Timetables"), _("“Time heals.” “You need to let go.”")),
    ("H15", _("Being strong"), _("“Be brave.” “Stay strong for him.”")),
    ("H16", _("Knowing how it is"), _("“I know exactly how you feel.”")),
    ("H17", _("Words of the clinic"), _("“The fetus.” “A failed pregnancy.”")),
    ("H18", _("Promises"), _("“It will not happen again.”")),
    ("H19", _("News of another baby"), _("“We are having one too, in May.”")),
    ("H20", _("Ranking those who grieve"), _("“How is she?”, to a father.")),
    ("H23", _("Asking for an answer"), _("“Did you get my message?”")),
    ("H24", _("Offers that leave the work to you"), _("“Let me know if you need anything.”")),
    ("H25", _("Other ways to a child"), _("“Have you thought of adopting?”")),
    ("H27", _("Your body and looks"), _("“You look well already.”")),
    ("H29", _("Rules for grief"), _("“It is too soon to laugh.”")),
    ("H30", _("Quarrels in the family"), _("“After what you did to mother.”")),
)
