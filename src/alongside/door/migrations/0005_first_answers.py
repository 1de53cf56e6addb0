from django.db import migrations, models

from alongside.ground import planner


class Migration(migrations.Migration):
    """What a message came with stands in the message; the lines of the ledger that say it already stay as they are."""

    dependencies = [
        ('door', '0004_teaching'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='wording',
            field=models.CharField(db_default='2026-11', max_length=20),
        ),
        migrations.RunPython(  # SQLite made the table anew, and what its planner had been told went with the old one
            lambda apps, schema_editor: planner.tell(schema_editor, "door_message"), migrations.RunPython.noop
        ),
    ]
