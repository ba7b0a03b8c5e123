"""Comments beside the blocks that they are about, in the form of a release and in its review."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ledger.keys import typed_key
from newsroom import commenting
from newsroom.admin.frame import go, page, release_or_404, require
from newsroom.labels import field_label, model_of
from newsroom.models import Comment, Release
from newsroom.snapshots import field_names
from newsroom.talks import key_of, talks_of

COMMENT = "newsroom.comment_release"
VIEW = "newsroom.view_release"
BACK = {"review", "comments"}  # pages with these forms; the script of the editor stays where it is


class CommentForm(forms.Form):
    """A remark, and what it is about: the whole of a block (or release), or one of its fields."""

    field = forms.ChoiceField(label=_("About"), required=False)
    text = forms.CharField(
        label=_("Comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, model, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.model = model
        whole = _("the whole release") if model is Release else _("the whole block")
        fields = ((name, field_label(model, name)) for name in field_names(model))
        self.fields["field"].choices = [("", whole), *fields]

    def place(self):
        """Return the field and the language of the comment, as a `Comment` keeps them."""
        name = self.cleaned_data["field"]
        column = self.model._meta.get_field(name) if name else None
        if translated := getattr(column, "translated_field", None):
            return {"field": translated.name, "locale": column.language}
        return {"field": name, "locale": ""}


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )


def comments_view(request, pk):
    """Show what is said about the release; a POST adds a comment on one of its blocks."""
    require(request.user, VIEW)
    release = release_or_404(pk)
    if request.method != "POST":
        return _whole_page(request, release)
    require(request.user, COMMENT)
    on = request.POST.get("on", "")
    block_type, block = _block(release, on)
    form = CommentForm(model_of(block_type), request.POST)
    if not form.is_valid():
        return _shown(request, release, on, form)
    said = {"text": form.cleaned_data["text"], **form.place()}
    commenting.comment(release, by=request.user, block_type=block_type, block=block, **said)
    return _shown(request, release, on)


@require_POST
def comment_view(request, pk, comment):
    """Answer, resolve or reopen one comment of the release, by the button that was pressed."""
    require(request.user, COMMENT)
    release = release_or_404(pk)
    question = get_object_or_404(Comment, pk=comment, release=release, answers=None)
    act = request.POST.get("act")
    if act == "resolve":
        commenting.resolve(question, by=request.user)
    elif act == "reopen":
        commenting.reopen(question)
    else:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return _shown(request, release, key_of(question), form, question.pk)
        commenting.answer(question, by=request.user, text=form.cleaned_data["text"])
    return _shown(request, release, key_of(question))


def comment_urls(wrap):
    return [
        path("<int:pk>/comments/", wrap(comments_view), name="newsroom_release_comments"),
        path(
            "<int:pk>/comments/<int:comment>/", wrap(comment_view), name="newsroom_release_comment"
        ),
    ]


def panels(release, refused=None):
    """Return dicts of a talk about `release`, its form, and its threads each with a form to answer.

    `refused` is what could not be saved: (key of the talk, question answered or None, form).
    """
    return [_panel(talk, *(refused or (None, None, None))) for talk in talks_of(release)]


def _panel(talk, key, question, form):
    is_here = talk.key == key
    mine = form if is_here and question is None else None
    return {
        "talk": talk,
        "form": None if talk.is_removed else mine or _form(talk),
        "threads": [
            (thread, form if is_here and thread.question.pk == question else _answer(thread))
            for thread in talk.threads
        ],
    }


def _form(talk):
    return CommentForm(model_of(talk.block_type), auto_id=f"{talk.anchor}-%s")


def _answer(thread):
    return AnswerForm(auto_id=f"answer-{thread.question.pk}-%s")


def _block(release, key):
    """Return type and number of the block `key` of `release`; raises `Http404` for another's."""
    block_type, _dot, number = key.partition(".")
    if not key:
        return "", None
    model = model_of(block_type)
    if model is None:
        raise Http404
    return block_type, get_object_or_404(model, parent=release, pk=typed_key(number)).pk


def _shown(request, release, key, form=None, question=None):
    """Answer with what is said about one block now, to a script; else with the page it came from."""
    refused = form and (key, question, form)
    if request.headers.get("X-Requested-With") == "fetch":
        [panel] = [panel for panel in panels(release, refused) if panel["talk"].key == key]
        context = {"panel": panel, "release": release, "may_comment": True}
        return TemplateResponse(request, "admin/newsroom/_talk.html", context)
    if refused:
        return _whole_page(request, release, refused)
    back = request.POST.get("back")
    return go(back if back in BACK else "comments", release, "#comments")


def _whole_page(request, release, refused=None):
    context = {
        "title": gettext("Comments"),
        "panels": panels(release, refused),
        "may_comment": request.user.has_perm(COMMENT),
    }
    return page(request, release, "admin/newsroom/comments.html", context)
