"""What a person is given to read of their answers: of protected surveys nothing that they said."""

from decimal import Decimal

import pytest

from tests.factories import make_person, make_relationship, make_response, make_survey
from twofold.surveys.actions.personal import PERSONAL_DATA


@pytest.mark.parametrize(("mode", "told"), [("named", [Decimal(7)]), ("confidential", [])])
def test_a_guess_is_given_out_where_answers_are(sales, mode, told):
    served = make_relationship(sales, make_person("Dana"))
    make_response(make_survey(sales, mode=mode), relationship=served, guess=Decimal(7))

    [sheets] = PERSONAL_DATA.held([served.customer_id]).records.values()

    assert [row["Guess"] for row in sheets if "Guess" in row] == told
