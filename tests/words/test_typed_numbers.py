from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from mnist_desktop.words import typed_numbers
from mnist_desktop.words.typed_numbers import as_number, as_text, may_become_number

NAMES = ("C", "en_US", "en_IN", "es_ES", "de_DE", "de_CH", "fr_FR", "tr_TR", "ar_EG", "fa_IR", "hi_IN", "bn_BD")
C, SPANISH, ENGLISH = QLocale.c(), QLocale("es_ES"), QLocale("en_US")
locales = st.sampled_from([QLocale(name) for name in NAMES])
numbers = st.floats(1e-8, 1e4)
wholes = st.integers(0, 2**63 - 1)


@pytest.mark.parametrize(
    ("value", "text"), [(0.001, "0.001"), (0.1, "0.1"), (1e-05, "1e-05"), (0.0, "0"), (10.0, "10"), (0.9999, "0.9999")]
)
def test_a_number_is_shown_as_short_as_it_is(value: float, text: str) -> None:
    assert as_text(value, C) == text


@pytest.mark.parametrize(
    ("locale", "text"), [("es_ES", "0,25"), ("de_CH", "0.25"), ("ar_EG", "٠٫٢٥"), ("fa_IR", "۰٫۲۵"), ("bn_BD", "০.২৫")]
)
def test_digits_and_decimal_sign_are_those_of_the_locale(locale: str, text: str) -> None:
    assert as_text(0.25, QLocale(locale)) == text


@given(numbers, locales)
def test_what_is_shown_reads_back_as_the_same_number(value: float, locale: QLocale) -> None:
    assert as_number(as_text(value, locale), locale) == value


@given(wholes, locales)
def test_a_whole_number_of_63_bits_reads_back_digit_for_digit(value: int, locale: QLocale) -> None:
    text = as_text(value, locale)
    assert int(text) == value
    assert as_number(text, locale, is_whole=True) == value


@given(wholes, locales)
def test_a_whole_number_may_be_typed_with_the_locale_s_groups(value: int, locale: QLocale) -> None:
    assert as_number(locale.toString(value), locale, is_whole=True) == value


@given(numbers, locales, st.integers(0, 6))
def test_what_qt_shows_reads_back_too(value: float, locale: QLocale, decimals: int) -> None:
    plain = QLocale(locale)
    plain.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    for form in ("f", "e"):
        text = plain.toString(value, form, decimals)
        assert as_number(text, locale) == float(QLocale.c().toString(value, form, decimals))


@given(numbers, locales)
def test_a_point_is_a_decimal_sign_in_any_locale(value: float, locale: QLocale) -> None:
    assert as_number(repr(value), locale) == value


@given(numbers, locales)
def test_each_key_on_the_way_to_a_number_can_be_typed(value: float, locale: QLocale) -> None:
    text = as_text(value, locale)
    assert all(may_become_number(text[:keys], locale) for keys in range(len(text) + 1))


@given(wholes, locales)
def test_each_key_on_the_way_to_a_grouped_number_can_be_typed(value: int, locale: QLocale) -> None:
    text = locale.toString(value)
    assert all(may_become_number(text[:keys], locale, is_whole=True) for keys in range(len(text) + 1))


@pytest.mark.parametrize("text", ["0,01", "0.01", "1e-2", "1E-2", ".01", " 0.01 "])
@pytest.mark.parametrize("locale", [C, SPANISH, ENGLISH], ids=QLocale.name)
def test_a_hundredth_can_be_typed_in_many_ways(text: str, locale: QLocale) -> None:
    assert as_number(text, locale) == 0.01


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [("60.000", SPANISH, 60_000), ("60,000", ENGLISH, 60_000), ("60,000", C, 60_000), ("1e3", SPANISH, 1000)],
)
def test_a_group_is_a_group_in_a_field_of_whole_numbers(text: str, locale: QLocale, value: int) -> None:
    assert as_number(text, locale, is_whole=True) == value


@pytest.mark.parametrize("text", ["", "abc", "1e", "1,2,3", "nan", "inf", "1_000", "0x10"])
@pytest.mark.parametrize("is_whole", [True, False])
def test_what_is_no_number_is_none(text: str, is_whole: bool) -> None:
    assert as_number(text, C, is_whole=is_whole) is None


def test_a_number_too_large_to_hold_is_larger_than_any() -> None:
    assert as_number("1e999", C) == float("inf")


@pytest.mark.parametrize(("text", "may"), [("", True), ("1e-", True), ("0,", True), ("x", False), ("1.2.3", False)])
def test_typing_can_go_on_only_where_a_number_can_come_of_it(text: str, may: bool) -> None:
    assert may_become_number(text, C) is may


def test_rates_step_along_a_ladder() -> None:
    assert [typed_numbers.next_rate(0.01, steps) for steps in (-3, -2, -1, 0, 1, 2, 3)] == [
        *(0.001, 0.002, 0.005, 0.01),
        *(0.02, 0.05, 0.1),
    ]


@pytest.mark.parametrize(("steps", "rung"), [(1, 0.05), (-1, 0.02)])
def test_a_rate_between_two_rungs_goes_to_the_nearest(steps: int, rung: float) -> None:
    assert typed_numbers.next_rate(0.03, steps) == rung


@given(numbers)
def test_a_step_up_is_up_and_a_step_down_is_down(value: float) -> None:
    assert typed_numbers.next_rate(value, -1) < value < typed_numbers.next_rate(value, 1)
