"""SQLite's planner is told of the tables that grow with what is read and thanked for."""

from django.db import migrations

from alongside.ground import planner


class Migration(migrations.Migration):

    dependencies = [
        ('reading', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: planner.tell(
                schema_editor, "reading_readmark", "reading_thankedmessage", "reading_passedover"
            ),
            migrations.RunPython.noop,
        ),
    ]
