"""Aufgaben: given, done, overdue, answered from a mail; and when mail may come."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from nahtlos.access.policy import Permission
from nahtlos.handovers import stuck
from nahtlos.inbox import answers
from nahtlos.inbox import tasks as work
from nahtlos.inbox.enums import TaskKind
from nahtlos.inbox.models import MailSetting, Task
from nahtlos.web.components.context import Step
from nahtlos.web.workspace.forms.tasks import MailForm, TaskForm
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest, page
from nahtlos.web.workspace.reach import case_within_reach
from nahtlos.web.workspace.trails import case_trail


@require_http_methods(["GET", "POST"])
@page(Permission.CASE_READ)
def tasks(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """All tasks of a case, and the form for a new one."""
    case = case_within_reach(request.actor, person_id)
    form = TaskForm(request.POST or None, parts=work.assignees(request.actor, person_id))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            task = work.give_task(
                by=request.actor,
                person_id=person_id,
                kind=given["kind"],
                organisation_id=UUID(given["organisation"]),
                due_on=given["due_on"],
                note=given["note"],
                path=reverse("heute"),
            )
        except work.NotPossible as problem:
            form.add_error(None, gettext(str(problem)))
        else:
            tell(request, gettext("The task was given: %(what)s") % {"what": TaskKind(task.kind).label})
            return redirect("tasks", person_id)
    context = {
        "trail": case_trail(case.person, gettext("Tasks")),
        "person": case.person,
        "tasks": [(one, TaskKind(one.kind).label) for one in work.tasks_of(request.actor, person_id)],
        "form": form,
        "may_tick": request.actor.may(Permission.DEADLINE_TICK),
        "is_closed": case.closed_on is not None,
    }
    return render(request, "workspace/tasks.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@page(Permission.CASE_READ)
def task(request: StaffRequest, task_id: UUID) -> HttpResponse:
    """One task with its cause; a POST says that it is done, or not."""
    found = work.get_task(request.actor, task_id)
    if request.method == "POST":
        done = request.POST.get("done") != "0"
        try:
            found = work.finish(by=request.actor, task_id=task_id, done=done)
        except work.NotPossible as problem:
            tell(request, gettext(str(problem)), level="warning")
            return redirect("task", task_id)
        text = gettext("Done: %(what)s") if done else gettext("Open again: %(what)s")
        undo = {"undo": reverse("task", args=[task_id]), "fields": (("done", "0"),)} if done else {}
        tell(request, text % {"what": TaskKind(found.kind).label}, **undo)
        return redirect("heute")
    context = {
        "trail": case_trail(found.person, gettext("Task")),
        "task": found,
        "what": TaskKind(found.kind).label,
        "may_tick": request.actor.may(Permission.DEADLINE_TICK),
    }
    return render(request, "workspace/task.html", context)


@require_safe
@page(Permission.BOARD_READ)
def overdue(request: StaffRequest) -> HttpResponse:
    """What is overdue in the district, by organisation and kind."""
    lines = [*stuck.overdue(request.actor), *work.overdue(request.actor)]
    context = {"trail": [Step(gettext("Overdue"))], "lines": lines}
    return render(request, "workspace/overdue.html", context)


@require_http_methods(["GET", "POST"])
@page(Permission.DEADLINE_TICK)
def answer(request: StaffRequest, token: str) -> HttpResponse:
    """The answer somebody chose in a mail, shown first: programs that look into mails follow links, too."""
    said = answers.read(request.actor, token)
    found = work.get_task(request.actor, said.task_id)
    if request.method == "POST":
        try:
            answers.say(by=request.actor, said=said)
        except (work.NotPossible, Task.DoesNotExist):  # it has ended since the mail was written
            return redirect("task", said.task_id)
        tell(request, gettext("Thank you. Your answer was noted."))
        return redirect("heute")
    context = {
        "trail": [Step(gettext("Answer"))],
        "task": found,
        "what": TaskKind(found.kind).label,
        "label": answers.LABELS[said.what],
    }
    return render(request, "workspace/answer.html", context)


@require_http_methods(["GET", "POST"])
@page()
def mail_settings(request: StaffRequest) -> HttpResponse:
    """When nahtlos may send mail to this account."""
    account = request.actor.account_id
    setting = MailSetting.objects.filter(account=account).first() or MailSetting(account_id=account)
    form = MailForm(request.POST or None, instance=setting)
    if request.method == "POST" and form.is_valid():
        form.save()
        tell(request, gettext("Saved."))
        return redirect("mail_settings")
    steps = [Step(gettext("My work and language"), reverse("profile")), Step(gettext("Mail"))]
    context = {"trail": steps, "form": form, "email": request.actor.membership.email}
    return render(request, "workspace/mail_settings.html", context, status=422 if form.errors else 200)
