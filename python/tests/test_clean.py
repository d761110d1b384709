"""One document."""

from __future__ import annotations

import concurrent.futures
import pickle
import threading
import time
from typing import Any

import archive
import pytest
import unmangle

MANGLED = "< p >Stay < s trong >calm< / s trong >.< / p >"


def test_a_document_has_every_form() -> None:
    cleaned = unmangle.clean(MANGLED)
    assert cleaned.markdown == "Stay **calm**.\n"
    assert str(cleaned) == cleaned.markdown == cleaned.render("markdown")
    assert cleaned.text.strip() == "Stay calm."
    assert "<strong>calm</strong>" in cleaned.html
    assert cleaned.document["blocks"][0]["type"] == "paragraph"
    assert cleaned.document["metadata"] == cleaned.metadata
    assert cleaned.metadata["title"] is None and cleaned.metadata["authors"] == []
    assert {repair["rule"] for repair in cleaned.repairs} >= {"tag-delimiter-spaced"}
    start, end = cleaned.repairs[0]["span"]["start"], cleaned.repairs[0]["span"]["end"]
    assert MANGLED.encode()[start:end].decode() == cleaned.repairs[0]["before"]
    assert cleaned.removed == [] and cleaned.warnings == []
    assert cleaned.encoding == "UTF-8"


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_of_any_kind_are_taken(kind: Any) -> None:
    assert unmangle.clean(kind(MANGLED.encode())).markdown == "Stay **calm**.\n"


def test_text_is_not_decoded_again() -> None:
    page = "<meta charset=iso-8859-1><p>Café Müller öffnet.</p>"
    assert unmangle.clean(page).markdown == "Café Müller öffnet.\n"
    with pytest.raises(TypeError, match="decoded already"):
        unmangle.clean(page, charset="iso-8859-1")


def test_lone_surrogates_cost_no_document() -> None:
    assert unmangle.clean("<p>A \ud800 letter</p>").markdown.startswith("A ")


def test_the_transport_tells_encoding_and_address() -> None:
    page = "<p>Ещё <a href='/b'>одна</a> новость.</p>".encode("koi8-r")
    cleaned = unmangle.clean(page, charset="koi8-r", url="https://example.org/a")
    assert cleaned.markdown == "Ещё [одна](https://example.org/b) новость.\n"


def test_errors_have_names() -> None:
    with pytest.raises(unmangle.UnknownEncoding, match="no-such"):
        unmangle.clean(b"<p>a", charset="no-such")
    with pytest.raises(unmangle.InputTooLarge, match="limit of 10 bytes"):
        unmangle.clean(b"<p>" + b"a" * 10, max_document=10)
    assert issubclass(unmangle.InputTooLarge, unmangle.Error)
    with pytest.raises(TypeError, match="bytes or str, not int"):
        unmangle.clean(1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="colour"):
        unmangle.clean(b"", colour="red")  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="balance, precision, recall"):
        unmangle.clean(b"", favor="everyone")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no-such-rule"):
        unmangle.clean(b"", disable=["no-such-rule"])


def test_options_change_what_is_made() -> None:
    page = "<h1>A</h1><ul><li><em>b</em></ul>"
    styled = unmangle.clean(page, heading="setext", bullet="plus", emphasis="underscore")
    assert styled.markdown == "A\n===\n\n+ _b_\n"
    assert "s trong" in unmangle.clean(MANGLED, repair="off").text
    rule = "tag-delimiter-spaced"
    left = unmangle.clean(MANGLED, disable=[rule])
    assert rule not in {repair["rule"] for repair in left.repairs}
    assert rule in unmangle.rules()


def test_what_the_user_knows_is_taken() -> None:
    page = "<title>Ferry</title><main><h1>Ferry</h1><p>It sails at noon.</p><p>Printed  FOR members</p></main>"
    page += "<div id=x><p>Other text that is not the ferry's.</p></div>"
    text = "It sails at noon.\n"
    known = unmangle.clean(page, select=["main"], drop=["h1"], phrases=["Printed for members"], no_title=True)
    assert known.markdown == text
    assert unmangle.clean(page, select=["#x"], no_title=True).markdown.startswith("Other text")
    assert "Printed" in unmangle.clean(page, select=["main"]).markdown
    split = "<p>The Kil lyx ferry sails from Kil lyx at noon, and the ferry is late.</p>"
    assert unmangle.Cleaner(words=["Killyx"]) != unmangle.Cleaner()
    assert unmangle.clean(split, words=["Killyx"]).markdown
    with pytest.raises(ValueError, match="select"):
        unmangle.clean(page, select=["p:hover("])
    for one in ("select", "drop", "phrases", "words", "disable"):
        with pytest.raises(TypeError, match="a list of strings"):
            unmangle.clean(page, **{one: "main"})  # type: ignore[arg-type]


def test_a_page_begins_with_its_headline_unless_told() -> None:
    text = "<p>The ferry sails at noon from the old harbour, and the crew is ready for the island.</p>"
    page = "<html><head><title>Ferry sails</title></head><body><nav><a href=/>Home</a></nav>"
    page += f"<h1>Ferry sails</h1><article>{text * 20}</article></body></html>"
    whole = unmangle.Cleaner(extract="always").clean(page)
    assert whole.markdown.startswith("# Ferry sails\n\nThe ferry")
    assert unmangle.clean(page, extract="always", no_title=True).markdown.startswith("The ferry")


def test_cleaners_survive_pickling() -> None:
    cleaner = unmangle.Cleaner(
        width=40,
        disable=["word-split"],
        links="reference",
        min_confidence="likely",
        no_title=True,
        select=["main > p"],
        drop=[".ad"],
        phrases=["Share this"],
        words=["Killyx"],
    )
    again = pickle.loads(pickle.dumps(cleaner))
    assert again == cleaner != unmangle.Cleaner()
    assert again.options == cleaner.options
    assert again.options["disable"] == ["word-split"]
    assert repr(unmangle.Cleaner(width=40)) == "unmangle.Cleaner(width=40)"


def test_the_interpreter_goes_on_while_a_document_is_cleaned() -> None:
    page = b"".join(page for _, page in archive.pages()) * 4
    ticks, done = 0, threading.Event()

    def work() -> None:
        unmangle.clean(page, extract="never").markdown
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.is_set():
        ticks += 1
        time.sleep(0.001)
    thread.join()
    # Held, the lock would let this loop run before and after the work only.
    assert ticks > 10


def test_threads_share_a_cleaner() -> None:
    pages = [page for _, page in archive.pages()[:100]]
    cleaner = unmangle.Cleaner()
    alone = [cleaner.clean(page).markdown for page in pages]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda page: cleaner.clean(page).markdown, pages)) == alone


@pytest.mark.parametrize(("name", "page"), archive.hostile(), ids=lambda value: value if isinstance(value, str) else "")
def test_hostile_documents_kill_no_worker(name: str, page: bytes) -> None:
    # A stack as small as that of threads on some systems.
    usual = threading.stack_size(512 << 10)
    try:
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            assert isinstance(pool.submit(lambda: unmangle.clean(page).markdown).result(), str)
    finally:
        threading.stack_size(usual)


def test_a_preset_is_what_options_begin_with() -> None:
    page = "<p>One <a href='https://example.org/'>link</a> <img src='a.png' alt='A'></p>"
    assert unmangle.clean(page, preset="llm").markdown == "One link\n"
    linked = unmangle.Cleaner(links="inline", preset="llm").clean(page).markdown
    assert linked == "One [link](https://example.org/)\n"
