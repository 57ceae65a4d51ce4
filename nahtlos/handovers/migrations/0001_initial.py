"""Handovers and referrals, and every step of them."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import nahtlos.core.ids
import nahtlos.handovers.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0011_by_class"),
        ("organisations", "0005_accounts_second_lock"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=nahtlos.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=[("handover", "Handover"), ("referral", "Referral")], max_length=10)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("law", "proposed by the law"),
                            ("person", "begun by a colleague"),
                            ("forward", "forwarded by an office that is not responsible"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("requested", "waiting for an answer"),
                            ("accepted", "accepted"),
                            ("rejected", "declined"),
                            ("in_progress", "in progress"),
                            ("on_hold", "on hold"),
                            ("completed", "completed"),
                            ("failed", "ended without result"),
                            ("cancelled", "withdrawn"),
                            ("entered_in_error", "entered in error"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "reference",
                    models.CharField(default=nahtlos.handovers.models.new_reference, max_length=12, unique=True),
                ),
                (
                    "service",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Responsibility"),
                            ("counselling", "Counselling"),
                            ("language_course", "Language course"),
                            ("placement", "Placement in work or training"),
                            ("recognition", "Recognition of a qualification"),
                            ("housing", "Housing"),
                            ("youth", "Youth migration service"),
                            ("mentoring", "A mentor"),
                        ],
                        max_length=20,
                    ),
                ),
                ("wanted_on", models.DateField(null=True)),
                ("authority", models.CharField(blank=True, max_length=40)),
                ("law", models.CharField(blank=True, max_length=160)),
                ("rule", models.CharField(blank=True, max_length=80)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("due_on", models.DateField()),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("0_contact", "the contact person"),
                            ("1_deputy", "her deputy"),
                            ("2_team_lead", "the team lead"),
                            ("3_coordinator", "the coordination office"),
                        ],
                        default="0_contact",
                        max_length=20,
                    ),
                ),
                ("ready", models.PositiveSmallIntegerField(default=0)),
                ("needed", models.PositiveSmallIntegerField(default=0)),
                ("gaps", models.JSONField(default=list)),
                ("joined", models.BooleanField(default=False)),
                ("effective_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "asked",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.membership",
                    ),
                ),
                (
                    "asked_deputy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.membership",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transfers", to="cases.case"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.district"
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forwarded_to",
                        to="handovers.transfer",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TransferEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=nahtlos.core.ids.new_id, editable=False, serialize=False)),
                ("kind", models.CharField(choices=[("handover", "Handover"), ("referral", "Referral")], max_length=10)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("law", "proposed by the law"),
                            ("person", "begun by a colleague"),
                            ("forward", "forwarded by an office that is not responsible"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("requested", "waiting for an answer"),
                            ("accepted", "accepted"),
                            ("rejected", "declined"),
                            ("in_progress", "in progress"),
                            ("on_hold", "on hold"),
                            ("completed", "completed"),
                            ("failed", "ended without result"),
                            ("cancelled", "withdrawn"),
                            ("entered_in_error", "entered in error"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reference", models.CharField(default=nahtlos.handovers.models.new_reference, max_length=12)),
                (
                    "service",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Responsibility"),
                            ("counselling", "Counselling"),
                            ("language_course", "Language course"),
                            ("placement", "Placement in work or training"),
                            ("recognition", "Recognition of a qualification"),
                            ("housing", "Housing"),
                            ("youth", "Youth migration service"),
                            ("mentoring", "A mentor"),
                        ],
                        max_length=20,
                    ),
                ),
                ("wanted_on", models.DateField(null=True)),
                ("authority", models.CharField(blank=True, max_length=40)),
                ("law", models.CharField(blank=True, max_length=160)),
                ("rule", models.CharField(blank=True, max_length=80)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("due_on", models.DateField()),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("0_contact", "the contact person"),
                            ("1_deputy", "her deputy"),
                            ("2_team_lead", "the team lead"),
                            ("3_coordinator", "the coordination office"),
                        ],
                        default="0_contact",
                        max_length=20,
                    ),
                ),
                ("ready", models.PositiveSmallIntegerField(default=0)),
                ("needed", models.PositiveSmallIntegerField(default=0)),
                ("gaps", models.JSONField(default=list)),
                ("joined", models.BooleanField(default=False)),
                ("effective_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "asked",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.membership",
                    ),
                ),
                (
                    "asked_deputy",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.membership",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.district",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="handovers.transfer",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="handovers.transfer",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Transition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=nahtlos.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("draft", "drafted"),
                            ("request", "asked for"),
                            ("send", "sent"),
                            ("amend", "amended"),
                            ("accept", "accepted"),
                            ("reject", "declined"),
                            ("hold", "put on hold"),
                            ("resume", "taken up again"),
                            ("start", "begun"),
                            ("take_effect", "responsibility moved"),
                            ("complete", "completed"),
                            ("fail", "ended without result"),
                            ("withdraw", "withdrawn"),
                            ("revoke", "revoked by the team lead"),
                            ("lapse", "no longer named by the law"),
                            ("void", "marked as entered in error"),
                            ("escalate", "reminded"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "draft"),
                            ("requested", "waiting for an answer"),
                            ("accepted", "accepted"),
                            ("rejected", "declined"),
                            ("in_progress", "in progress"),
                            ("on_hold", "on hold"),
                            ("completed", "completed"),
                            ("failed", "ended without result"),
                            ("cancelled", "withdrawn"),
                            ("entered_in_error", "entered in error"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("requested", "waiting for an answer"),
                            ("accepted", "accepted"),
                            ("rejected", "declined"),
                            ("in_progress", "in progress"),
                            ("on_hold", "on hold"),
                            ("completed", "completed"),
                            ("failed", "ended without result"),
                            ("cancelled", "withdrawn"),
                            ("entered_in_error", "entered in error"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("sender", "sender"), ("receiver", "receiver"), ("law", "the law")], max_length=10
                    ),
                ),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_responsible", "We are not responsible"),
                            ("incomplete", "What we need is missing"),
                            ("unknown_person", "We cannot tell who it is about"),
                            ("no_capacity", "No place or capacity"),
                            ("not_eligible", "The conditions are not met"),
                            ("waiting_person", "Waiting for the person"),
                            ("waiting_papers", "Waiting for papers"),
                            ("did_not_arrive", "She did not arrive"),
                            ("broken_off", "Begun and broken off"),
                            ("by_mistake", "By mistake"),
                            ("not_needed", "No longer needed"),
                            ("law_changed", "The law no longer names this office"),
                            ("lead_changed", "Another office leads the case now"),
                            ("case_closed", "The case was closed"),
                            ("own_list", "The receiver's own records say that it serves her"),
                            ("day_has_come", "The day has come"),
                            ("overdue", "No answer in time"),
                            ("reached", "Reached: it has really begun"),
                            ("advised", "Advised, nothing more is needed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("detail", models.JSONField(default=dict)),
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
                    "named",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
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
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transitions", to="handovers.transfer"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(
                condition=models.Q(("state__in", ["accepted", "draft", "in_progress", "on_hold", "requested"])),
                fields=["receiver", "due_on"],
                name="transfers_incoming",
            ),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(
                condition=models.Q(("state__in", ["accepted", "draft", "in_progress", "on_hold", "requested"])),
                fields=["sender", "due_on"],
                name="transfers_outgoing",
            ),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(fields=["case"], name="transfers_of_case"),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind", "handover"), ("state__in", ["accepted", "draft", "in_progress", "on_hold", "requested"])
                ),
                fields=("case",),
                name="one_open_handover",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind", "referral"), ("state__in", ["accepted", "draft", "in_progress", "on_hold", "requested"])
                ),
                fields=("case", "service"),
                name="one_open_referral_per_service",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("sender", models.F("receiver")), _negated=True), name="transfer_between_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "handover"), ("service", "")),
                    models.Q(("kind", "referral"), models.Q(("service", ""), _negated=True)),
                    _connector="OR",
                ),
                name="referral_asks_for_a_service",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effective_on", None),
                    models.Q(("kind", "handover"), ("state__in", ["accepted", "completed", "cancelled"])),
                    _connector="OR",
                ),
                name="only_an_accepted_handover_takes_effect",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transfer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "handovers_transferevent" ("asked_deputy_id", "asked_id", "authority", "case_id", "changed_at", "created_at", "district_id", "due_on", "effective_on", "follows_id", "gaps", "id", "joined", "kind", "law", "level", "needed", "note", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id", "ready", "receiver_id", "reference", "rule", "sender_id", "service", "state", "version", "wanted_on") SELECT new_values."asked_deputy_id", new_values."asked_id", new_values."authority", new_values."case_id", new_values."changed_at", new_values."created_at", new_values."district_id", new_values."due_on", new_values."effective_on", new_values."follows_id", new_values."gaps", new_values."id", new_values."joined", new_values."kind", new_values."law", new_values."level", new_values."needed", new_values."note", new_values."origin", NOW(), \'insert\', new_values."id", new_values."ready", new_values."receiver_id", new_values."reference", new_values."rule", new_values."sender_id", new_values."service", new_values."state", new_values."version", new_values."wanted_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ea6474a6e3348645f88b720dcc66d5ace1b9e7a3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_198f9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="handovers_transfer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transfer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "handovers_transferevent" ("asked_deputy_id", "asked_id", "authority", "case_id", "changed_at", "created_at", "district_id", "due_on", "effective_on", "follows_id", "gaps", "id", "joined", "kind", "law", "level", "needed", "note", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id", "ready", "receiver_id", "reference", "rule", "sender_id", "service", "state", "version", "wanted_on") SELECT new_values."asked_deputy_id", new_values."asked_id", new_values."authority", new_values."case_id", new_values."changed_at", new_values."created_at", new_values."district_id", new_values."due_on", new_values."effective_on", new_values."follows_id", new_values."gaps", new_values."id", new_values."joined", new_values."kind", new_values."law", new_values."level", new_values."needed", new_values."note", new_values."origin", NOW(), \'update\', new_values."id", new_values."ready", new_values."receiver_id", new_values."reference", new_values."rule", new_values."sender_id", new_values."service", new_values."state", new_values."version", new_values."wanted_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9ce50c9bd90f73305e0e0e9b22365132f1469f1b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_11a8e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="handovers_transfer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="transferevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7a470dc581279cd769ab46540ed7de68413122f0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3d052",
                    table="handovers_transferevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(fields=["transfer", "id"], name="steps_of_transfer"),
        ),
    ]
