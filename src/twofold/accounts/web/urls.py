"""Addresses of accounts, besides those of signing in (`web/accounts/urls.py`)."""

from django.urls import path
from django.views.generic import RedirectView

from twofold.accounts.web.invitations.views import invitation_accept
from twofold.accounts.web.language.views import language
from twofold.accounts.web.security import address, confirm, factors, page
from twofold.accounts.web.settings import (
    attribute_acts,
    attributes,
    invitations,
    people,
    preferences,
    profile,
    sealed,
    tokens,
)
from twofold.accounts.web.setup.views import set_up
from twofold.accounts.web.side.views import side

app_name = "accounts"
urlpatterns = [
    path("setup/<str:token>/", set_up, name="set-up"),
    path("invitations/<str:token>/", invitation_accept, name="invitation-accept"),
    path("side/", side, name="side"),
    path("language/", language, name="language"),
    path("settings/", RedirectView.as_view(pattern_name="accounts:profile"), name="settings"),
    path("settings/profile/", profile.profile, name="profile"),
    path("settings/security/", page.security, name="security"),
    path("settings/security/confirm/", confirm.confirm, name="confirm"),
    path("settings/security/address/", address.address, name="address"),
    path("settings/security/address/<str:token>/", address.address_confirm, name="address-confirm"),
    path("settings/security/app/", factors.app_add, name="app-add"),
    path("settings/security/passkeys/", factors.passkey_add, name="passkey-add"),
    path("settings/security/factors/<int:pk>/remove/", page.factor_remove, name="factor-remove"),
    path("settings/security/recovery-codes/", page.codes_renew, name="codes-renew"),
    path("settings/security/sessions/<int:pk>/end/", page.session_end, name="session-end"),
    path("settings/security/sign-out-everywhere/", page.sessions_end, name="sessions-end"),
    path("settings/preferences/", preferences.preferences, name="preferences"),
    path("settings/preferences/one/", preferences.preference_set, name="preference-set"),
    path("settings/tokens/", tokens.token_list, name="token-list"),
    path("settings/tokens/<int:pk>/revoke/", tokens.token_revoke, name="token-revoke"),
    path("settings/people/", people.user_list, name="user-list"),
    path("settings/people/<int:pk>/", people.user_detail, name="user-detail"),
    path("settings/people/<int:pk>/membership/", people.membership_set, name="membership-set"),
    path("settings/memberships/<int:pk>/end/", people.membership_end, name="membership-end"),
    path("settings/people/<int:pk>/capabilities/", people.capabilities_set, name="capabilities-set"),
    path("settings/people/<int:pk>/reset-factors/", people.factors_reset, name="factors-reset"),
    path("settings/people/<int:pk>/deactivate/", people.user_deactivate, name="user-deactivate"),
    path("settings/people/<int:pk>/reactivate/", people.user_reactivate, name="user-reactivate"),
    path("settings/invitations/", invitations.invitation_list, name="invitation-list"),
    path(
        "settings/invitations/<int:pk>/withdraw/", invitations.invitation_withdraw, name="invitation-withdraw"
    ),
    path("settings/attributes/", attributes.attribute_list, name="attribute-list"),
    path("settings/attributes/new/", attributes.attribute_new, name="attribute-new"),
    path("settings/attributes/preview/", attributes.attribute_preview, name="attribute-preview"),
    path("settings/attributes/<int:pk>/", attributes.attribute_edit, name="attribute-edit"),
    path("settings/attributes/<int:pk>/move/", attribute_acts.attribute_move, name="attribute-move"),
    path("settings/attributes/<int:pk>/filter/", attribute_acts.attribute_filter, name="attribute-filter"),
    path("settings/attributes/<int:pk>/retire/", attribute_acts.attribute_retire, name="attribute-retire"),
    path("settings/attributes/<int:pk>/delete/", attribute_acts.attribute_delete, name="attribute-delete"),
    path("settings/sealed/", sealed.sealed_unit_list, name="sealed-unit-list"),
    path("settings/sealed/<int:pk>/join/", sealed.sealed_unit_join, name="sealed-unit-join"),
]
