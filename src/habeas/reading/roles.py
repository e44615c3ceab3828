"""Who did it, to whom, whose: the roles round a trigger, read from the parse."""

from __future__ import annotations

from habeas.reading.sentence import Sentence, Token

_RELATIVE = {"who", "whom", "which", "that", "whose"}
_TIME_WORDS = {"year", "month", "week", "day", "hour", "time", "night", "morning"}
_LIGHT = {
    "receive",
    "get",
    "face",
    "serve",
    "await",
    "have",
    "spend",
    "complete",
    "finish",
    "be",
    "see",
    "suffer",
    "endure",
    "undergo",
    "survive",
}


_SENDING = frozenset({"send", "dispatch", "bring", "take", "order", "allow", "permit", "force", "delegate", "appoint"})
"""Verbs whose object does what follows: "sent the envoy to meet them"."""


def subject_of(s: Sentence, token: Token, depth: int = 0) -> Token | None:
    """The subject of a verb, its own or one that it shares (conjunct, relative clause, participle)."""
    if depth > 8:
        return None
    own = s.child(token.index, "nsubjpass", "nsubj", "csubj")
    if own is not None:
        if own.text.lower() in _RELATIVE and own.tag in ("WP", "WDT", "WP$", "IN", "DT"):
            return _antecedent(s, token)
        return own
    head = s.head(token)
    if head.index == token.index:
        return None
    match token.dep:
        case "relcl" | "acl" | "amod":
            return head if head.is_noun or head.tag in ("PRP", "CD", "DT") else subject_of(s, head, depth + 1)
        case "conj" | "xcomp" | "advcl" | "acomp" | "oprd" | "attr" | "dep" | "auxpass" | "aux":
            object_ = s.child(head.index, "dobj")
            sent = token.dep == "advcl" and token.tag == "VB" and head.lemma in _SENDING
            if object_ is not None and object_.index < token.index and (token.dep == "xcomp" or sent):
                return object_
            if head.is_noun and token.dep in ("conj", "advcl", "dep"):
                return head if token.dep != "conj" else subject_of(s, s.head(head), depth + 1)
            return subject_of(s, head, depth + 1) if head.is_verb or head.tag.startswith("J") else None
        case "pcomp":
            return governor_subject(s, head, depth + 1)
        case "ccomp" | "parataxis":
            return None
    return None


def _antecedent(s: Sentence, verb: Token) -> Token | None:
    """The noun before a relative clause; a conjunct verb looks through to the first verb."""
    for token in (verb, *s.ancestors(verb)):
        if token.dep == "relcl":
            return s.head(token)
        if token.dep not in ("conj", "ccomp", "xcomp"):
            break
    return None


def governor_subject(s: Sentence, token: Token, depth: int = 0) -> Token | None:
    """The subject of the nearest verb above, or the noun above when no verb governs."""
    noun: Token | None = None
    for above in (token, *s.ancestors(token)):
        if above.is_verb:
            found = patient(s, above, depth + 1) if is_passive(s, above) else subject_of(s, above, depth + 1)
            return found or noun
        if above.is_noun and above.index != token.index and above.lemma not in _TIME_WORDS:
            noun = noun or above
            if above.dep in ("appos", "ROOT", "nsubj", "nsubjpass") and above.entity == "PERSON":
                return above
    return noun


def is_passive(s: Sentence, verb: Token) -> bool:
    """Whether the verb's subject is the one that it was done to."""
    if s.child(verb.index, "auxpass", "nsubjpass"):
        return True
    if verb.tag not in ("VBN", "VBD", "JJ"):
        return False
    if verb.dep in ("acl", "amod", "relcl") and verb.tag == "VBN":
        return not any(s.tokens[i].lemma == "have" and s.tokens[i].dep == "aux" for i in s.children(verb.index))
    if _person_object(s, verb) is not None:
        return False
    if any(s.tokens[i].dep == "aux" and s.tokens[i].lemma == "have" for i in s.children(verb.index)):
        return False
    head = s.head(verb)
    if verb.dep == "conj" and head.is_verb and verb.tag == "VBN":
        return is_passive(s, head)
    if verb.dep in ("advcl", "ROOT", "ccomp", "dep", "conj", "appos") and verb.tag == "VBN":
        return True
    return verb.tag == "VBD" and not s.child(verb.index, "dobj", "dative", "ccomp", "xcomp")


def _person_object(s: Sentence, verb: Token) -> Token | None:
    for i in s.children(verb.index):
        token = s.tokens[i]
        if (
            token.dep in ("dobj", "dative", "iobj")
            and token.tag != "IN"
            and token.lemma not in _TIME_WORDS
            and token.tag != "CD"
        ):
            return token
    return None


