"""How exact the facts are, against documents annotated by hand; package and README say what is measured here."""

from __future__ import annotations

import pytest
from accuracy import ANNOTATED, DATA, README, SHARED, Annotated, entry, measure, row, scorer

from analysis.errors import RegistryError
from analysis.registries import accuracy

HERE = (SHARED / "gold").is_dir()


@pytest.mark.skipif(not HERE, reason="the annotated documents are not here")
@pytest.mark.parametrize("annotated", ANNOTATED, ids=lambda annotated: annotated.en)
def test_what_is_said_is_what_is_measured(annotated: Annotated) -> None:
    """The figures of package and README are those of this code, and none is below what was promised."""
    result = measure(annotated, scorer())
    assert entry(annotated, result) in DATA.read_text("utf-8")
    assert row(annotated, result) in README.read_text("utf-8").splitlines()
    assert result["found_f1"] >= 0.97
    assert result["whole_f1"] >= 0.88


def test_the_package_names_each_document() -> None:
    """Nothing was measured that is not said, and nothing said that was not measured."""
    assert [annotated.en for annotated in ANNOTATED] == [document.en for document in accuracy.load()]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no [[document]] in it"),
        ("[[document]]\nzh = 'A'\n", "A: en, fields, found_precision"),
        (
            DATA.read_text("utf-8").replace("found_recall = 1.000", "found_recall = 1.5", 1),
            "a share lies between 0 and 1",
        ),
    ],
)
def test_faults_are_named(text: str, fault: str) -> None:
    """A file that says nothing, too little or the impossible is refused, with what is wrong."""
    with pytest.raises(RegistryError) as error:
        accuracy.parse(text)
    assert fault in str(error.value)
