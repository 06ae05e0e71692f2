"""Rigs as files: their traits, their text, their schema and their faults."""

from __future__ import annotations

from pathlib import Path

import jsonschema

from posdiag.assembly_rigs import firmware_traits, lint_rig_file, rig_document, rig_schema


def test_a_shipped_rig_is_read_as_texts_and_keeps_to_the_schema() -> None:
    document = rig_document("counter-fs")
    assert document["rig"] == "counter-fs"
    jsonschema.validate(document, rig_schema())


def test_the_traits_of_firmware_are_named_without_the_version() -> None:
    assert "ack_ms" in firmware_traits()
    assert "version" not in firmware_traits()


def test_faults_of_a_file_have_its_name_as_it_was_given(tmp_path: Path) -> None:
    file = tmp_path / "rig.yaml"
    file.write_text("rig: x\ncolour: red\nfirmware: {'1.0': {}}\n", encoding="utf-8")
    (problem,) = [one for one in lint_rig_file(file) if "colour" in one.what]
    assert problem.place == f"{file}:2"
