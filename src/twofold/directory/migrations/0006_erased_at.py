"""When a person was erased, told by the person itself rather than looked up on the timeline."""

from django.db import migrations, models

ERASED = ("workspace.person_erased", "workspace.people_anonymised")
BATCH = 1_000


def note_erasures(apps, schema_editor):
    """Take over from the timeline when those were erased who are gone already."""
    mentions = apps.get_model("timeline", "Mention").objects.filter(event__verb__in=ERASED).order_by("pk")
    parties = apps.get_model("directory", "Party")._base_manager
    last = 0
    while rows := list(
        mentions.filter(pk__gt=last).values_list("pk", "party_id", "event__happened_at")[:BATCH]
    ):
        last = rows[-1][0]
        for _pk, party, at in rows:
            parties.filter(pk=party).update(erased_at=at)


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_serve"), ("timeline", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="party",
            name="erased_at",
            field=models.DateTimeField(
                blank=True, help_text="When the person behind it was taken out for good.", null=True
            ),
        ),
        migrations.RunPython(note_erasures, migrations.RunPython.noop),
    ]
