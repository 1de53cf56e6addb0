"""Messages can be searched: the table of their terms, its index, and the terms of what is settled already."""

import django.db.models.deletion
from django.db import migrations, models

from alongside.ground import search

AT_A_TIME = 2_000


def index_what_is_there(apps, schema_editor):
    Message, Findable = (apps.get_model("door", name) for name in ("Message", "Findable"))
    settled = Message.objects.exclude(state="waiting").order_by("arrived_at", "id")
    rows = settled.values_list("id", "space_id", "state", "words", "name", "relation").iterator(chunk_size=AT_A_TIME)
    some = []
    for number, space, state, *told in rows:
        words = search.put(space, "\n".join(told)) if state in ("open", "gentle") else ""
        some.append(Findable(message_id=number, space_id=space, words=words))
        if len(some) == AT_A_TIME:
            Findable.objects.bulk_create(some)
            some = []
    Findable.objects.bulk_create(some)


class Migration(migrations.Migration):

    dependencies = [
        ('door', '0001_initial'),
        ('spaces', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Findable',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('words', models.TextField(blank=True)),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='door.message')),
                ('space', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='spaces.space')),
            ],
        ),
        migrations.RunPython(
            lambda apps, schema_editor: search.make(schema_editor, "door_findable"),
            lambda apps, schema_editor: search.unmake(schema_editor, "door_findable"),
        ),
        migrations.RunPython(index_what_is_there, migrations.RunPython.noop),
    ]
