"""Words that lead a provider to an answer, and what a question of yes or no looks like; it judges no query.

Findings of others may be quoted ("imaging: consistent with pneumonia"): the asker's own reading of them may not.
"""

import re

from bot.rules.query_lint_base import Banned, Rule, any_of

LEAD_MEND = "Ask openly: say where the finding stands, and “please clarify …” with choices."

LEADING: tuple[Banned, ...] = (
    Banned(
        rule=Rule.LEADS,
        pattern=any_of(
            r"\b(?:please|kindly|you (?:should|need to|must|have to)|need you to|want you to|like you to|ask you to|"
            r"remember to|make sure to|be sure to|just) (?:\w+ly )?(?:document|add|write|chart|state|list|include|note|"
            r"record|enter|put|addend|change|update|amend|dictate)\w*\b(?! (?:the |an? |any |your |which |what |"
            r"whether |how "
            r"|if |further |more |all |only )?(?:\w+ ){0,2}(?:clinical significance|significance|type|acuity|"
            r"stage|side|"
            r"laterality|site|cause|etiology|specificity|severity|degree|grade|approach|depth|extent|indication|"
            r"relationship|response|answer|findings?|signature|addendum|opinion|judg\w+|interpretation|"
            r"detail|details|reason|clarification|applies|is|are|was|were|entry|note|date)\b)"
            r"(?! (?:your|in|which|what|whether|how|if|any|(?:the |a )?(?:diagnos[ei]s|condition)s?)\b)(?<!note)"
            r"(?! ?(?:that|:))",
            r"\b(?:please|kindly) note (?:the|an?|possible|probable) (?!following)",
            r"\bplease document that\b",
            r"\b(?:add|document|chang|updat|list|includ|writ|stat|enter|amend|put)\w* (?:the |a |this |your |"
            r"his |her )?"
            r"(?:\w+ )?diagnosis (?:of|to|as|from|code)\b",
            r"\bsign off on\b",
            r"\b(?:note|chart|record|documentation|summary|entry|diagnosis|addendum|list) (?:so that it |and have it )?"
            r"(?:to )?(?:reflect|say|read)s?\b(?! (?:different|opposite|nothing))",
            r"\bdon't you (?:think|believe|agree)\b|\bwouldn't you (?:say|agree)\b",
            r"\b(?:it |that )?would (?:really |also |only )?(?:help|be (?:better|best|good|great|helpful|"
            r"appropriate|nice|"
            r"ideal|preferable|correct))\b",
            r"\b(?:if|unless|until|when|once) you (?:could |would |can )?(?:say|said|document|documented|write|"
            r"wrote|add|"
            r"added|put|state|stated|choose|chose|pick|picked|select|selected)\b",
            r"\b(?:pick|choose|select|tick)\b(?! (?:one|any|all|from|which\w*|what\w*|your|between|among|as many|"
            r"(?:the )?(?:\w+ )?(?:options?|choices?|answers?|ones?|entry|responses?) (?:that|which|below|best|"
            r"you|from)))",
            r"\byou (?:may|might|could|can|will|would) (?:also )?(?:want|wish|like) to\b",
            r"\b(?:suspected|assumed|believed|preferred|recommended|suggested|desired|needed|wanted) by (?:the |our )?"
            r"(?:coders?|coding|cdi|billers?|billing)\b",
            r"\b(?:cannot|can't|can not|unable to|won't be able to|not able to) (?:code|report|assign|capture)\b",
            r"\b(?:can|could|would|will) you (?:please |kindly |just )?(?:add|include|put|write|list|append|"
            r"insert|change|"
            r"remove|delete|confirm|agree|support|say|state that|document that|addend)\b",
            r"\b(?:would|do|don't|wouldn't|can|will) you (?:not )?(?:also |please )?agree\b",
            r"\bplease (?:agree|confirm|verify|acknowledge) (?:that|the diagnosis|this is|it is|he|she|"
            r"the patient (?:has|had|"
            r"was|is))\b",
            r"\b(?:agree|agreed|correct|right|isn't it|wasn't it|doesn't (?:he|she|it)|don't you think)\s?\?",
            r"\b(?:we|i|coding|cdi) (?:\w+ )?(?:believe|think|feel|suspect|assume|recommend|suggest|prefer|would like|"
            r"would prefer|want|need|are looking for|is looking for|am looking for|was hoping|hope|were hoping)\b",
            r"\b(?:looks|sounds|seems|appears) (?:like|to (?:be|have|meet|support))\b",
            r"\b(?:obviously|undoubtedly|surely|definitely)\b",
            r"\b(?:clearly|certainly) (?:\w+ ){0,2}(?:has|had|is|was|meets?|met|shows?|indicat\w+|suffer\w*|qualif\w+|"
            r"represents?|supports?|be)\b",
            r"\b(?:is|was|are|were|has|had) (?:clearly|certainly) (?:an? |the )?\w+",
            r"\b(?:meets?|met|fulfil\w*|satisf\w+) (?:the )?(?:\w+ ){0,3}criteri(?:a|on)\b",
            r"\b(?:should|must|needs? to|ought to|has to|have to) (?:\w+ )?be (?:documented|coded|listed|added|charted|"
            r"recorded|reported|called|diagnosed|changed|written)\b",
            r"\b(?:consider|considering) (?:documenting|adding|a diagnosis|the diagnosis|changing|listing)\b",
            r"\bquery for\b",
            r"\b(?:is|was|be) (?:really|actually|probably|likely|most likely) \w+",
            r"\bwhy (?:did|didn't|have|haven't|would|wouldn't) you\b",
            r"\byou (?:forgot|failed|neglected|missed|omitted)\b",
        ),
        mend=LEAD_MEND,
    ),
    Banned(
        rule=Rule.LEADS,
        pattern=any_of(
            r"\bsuggest(?:s|ing|ive of|ed)?\b(?! (?:no|by))|\bindicative of\b|\bpoints? to\b",
            r"\b(?:consistent|compatible|in keeping) with\b",
        ),
        mend=LEAD_MEND,
        unless=any_of(
            r"\b(?:imaging|impression|reports?|radiolog\w+|patholog\w+|ct|mri|mra|x-?rays?|echo\w*|ekg|ecg|eeg|"
            r"ultrasound|"
            r"notes?|consult\w*|biopsy|cytology|scan|film|entry|reads?|documents?|documented|states?|stated|entries)\b"
        ),
    ),
)
YES_NO = re.compile(
    r"(?:^|[.?!:;,\n]\s*(?:(?:and|so|if so),?\s+)?)"
    r"((?:is|are|was|were|does|do|did|has|have|had|can|could|would|will|should|shall|may|might|isn't|wasn't|doesn't|"
    r"didn't|hasn't)\s[^.?!\n]{2,300}\?)",
    re.IGNORECASE,
)
"""A sentence that yes or no answers."""
OPEN_WORD = re.compile(
    r"\b(?:what|which|who|whom|where|when|how|why|clarify|specify|describe|explain|indicate|whether)\b", re.IGNORECASE
)
"""A question with none of these asks for yes or no."""
QUESTION = re.compile(r"[^.?!:;\n]{2,200}\?")
OPEN_ASK = re.compile(
    r"^(?:can|could|would|will) you (?:please |kindly )?(?:clarify|specify|describe|explain|further specify|indicate|"
    r"elaborate|provide|tell|document (?:the|which|what|your)|state (?:the|which|what)|review)\b",
    re.IGNORECASE,
)
"""Polite forms of an open question."""
YES_NO_MEND = (
    "Yes or no fits only presence on admission and the link between documented conditions. Ask “please clarify …” with "
    "choices."
)
TITLE_MEND = "Name the kind of question in the title, such as “Clarification of the type”, not a diagnosis."
