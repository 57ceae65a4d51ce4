"""One row for each class of data that a consent or an emergency opens."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0003_law_modules"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=40)),
                (
                    "data_class",
                    models.CharField(
                        choices=[
                            ("identity", "identity"),
                            ("contact", "contact"),
                            ("whereabouts", "whereabouts"),
                            ("residence", "residence"),
                            ("asylum", "asylum"),
                            ("benefits", "benefits"),
                            ("learning", "learning"),
                            ("work", "work"),
                            ("family", "family"),
                            ("health", "health"),
                            ("youth", "youth"),
                            ("counselling", "counselling"),
                            ("volunteering", "volunteering"),
                        ],
                        max_length=20,
                    ),
                ),
                ("basis", models.CharField(choices=[("statute", "statute"), ("consent", "consent")], max_length=10)),
                ("source", models.UUIDField()),
                ("ends_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "organisation", "purpose", "data_class", "source"),
                        name="grant_once_per_source",
                    )
                ],
            },
        ),
    ]