def patient(s: Sentence, verb: Token, depth: int = 0) -> Token | None:
    """To whom it was done: subject of a passive, object of an active verb."""
    if not verb.is_verb and not verb.tag.startswith("J"):
        return possessor(s, verb)
    if (noun := _noun_before(s, verb)) is not None:
        return noun
    if is_passive(s, verb):
        return subject_of(s, verb, depth)
    found = _person_object(s, verb)
    if found is not None and verb.dep == "relcl" and found.text.lower() in ("whom", "who", "that"):
        return s.head(verb)
    if found is None and verb.dep == "relcl" and s.child(verb.index, "nsubj") is not None:
        return s.head(verb)
    if found is None:  # small clauses: "let X go", "set X free", "see X freed"
        inner = s.child(verb.index, "ccomp", "xcomp")
        if inner is not None and not inner.tag.startswith("VBZ"):
            return s.child(inner.index, "nsubj", "nsubjpass", "dobj")
    return found


def _noun_before(s: Sentence, verb: Token) -> Token | None:
    """The noun right before a participle, "prisoners still held in": the parser often hangs it on the main verb."""
    if verb.tag != "VBN" or verb.dep not in ("advcl", "acl") or s.child(verb.index, "aux", "auxpass", "mark"):
        return None
    i = verb.index - 1
    while i > 0 and s.tokens[i].tag == "RB":
        i -= 1
    noun = s.tokens[i] if i >= 0 else None
    return noun if noun is not None and noun.tag in ("NNS", "NN", "NNPS") else None


def agent(s: Sentence, verb: Token) -> Token | None:
    """Who did it: subject of an active verb, `by` phrase of a passive."""
    if is_passive(s, verb):
        by = s.child(verb.index, "agent")
        return s.child(by.index, "pobj") if by else None
    return subject_of(s, verb)


def holder(s: Sentence, token: Token) -> Token | None:
    """Whose state it is: the one of whom `in custody`, `behind bars`, `five years in jail` is said."""
    for above in s.ancestors(token):
        if above.is_verb:
            object_ = _person_object(s, above)
            if (
                object_ is not None
                and (object_.tag in ("PRP", "NNP") or object_.entity == "PERSON")
                and above.lemma not in _LIGHT
            ):
                return object_
            if is_passive(s, above):
                return patient(s, above)
            return subject_of(s, above)
        if above.is_noun and above.lemma not in _TIME_WORDS:
            owner = s.child(above.index, "poss")
            if owner is not None and above.entity != "PERSON":
                return owner
            if (
                above.tag.startswith("NNP")
                or above.dep in ("ROOT", "appos")
                or above.lemma in ("prisoner", "person", "people", "detainee", "man", "woman")
            ):
                return above
    return None


def possessor(s: Sentence, noun: Token) -> Token | None:
    """Whose arrest, release, term: possessive, `of` phrase, or the subject of a light verb."""
    owner = s.child(noun.index, "poss")
    if owner is not None:
        return owner
    for i in s.children(noun.index):
        if s.tokens[i].dep == "prep" and s.tokens[i].lemma in ("of", "against", "for", "on"):
            found = s.child(i, "pobj")
            if found is not None and (s.tokens[i].lemma == "of" or found.tag.startswith(("NNP", "PRP"))):
                return found
    head = s.head(noun)
    if noun.dep in ("nmod", "compound", "conj") and head.is_noun and head.index > noun.index:
        shared = s.child(head.index, "poss")  # "her husband's arrest and subsequent elections"
        if shared is not None and shared.index < noun.index:
            return shared
    if noun.dep in ("dobj", "attr", "pobj") and (
        head.lemma in _LIGHT or (noun.dep == "pobj" and s.head(head).lemma in _LIGHT)
    ):
        verb = head if head.is_verb else s.head(head)
        return subject_of(s, verb)
    return None


def conjuncts(s: Sentence, token: Token) -> tuple[Token, ...]:
    """The token and all that are joined to it by `and` or commas, in order."""
    found, stack = [token], [token.index]
    while stack:
        for i in s.children(stack.pop()):
            if s.tokens[i].dep == "conj" and (s.tokens[i].is_noun or s.tokens[i].tag in ("PRP", "CD")):
                found.append(s.tokens[i])
                stack.append(i)
    return tuple(sorted(found, key=lambda t: t.index))


def clause(s: Sentence, verb: Token) -> set[int]:
    """The tokens of a verb's own clause: without other clauses below it, without conjoined verbs."""
    found, stack = {verb.index}, [verb.index]
    while stack:
        for i in s.children(stack.pop()):
            token = s.tokens[i]
            if token.dep in ("conj", "ccomp", "parataxis", "relcl", "advcl", "dep") and token.is_verb:
                continue
            if i not in found:
                found.add(i)
                stack.append(i)
    return found
