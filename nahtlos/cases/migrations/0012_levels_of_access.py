"""Access to a case says on what it rests: a participation, a consent or an emergency, and until when."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_by_class"),
        ("organisations", "0003_law_modules"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="caseaccess",
            name="access_by_organisation_and_person",
        ),
        migrations.AddField(
            model_name="caseaccess",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="caseaccess",
            name="ends_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="caseaccess",
            name="level",
            field=models.CharField(
                choices=[
                    ("participation", "takes part"),
                    ("consent", "consent of the person"),
                    ("emergency", "emergency"),
                ],
                db_default="participation",
                max_length=14,
            ),
        ),
        migrations.AddField(
            model_name="caseaccess",
            name="source",
            field=models.UUIDField(null=True),
        ),
        migrations.AddIndex(
            model_name="caseaccess",
            index=models.Index(
                condition=models.Q(("source__isnull", False)), fields=["source"], name="access_by_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="caseaccess",
            constraint=models.UniqueConstraint(
                fields=("organisation", "person", "level", "source"),
                name="access_once_per_source",
                nulls_distinct=False,
            ),
        ),
    ]
