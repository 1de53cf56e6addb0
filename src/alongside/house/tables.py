"""The tables, brought up to date by whichever process needs them first."""

from django.core.management import call_command

from alongside.ground import alone, readiness


def bring_up_to_date() -> None:
    """Carry out the migrations that are missing, on either engine: they never lose anything. On most starts there are none.

    Several processes may start at once: one does the work, and the others find it done.
    """
    if readiness.tables_are_up_to_date():
        return
    with alone.with_database():
        if not readiness.tables_are_up_to_date():
            call_command("migrate", verbosity=0, interactive=False)
