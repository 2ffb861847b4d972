from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_major_index")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("assignee__isnull", False), ("state", "open")),
                fields=["assignee", "due_at", "id"],
                name="case_owed_by_assignee",
            ),
        ),
    ]
