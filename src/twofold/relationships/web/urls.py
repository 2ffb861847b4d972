"""The addresses of relationships."""

from django.urls import path

from twofold.relationships.web.dealings import change as dealing
from twofold.relationships.web.expectations import change as expectation
from twofold.relationships.web.expectations.ledger import expectation_ledger
from twofold.relationships.web.expectations.raised import expectation_raise
from twofold.relationships.web.improvements import views as improvement
from twofold.relationships.web.offerings import change as offering
from twofold.relationships.web.relationships import around, panels, sums
from twofold.relationships.web.relationships import change as relationship
from twofold.relationships.web.relationships.page import relationship_detail
from twofold.relationships.web.standing.views import standing

app_name = "relationships"

urlpatterns = [
    path("relationships/new/", relationship.relationship_open, name="relationship-open"),
    path("relationships/<int:pk>/", relationship_detail, name="relationship-detail"),
    path(
        "relationships/<int:pk>/kind/", relationship.relationship_change_kind, name="relationship-change-kind"
    ),
    path("relationships/of-party/<int:pk>/", panels.party_relationships, name="party-relationships"),
    path(
        "relationships/of-party/<int:pk>/expectations/", panels.party_expectations, name="party-expectations"
    ),
    path("relationships/of-party/<int:pk>/dealings/", panels.party_dealings, name="party-dealings"),
    path("relationships/of-unit/<int:pk>/", panels.unit_customers, name="unit-customers"),
    path("relationships/of-unit/<int:pk>/offerings/", panels.unit_offerings, name="unit-offerings"),
    path("relationships/of-unit/<int:pk>/below/", sums.unit_below, name="unit-below"),
    path("relationships/of-party/<int:pk>/group/", sums.party_group, name="party-group"),
    path("relationships/around/<int:pk>/", around.party_served, name="party-served"),
    path("dealings/new/", dealing.dealing_record, name="dealing-record"),
    path("dealings/<int:pk>/", dealing.dealing_reverse, name="dealing-reverse"),
    path("expectations/by-statement/", expectation_ledger, name="expectation-ledger"),
    path("expectations/raise/", expectation_raise, name="expectation-raise"),
    path("expectations/new/", expectation.expectation_state, name="expectation-state"),
    path("expectations/<int:pk>/", expectation.expectation_review, name="expectation-review"),
    path("expectations/<int:pk>/withdraw/", expectation.expectation_withdraw, name="expectation-withdraw"),
    path("improvements/", improvement.improvement_list, name="improvement-list"),
    path("improvements/new/", improvement.improvement_new, name="improvement-new"),
    path("improvements/<int:pk>/", improvement.improvement_detail, name="improvement-detail"),
    path("improvements/<int:pk>/end/", improvement.improvement_end, name="improvement-end"),
    path("improvements/<int:pk>/tell/", improvement.improvement_tell, name="improvement-tell"),
    path("offerings/new/", offering.offering_add, name="offering-add"),
    path("offerings/<int:pk>/", offering.offering_detail, name="offering-detail"),
    path("offerings/<int:pk>/edit/", offering.offering_edit, name="offering-edit"),
    path("offerings/families/", offering.family_list, name="family-list"),
    path("offerings/families/<int:pk>/", offering.family_edit, name="family-edit"),
    path("standing/", standing, name="standing"),
]
