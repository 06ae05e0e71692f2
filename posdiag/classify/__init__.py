"""Words and codes to causes: an error message, a code, a log line or a caller's sentence, read and ranked."""

from posdiag.classify.classifier import Classifier, load_classifier
from posdiag.classify.result import Classification, Ranked, Reading, Slots, Warned

__all__ = ["Classification", "Classifier", "Ranked", "Reading", "Slots", "Warned", "load_classifier"]
