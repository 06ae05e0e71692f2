"""GitLab's code quality: what it needs of each issue, and fingerprints that are unique and stay."""

from __future__ import annotations

import json

from posdiag.report.codequality import codequality_report
from tests.matrix.small import failed
from tests.report.by_hand import a_report, all_well, full_report


def test_each_issue_has_what_gitlab_needs() -> None:
    issues = json.loads(codequality_report(full_report(), "en"))
    assert len(issues) == 2  # what is known is no news
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= issue.keys()
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
    assert not issues[0]["location"]["path"].startswith(("/", "./"))


def test_fingerprints_are_unique_and_the_same_under_another_seed() -> None:
    one = json.loads(codequality_report(a_report(failed(0), failed(2)), "en"))
    other = json.loads(codequality_report(a_report(failed(1), failed(5), seeds=2), "ko"))
    assert [issue["fingerprint"] for issue in one] == [issue["fingerprint"] for issue in other]
    assert len({issue["fingerprint"] for issue in one}) == 2


def test_without_failures_it_is_an_empty_list() -> None:
    assert json.loads(codequality_report(all_well(), "en")) == []
