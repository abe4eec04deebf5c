"""Question + passages -> candidate answers with their character spans, or none."""

from rag.read.reader import load_reader
from rag.read.reading import Reader, Reading, SentenceScore, Span

__all__ = ["Reader", "Reading", "SentenceScore", "Span", "load_reader"]
