from django.db import migrations, models

import twofold.directory.models.attribute


class Migration(migrations.Migration):
    dependencies = (("directory", "0001_initial"),)

    operations = (
        migrations.AddField(
            model_name="attribute",
            name="stamp",
            field=models.BigIntegerField(
                default=twofold.directory.models.attribute.new_stamp,
                editable=False,
                help_text="Drawn anew with every change, so that copies know they are old.",
            ),
        ),
        migrations.AlterField(
            model_name="attribute",
            name="choices",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="[key, label], or [key, label, true] when offered no more; a key, once used, stays.",
            ),
        ),
    )
