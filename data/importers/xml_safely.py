"""Streams an official XML file through expat with entities refused; it knows no layout."""

from typing import BinaryIO, Protocol
from xml.parsers import expat

from data.errors import UnreadableFile


class NotOfThisKind(Exception):
    """Something that no official file of the kind holds; its text says what, in words that follow "line N: "."""


class XmlReader(Protocol):
    """What is told of each element as it is met."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def text(self, text: str) -> None: ...

    def end(self, tag: str) -> None: ...


def stream_xml(stream: BinaryIO, reader: XmlReader, *, source: str) -> None:
    """Raises UnreadableFile naming the line where the XML breaks off, declares entities or is not of the kind."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse_entities
    try:
        parser.ParseFile(stream)
    except expat.ExpatError as error:
        raise UnreadableFile(source, f"line {error.lineno}: {expat.ErrorString(error.code)}") from error
    except NotOfThisKind as error:
        raise UnreadableFile(source, f"line {parser.CurrentLineNumber}: {error}") from error


def _refuse_entities(*_: object) -> None:
    raise NotOfThisKind("it declares entities, which an official file does not")
