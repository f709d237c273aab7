"""Pseudonyms: who gets the same one, who never does, and the key they hang on."""

from __future__ import annotations

import hashlib
import hmac
import stat
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import HomeError
from pipelines.pseudonyms import Pseudonymiser, load_key

MASTER = bytes(range(32))
HP001 = "62110fa0282e300495d207dc67641a21"  # professional HP001 of programma
S0001 = "5facb0be1de2cd0d8e7aa660ebfd3daf"  # student S0001 of roc-voorbeeld


def hkdf_by_hand(master: bytes, info: bytes) -> bytes:
    """32 bytes of HKDF with SHA-256 and no salt (RFC 5869, sections 2.2 and 2.3)."""
    extracted = hmac.new(bytes(32), master, hashlib.sha256).digest()
    return hmac.new(extracted, info + b"\x01", hashlib.sha256).digest()


def pseudonym_by_hand(kind: str, issuer: str, normal: str) -> str:
    message = issuer.encode() + b"\x1f" + normal.encode()
    return hmac.new(hkdf_by_hand(MASTER, kind.encode()), message, hashlib.sha256).hexdigest()[:32]


@pytest.fixture
def pseudonymiser() -> Pseudonymiser:
    return Pseudonymiser(MASTER)


def test_hkdf_by_hand_gives_the_published_answer() -> None:
    """RFC 5869, test case 3: no salt, no info; its first 32 bytes."""
    expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    assert hkdf_by_hand(b"\x0b" * 22, b"").hex() == expected


def test_a_pseudonym_is_half_an_hmac_of_issuer_and_identity(pseudonymiser: Pseudonymiser) -> None:
    assert pseudonymiser.of_one("professional", "programma", "HP001") == HP001
    assert pseudonymiser.of_one("student", "roc-voorbeeld", "S0001") == S0001


def test_the_literal_answers_are_those_computed_by_hand() -> None:
    assert pseudonym_by_hand("professional", "programma", "HP001") == HP001
    assert pseudonym_by_hand("student", "roc-voorbeeld", "S0001") == S0001


@pytest.mark.parametrize(
    "written", ["HP001", "hp001", "Hp001", " HP001 ", "\u00a0HP001", "HP001\t", "\uff28\uff30\uff10\uff10\uff11"]
)
def test_case_white_space_and_width_of_letters_make_no_other_person(pseudonymiser: Pseudonymiser, written: str) -> None:
    assert pseudonymiser.of_one("professional", "programma", written) == HP001


def test_composed_and_decomposed_accents_are_one_identity(pseudonymiser: Pseudonymiser) -> None:
    assert pseudonymiser.of_one("student", "a", "José") == pseudonymiser.of_one("student", "a", "jose\u0301")


@pytest.mark.parametrize("other", ["HP002", "HP0001", "HP 001", "HP-001", "1HP00"])
def test_other_identities_get_other_pseudonyms(pseudonymiser: Pseudonymiser, other: str) -> None:
    assert pseudonymiser.of_one("professional", "programma", other) != HP001


def test_the_same_number_at_another_school_is_another_pupil(pseudonymiser: Pseudonymiser) -> None:
    schools = [pseudonymiser.of_one("student", school, "S0001") for school in ("roc-a", "roc-b", "")]
    assert len(set(schools)) == 3


def test_issuer_and_identity_cannot_run_into_each_other(pseudonymiser: Pseudonymiser) -> None:
    assert pseudonymiser.of_one("student", "roc", "A1") != pseudonymiser.of_one("student", "rocA", "1")


def test_the_same_number_of_another_kind_is_another_person(pseudonymiser: Pseudonymiser) -> None:
    kinds = [pseudonymiser.of_one(kind, "programma", "HP001") for kind in ("professional", "student", "respondent")]
    assert len(set(kinds)) == 3


def test_another_key_gives_other_pseudonyms() -> None:
    assert Pseudonymiser(bytes(32)).of_one("professional", "programma", "HP001") != HP001


@given(st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.none() | st.text(max_size=5)), max_size=12))
def test_a_column_is_pseudonymised_row_by_row(pairs: list[tuple[str | None, str | None]]) -> None:
    issuers = pl.Series([issuer for issuer, _ in pairs], dtype=pl.String)
    identities = pl.Series("student_id", [identity for _, identity in pairs], dtype=pl.String)
    found = Pseudonymiser(MASTER).of_all("student", issuers, identities)
    one = Pseudonymiser(MASTER).of_one
    assert found.name == "student_id"
    assert found.to_list() == [None if i is None else one("student", issuer or "", i) for issuer, i in pairs]


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "home" / "secret.key"
    key = load_key(path, home_is_empty=True)
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_key(path, home_is_empty=True) == key
    assert load_key(path, home_is_empty=False) == key
    assert load_key(tmp_path / "other.key", home_is_empty=True) != key


def test_a_key_that_is_gone_is_never_replaced_when_there_are_deliveries(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    with pytest.raises(HomeError) as missing:
        load_key(path, home_is_empty=False)
    assert str(missing.value) == (
        f"De sleutel {path} ontbreekt, terwijl er al leveringen zijn. Zet de bewaarde sleutel daar terug, of wijs hem "
        "aan met GRENSGANGER_KEY_FILE. Met een nieuwe sleutel zou iedereen een tweede pseudoniem krijgen."
    )
    assert missing.value.exit_status == 1
    assert not path.exists()


@pytest.mark.parametrize("content", ["", "geen sleutel", "00ff"])
def test_a_key_file_that_holds_no_key_is_not_used(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secret.key"
    path.write_text(content, encoding="ascii")
    with pytest.raises(HomeError) as wrong:
        load_key(path, home_is_empty=False)
    assert str(wrong.value) == (
        f"{path} is geen sleutel: verwacht 64 hexadecimale cijfers. Zet de bewaarde sleutel daar terug."
    )
    assert path.read_text(encoding="ascii") == content
