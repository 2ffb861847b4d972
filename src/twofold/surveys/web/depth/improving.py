"""The way from a finding to an improvement action, where the house has a page for it."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

PAGE = "relationships:improvement-new"


def improvement_url(survey_id: int, title: str) -> str:
    """Where an improvement is begun from this finding of a survey, or ""."""
    try:
        page = reverse(PAGE)
    except NoReverseMatch:
        return ""
    return f"{page}?{urlencode({'kind': 'surveys.survey', 'id': survey_id, 'title': title})}"
