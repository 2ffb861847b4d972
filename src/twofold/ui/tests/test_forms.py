"""Every form is drawn alike: label, field, help and the errors, joined for those who listen."""

from django import forms

from twofold.ui.forms import FormRenderer


class Sample(forms.Form):
    default_renderer = FormRenderer

    name = forms.CharField(help_text="As they write it.")
    unit = forms.ChoiceField(choices=[("it", "IT")], required=False)
    side = forms.ChoiceField(choices=[("internal", "Internal")], widget=forms.RadioSelect)
    sure = forms.BooleanField(required=False)
    after = forms.CharField(widget=forms.HiddenInput, required=False)


def test_widgets_carry_the_house_s_classes():
    drawn = str(Sample())
    assert 'type="text" name="name" required class="form-control' in drawn or 'class="form-control"' in drawn
    assert 'class="form-select"' in drawn
    assert 'type="hidden"' in drawn


def test_an_error_stands_with_its_field_and_is_read_with_it():
    drawn = Sample({"side": "internal"})["name"].as_field_group()
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'id="id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert "is-invalid" in drawn


def test_a_choice_of_few_is_a_group_with_a_legend():
    drawn = Sample()["side"].as_field_group()
    assert "<fieldset" in drawn
    assert "<legend" in drawn


def test_only_what_may_be_left_out_is_marked():
    assert "optional" in Sample()["unit"].as_field_group()
    assert "optional" not in Sample()["name"].as_field_group()
