"""Each closing of a case is a row: when, by whom, with what outcome, and why the case was opened again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nahtlos.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0018_rows_follow_a_merge"),
        ("organisations", "0005_accounts_second_lock"),
        ("people", "0002_history_once_for_a_statement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="caseaccess",
            name="level",
            field=models.CharField(
                choices=[
                    ("participation", "takes part"),
                    ("consent", "consent of the person"),
                    ("emergency", "emergency"),
                    ("closed", "took part when the case was closed"),
                ],
                db_default="participation",
                max_length=14,
            ),
        ),
        migrations.CreateModel(
            name="Closing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=nahtlos.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("employment", "Work subject to social insurance"),
                            ("other_work", "Mini-job or other work"),
                            ("self_employed", "Self-employed"),
                            ("training", "Vocational training (Ausbildung)"),
                            ("education", "School or studies"),
                            ("other_course", "Course of another body"),
                            ("moved", "Moved to another district"),
                            ("left_germany", "Left Germany"),
                            ("deceased", "Deceased"),
                            ("no_contact", "No contact any more"),
                            ("no_need", "Needs or wants no support any more"),
                            ("by_mistake", "File opened by mistake"),
                            ("merged", "Merged with another file of the same person"),
                            ("withdrawn", "The list that brought her was taken back"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("closed_on", models.DateField()),
                ("entered_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("ended", models.JSONField(default=dict)),
                ("reopened_on", models.DateField(null=True)),
                ("reopened_at", models.DateTimeField(null=True)),
                (
                    "reopened_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("by_mistake", "It was closed by mistake"),
                            ("needs_support", "She needs support again"),
                            ("came_back", "She has come back"),
                            ("ended", "Work, training or course has ended"),
                            ("on_a_list", "An office has her on its list for the first time"),
                            ("entered", "Somebody has entered her again"),
                            ("parted", "The merge was undone"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reopened_note", models.CharField(blank=True, max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closings", to="cases.case"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closings", to="people.person"
                    ),
                ),
                (
                    "reopened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reopened_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reopened_at", None)), fields=("case",), name="closed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reopened_at", None),
                                ("reopened_note", ""),
                                ("reopened_on", None),
                                ("reopened_why", ""),
                            ),
                            models.Q(
                                ("reopened_at__isnull", False),
                                ("reopened_on__gte", models.F("closed_on")),
                                models.Q(("reopened_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reopened_with_a_reason",
                    ),
                ],
            },
        ),
    ]
