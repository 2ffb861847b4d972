"""The style page."""

from django.urls import path

from twofold.ui.web.ui.views import style_page, style_panel, style_sign_in

app_name = "ui"
urlpatterns = [
    path("ui/", style_page, name="style-page"),
    path("ui/panel/", style_panel, name="style-panel"),
    path("ui/sign-in/", style_sign_in, name="style-sign-in"),
]
