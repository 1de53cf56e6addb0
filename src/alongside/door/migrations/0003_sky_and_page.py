"""The sky's lights have indexes, a page's index holds what was taken from it, and SQLite's planner is told what grows."""

import alongside.ground.lots
import django.db.models.lookups
from django.db import migrations, models

from alongside.ground import planner


class Migration(migrations.Migration):

    dependencies = [
        ('door', '0002_findable_messages'),
        ('spaces', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='message',
            name='messages_on_page',
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('audience', 'public'), ('state', 'open')), fields=['space', 'off_page', '-arrived_at', '-id'], name='messages_on_page'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(models.F('space'), models.F('state'), alongside.ground.lots.Lot('id'), condition=models.Q(models.Q(django.db.models.lookups.LessThan(alongside.ground.lots.Lot('id'), models.Value('4'))), ('state', 'open')), name='lights_of_family'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(models.F('space'), models.F('state'), models.F('audience'), alongside.ground.lots.Lot('id'), condition=models.Q(models.Q(django.db.models.lookups.LessThan(alongside.ground.lots.Lot('id'), models.Value('4'))), ('audience', 'public'), ('off_page', models.Value(False)), ('state', 'open')), name='lights_on_page'),
        ),
        migrations.RunPython(
            lambda apps, schema_editor: planner.tell(schema_editor, "door_message", "door_findable", "door_consent"),
            migrations.RunPython.noop,
        ),
    ]
