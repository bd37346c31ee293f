from __future__ import annotations

from mnist_desktop.reading.values import DigitReading


def test_the_likeliest_digit_is_the_one_read() -> None:
    prediction = DigitReading((0.1, 0.0, 0.0, 0.6, 0.0, 0.3, 0.0, 0.0, 0.0, 0.0), sure=True)
    assert prediction.digit == 3
    assert prediction.confidence == 0.6
    assert prediction.ranking[:3] == (3, 5, 0)
    assert sorted(prediction.ranking) == list(range(10))
