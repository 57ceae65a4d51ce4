"""A task ends with the case it belongs to, and says so."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0020_closings_second_lock"),
        ("inbox", "0008_follow_a_merge"),
        ("organisations", "0005_accounts_second_lock"),
        ("people", "0002_history_once_for_a_statement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="task",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="task",
            name="update_update",
        ),
        migrations.AddField(
            model_name="task",
            name="closing",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.closing"
            ),
        ),
        migrations.AddField(
            model_name="taskevent",
            name="closing",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="cases.closing",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="task",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inbox_taskevent" ("asked_by_id", "cause", "cause_type", "closing_id", "created_at", "created_by_id", "district_id", "done_at", "done_by_id", "due_on", "id", "kind", "member_id", "note", "organisation_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."asked_by_id", new_values."cause", new_values."cause_type", new_values."closing_id", new_values."created_at", new_values."created_by_id", new_values."district_id", new_values."done_at", new_values."done_by_id", new_values."due_on", new_values."id", new_values."kind", new_values."member_id", new_values."note", new_values."organisation_id", new_values."person_id", NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4924bff14f059f2725f5001128f0e55f18f49d27",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_45342",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="inbox_task",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="task",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "inbox_taskevent" ("asked_by_id", "cause", "cause_type", "closing_id", "created_at", "created_by_id", "district_id", "done_at", "done_by_id", "due_on", "id", "kind", "member_id", "note", "organisation_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."asked_by_id", new_values."cause", new_values."cause_type", new_values."closing_id", new_values."created_at", new_values."created_by_id", new_values."district_id", new_values."done_at", new_values."done_by_id", new_values."due_on", new_values."id", new_values."kind", new_values."member_id", new_values."note", new_values."organisation_id", new_values."person_id", NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="19157e72e73475339e54ec1b309b08a0d0ba574a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7fa62",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="inbox_task",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_at", None), ("closing", None), _connector="OR"), name="task_ends_once"
            ),
        ),
    ]
