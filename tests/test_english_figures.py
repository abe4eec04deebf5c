"""English dates and figures as Chinese ones."""

import pytest

from rag.text.english_figures import figures_in_chinese


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("opened on August 18, 2021", "opened 2021年8月18日"),
        ("opened on 18th August", "opened 8月18日"),
        ("since March 2020", "since 2020年3月"),
        ("how many in 2021", "how many in 2021年"),
        ("exceed 50 billion yuan", "超过500亿元"),
        ("at least 1.2 million people", "至少120万 people"),
        ("fewer than 30 projects", "不到30 projects"),
        ("may I ask about 2021 rooms", "may I ask about 2021 rooms"),
        ("5G base stations", "5G base stations"),
    ],
)
def test_dates_and_figures(english: str, chinese: str) -> None:
    assert figures_in_chinese(english) == chinese
