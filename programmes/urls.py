"""Routes: programmes and their parts, mapping, cohorts, enrolments."""

from django.urls import path

from programmes.views import cohort, coverage, enrolment, event, mapping, part, programme

app_name = "programmes"
urlpatterns = [
    path("", programme.programme_list, name="programme-list"),
    path("new/", programme.programme_new, name="programme-new"),
    path("<uuid:pk>/", programme.programme_detail, name="programme-detail"),
    path("<uuid:pk>/edit/", programme.programme_edit, name="programme-edit"),
    path("<uuid:pk>/delete/", programme.programme_delete, name="programme-delete"),
    path("<uuid:pk>/frameworks/add/", programme.framework_add, name="framework-add"),
    path("<uuid:pk>/frameworks/<uuid:version_pk>/remove/", programme.framework_remove, name="framework-remove"),
    path("<uuid:pk>/modules/new/", part.module_new, name="module-new"),
    path("modules/<uuid:pk>/edit/", part.module_edit, name="module-edit"),
    path("modules/<uuid:pk>/move/", part.module_move, name="module-move"),
    path("modules/<uuid:pk>/delete/", part.module_delete, name="module-delete"),
    path("modules/<uuid:pk>/activities/new/", part.activity_new, name="activity-new"),
    path("activities/<uuid:pk>/edit/", part.activity_edit, name="activity-edit"),
    path("activities/<uuid:pk>/move/", part.activity_move, name="activity-move"),
    path("activities/<uuid:pk>/delete/", part.activity_delete, name="activity-delete"),
    path("<uuid:pk>/events/new/", event.event_new, name="event-new"),
    path("events/<uuid:pk>/", event.event_detail, name="event-detail"),
    path("events/<uuid:pk>/edit/", event.event_edit, name="event-edit"),
    path("events/<uuid:pk>/delete/", event.event_delete, name="event-delete"),
    path("<uuid:pk>/mapping/<uuid:version_pk>/", mapping.mapping_grid, name="mapping-grid"),
    path("<uuid:pk>/mapping/cell/", mapping.mapping_cell, name="mapping-cell"),
    path(
        "<uuid:pk>/mapping/element/<uuid:element_pk>/<slug:kind>/<uuid:item_pk>/",
        mapping.cell_detail,
        name="cell-detail",
    ),
    path("<uuid:pk>/mapping/element/<uuid:element_pk>/", mapping.mapping_row, name="mapping-row"),
    path("<uuid:pk>/coverage/<uuid:version_pk>/", coverage.coverage, name="coverage"),
    path("<uuid:pk>/cohorts/new/", cohort.cohort_new, name="cohort-new"),
    path("cohorts/<uuid:pk>/", cohort.cohort_detail, name="cohort-detail"),
    path("cohorts/<uuid:pk>/edit/", cohort.cohort_edit, name="cohort-edit"),
    path("cohorts/<uuid:pk>/delete/", cohort.cohort_delete, name="cohort-delete"),
    path("cohorts/<uuid:pk>/facilitators/new/", cohort.facilitator_new, name="facilitator-new"),
    path("facilitators/<uuid:pk>/end/", cohort.facilitator_end, name="facilitator-end"),
    path("cohorts/<uuid:pk>/enrolments/new/", enrolment.enrolment_new, name="enrolment-new"),
    path("enrolments/<uuid:pk>/", enrolment.enrolment_detail, name="enrolment-detail"),
    path("enrolments/<uuid:pk>/edit/", enrolment.enrolment_edit, name="enrolment-edit"),
    path("enrolments/<uuid:pk>/withdraw/", enrolment.enrolment_withdraw, name="enrolment-withdraw"),
    path("enrolments/<uuid:pk>/complete/", enrolment.enrolment_complete, name="enrolment-complete"),
    path("enrolments/<uuid:pk>/resume/", enrolment.enrolment_resume, name="enrolment-resume"),
    path("enrolments/<uuid:pk>/delete/", enrolment.enrolment_delete, name="enrolment-delete"),
    path("enrolments/<uuid:pk>/employer/", enrolment.employer_change, name="employer-change"),
    path("enrolments/<uuid:pk>/supporters/new/", enrolment.supporter_new, name="supporter-new"),
    path("supporters/<uuid:pk>/end/", enrolment.supporter_end, name="supporter-end"),
]
