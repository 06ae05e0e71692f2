"""What changed files touch: scenarios, releases with their parents, dialects with their heirs, rigs."""

from __future__ import annotations

from pathlib import Path

from posdiag.matrix.changed import Touched, touched_by
from posdiag.profile.roots import Roots
from tests.matrix.small import a_release, a_scenario


def a_folder(root: Path) -> Roots:
    for name in ("pos/reference/till.yaml", "scenarios/qr.yaml", "codes/x.yaml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("id: x\n", encoding="utf-8")
    (root / "dialects").mkdir()
    for name, like in (("mother", ""), ("child", "like: mother\n"), ("grandchild", "like: child\n")):
        (root / "dialects" / f"{name}.yaml").write_text(f"id: {name}\n{like}", encoding="utf-8")
    return Roots((root,))


def test_a_scenario_file_touches_its_scenario_alone(tmp_path: Path) -> None:
    touched = touched_by([tmp_path / "scenarios/qr.yaml"], a_folder(tmp_path), {}, {})
    release = a_release("1.0")
    assert touched.meets(a_scenario("qr"), release, "sim:counter")
    assert not touched.meets(a_scenario("slow"), release, "sim:counter")


def test_a_product_file_touches_every_release_that_has_a_trait_of_it(tmp_path: Path) -> None:
    touched = touched_by([tmp_path / "pos/reference/till.yaml"], a_folder(tmp_path), {}, {})
    assert touched.meets(a_scenario("slow"), a_release("1.0"), "sim:counter")


def test_a_dialect_touches_those_that_are_like_it(tmp_path: Path) -> None:
    touched = touched_by([tmp_path / "dialects/mother.yaml"], a_folder(tmp_path), {}, {})
    assert touched.dialects == {"mother", "child", "grandchild"}


def test_a_rig_and_a_scenario_given_by_path_count(tmp_path: Path) -> None:
    rig, story = tmp_path / "counter.yaml", tmp_path / "mine.yaml"
    touched = touched_by([rig, story], a_folder(tmp_path), {story: "mine"}, {rig: "counter"})
    assert touched == Touched(scenarios=frozenset({"mine"}), rigs=frozenset({"counter"}))
    assert touched.meets(a_scenario("qr"), a_release("1.0"), "sim:counter@1.0")
    assert not touched.meets(a_scenario("qr"), a_release("1.0"), "sim:other")


def test_codes_bear_on_everything_and_other_files_on_nothing(tmp_path: Path) -> None:
    roots = a_folder(tmp_path)
    assert touched_by([tmp_path / "codes/x.yaml"], roots, {}, {}).everything
    assert touched_by([tmp_path / "README.md", tmp_path / "gone.yaml"], roots, {}, {}) == Touched()
