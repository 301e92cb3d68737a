"""Running text to learn a language from: read, cleaned, with whole sources held out."""

from workbench.corpus.corpus import Corpus, read_corpus
from workbench.corpus.documents import Document, read_documents

__all__ = ["Corpus", "Document", "read_corpus", "read_documents"]
