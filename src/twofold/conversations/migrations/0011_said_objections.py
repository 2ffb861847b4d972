import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0010_announcements"),
        ("directory", "0007_portal_scope"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactobjection",
            name="entered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="directory.party",
            ),
        ),
        migrations.AddField(
            model_name="contactobjection",
            name="medium",
            field=models.CharField(
                choices=[
                    ("link", "By the link in a mail"),
                    ("call", "By phone"),
                    ("visit", "Face to face"),
                    ("letter", "By letter"),
                    ("mail", "By e-mail or message"),
                ],
                default="link",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="contactobjection",
            name="reason",
            field=models.CharField(
                blank=True, help_text="In their words; empty: they gave none.", max_length=500
            ),
        ),
    ]
