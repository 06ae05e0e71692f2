"""The JSON Schema of a scenario file, made of the words that its loaders know."""

from __future__ import annotations

from posdiag.payment.instrument import KINDS, PURSES
from posdiag.payment.money import Belief
from posdiag.profile import shapes
from posdiag.profile.abilities import ABILITIES
from posdiag.profile.product_schema import head
from posdiag.profile.shapes import Shape, told
from posdiag.profile.trait_types import ENTRY_SHAPE
from posdiag.replay.load_instruments import MEDIA, STATE_KEYS
from posdiag.replay.load_scenario import SHOP_KEYS
from posdiag.replay.load_steps import MAX_AMOUNT_KRW, MAX_STEPS, OMITTABLE
from posdiag.replay.scenario import Do

_WON = shapes.whole(0, MAX_AMOUNT_KRW)


def scenario_schema() -> dict[str, object]:
    """The schema of a file of profiles/scenarios. `instrument` and `instruments` exclude each other."""
    instrument = _instrument()
    needs = told(shapes.listed(shapes.choice(ABILITIES)), "abilities that a POS must have for it")
    members = head("scenario") | {
        "tags": told(shapes.listed(shapes.TEXT), "words to select it by: tag:NAME"),
        "needs": needs,
        "date": told(_MOMENT, "when it plays, YYYY-MM-DDThh:mm:ss"),
        "shop": told(shapes.mapping(dict.fromkeys(SHOP_KEYS, shapes.TEXT)), "what differs from the rig's"),
        "instrument": told(instrument, "what the customer shows"),
        "instruments": told(shapes.by_name(instrument), "several, the first of them called `main`"),
        "steps": told(
            {"anyOf": [{"type": "array", "items": _step(), "minItems": 1, "maxItems": MAX_STEPS}]},
            "what the shop does, in order",
        ),
        "faults": told(shapes.listed(_FAULT), "faults of the story, as --fault spells them"),
        "expect": told(_expect(), "what should come of it"),
    }
    body = dict(shapes.mapping(members, ("id", "kind", "source", "name", "steps", "expect")))
    body["oneOf"] = [{"required": ["instrument"]}, {"required": ["instruments"]}]
    return shapes.document("scenario", "a scenario of posdiag", body)


_MOMENT: Shape = {"type": "string", "pattern": r"^\d{4}-?(\d\d|W)"}
_FAULT: Shape = {"type": "string", "pattern": r"^[^\W_]([^\W_]|-)*(:[^=,]+=[^,]*(,[^=,]+=[^,]*)*)?$|^-[-\w]+"}


def _instrument() -> Shape:
    members = {
        "like": told(shapes.TEXT, "an instrument of instruments.yaml that it starts from"),
        "kind": told(shapes.choice(KINDS), "what it is"),
        "programme": told(shapes.TEXT, "a file of profiles/programmes"),
        "number": told(shapes.TEXT, "a synthetic card number, barcode or QR text, in quotes"),
        "balances": told(shapes.mapping(dict.fromkeys(PURSES, _WON)), "won in each purse"),
        "media": told(shapes.listed(shapes.choice(MEDIA)), "ways of reading it that work"),
        "state": told(shapes.mapping(dict.fromkeys(STATE_KEYS, shapes.TEXT)), "what its issuer knows of it"),
    }
    found = dict(shapes.mapping(members, empty=False))
    found["anyOf"] = [{"required": ["like"]}, {"required": ["kind"]}]
    return found


def _step() -> Shape:
    item = shapes.mapping(
        {"name": shapes.TEXT, "amount_krw": _WON, "tags": shapes.listed(shapes.TEXT)}, ("name", "amount_krw")
    )
    members = {
        "do": told(shapes.choice([deed.value for deed in Do]), "what the shop does"),
        "amount_krw": told(_WON, "won, tax included; of a payment"),
        "tax_krw": told(_WON, "tax within the amount"),
        "entry": told(ENTRY_SHAPE, "how the instrument is read"),
        "instalment": told(shapes.whole(0, 99), "instalment code"),
        "items": told({"anyOf": [{"type": "array", "items": item}, {"enum": ["", "[]", None]}]}, "the goods"),
        "of": told(shapes.whole(1), "for cancel: the number of the sale's step, from 1"),
        "instrument": told(shapes.TEXT, "which of the instruments; `main` unless it says so"),
        "omit": told(shapes.listed(shapes.choice(OMITTABLE)), "fields of its request that are left out"),
    }
    found = dict(shapes.mapping(members, ("do",)))
    pays: Shape = {"properties": {"do": {"const": "pay"}}}
    others: Shape = {"properties": {"do": {"enum": [deed.value for deed in Do if deed is not Do.PAY]}}}
    cancels: Shape = {"properties": {"do": {"const": "cancel"}}}
    found["allOf"] = [
        {"if": pays, "then": {"required": ["amount_krw"]}},
        {"if": others, "then": {"properties": {"amount_krw": False}}},
        {"if": cancels, "then": {"required": ["of"]}, "else": {"properties": {"of": False}}},
    ]
    return found


def _expect() -> Shape:
    money = shapes.mapping(
        {
            "charges": told(shapes.whole(0, 100), "how often the customer is charged"),
            "charged_krw": told(shapes.whole(0), "won in all"),
            "from_purse": told(shapes.mapping(dict.fromkeys(PURSES, shapes.whole(1))), "won by purse"),
        },
        ("charges", "charged_krw"),
    )
    beliefs = [belief.value for belief in Belief]
    members = {
        "outcome": told(shapes.listed(shapes.choice(beliefs)), "every acceptable belief of the POS"),
        "money": told(
            {"anyOf": [{"type": "array", "items": money}, {"enum": ["", "[]", None]}]},
            "every acceptable account of the money",
        ),
        "reply": told(shapes.listed(shapes.TEXT), "response codes that a refusal may carry"),
        "shows_balance": told(shapes.FLAG, "whether the POS shows what is left"),
    }
    return shapes.mapping(members)
