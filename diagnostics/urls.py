from django.urls import path

from diagnostics.views import answering, choosing, context, defining, profiles, rounds, sharing

app_name = "diagnostics"
urlpatterns = [
    path("", defining.diagnostic_list, name="diagnostic-list"),
    path("programmes/<uuid:pk>/new/", defining.diagnostic_new, name="diagnostic-new"),
    path("versions/<uuid:pk>/", defining.diagnostic_detail, name="diagnostic-detail"),
    path("versions/<uuid:pk>/edit/", defining.diagnostic_edit, name="diagnostic-edit"),
    path("versions/<uuid:pk>/publish/", defining.diagnostic_publish, name="diagnostic-publish"),
    path("versions/<uuid:pk>/targets/new/", defining.target_new, name="target-new"),
    path("targets/<uuid:pk>/", defining.target_edit, name="target-edit"),
    path("cohorts/<uuid:pk>/rounds/new/", rounds.round_new, name="round-new"),
    path("rounds/<uuid:pk>/", rounds.round_detail, name="round-detail"),
    path("rounds/<uuid:pk>/extend/", rounds.round_extend, name="round-extend"),
    path("rounds/<uuid:pk>/board.csv", rounds.round_board, name="round-board"),
    path("rounds/<uuid:pk>/remind/", rounds.round_nudge, name="round-nudge"),
    path("rounds/<uuid:pk>/start/", answering.attempt_start, name="attempt-start"),
    path("mine/", answering.attempt_list, name="attempt-list"),
    path("attempts/<uuid:pk>/<int:number>/", answering.attempt_page, name="attempt-page"),
    path("attempts/<uuid:pk>/<int:number>/news/", answering.answer_news, name="answer-news"),
    path("attempts/<uuid:pk>/about-your-work/", context.attempt_context, name="attempt-context"),
    path("attempts/<uuid:pk>/about-your-work/news/", context.context_news, name="context-news"),
    path("attempts/<uuid:pk>/questions/<uuid:question>/", context.context_save, name="context-save"),
    path("attempts/<uuid:pk>/answers/<uuid:item>/", answering.answer_save, name="answer-save"),
    path("attempts/<uuid:pk>/review/", answering.attempt_review, name="attempt-review"),
    path("attempts/<uuid:pk>/profile/", profiles.attempt_profile, name="attempt-profile"),
    path("attempts/<uuid:pk>/share/", sharing.attempt_share, name="attempt-share"),
    path("attempts/<uuid:pk>/needs/new/", choosing.need_choose, name="need-choose"),
    path("enrolments/<uuid:pk>/needs/", choosing.need_list, name="need-list"),
    path("needs/<uuid:pk>/edit/", choosing.need_edit, name="need-edit"),
    path("needs/<uuid:pk>/set-aside/", choosing.need_set_aside, name="need-set-aside"),
    path("needs/<uuid:pk>/share/", sharing.need_share, name="need-share"),
    path("grants/<uuid:pk>/revoke/", sharing.grant_revoke, name="grant-revoke"),
]
