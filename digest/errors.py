"""The tree of errors. A class says who must act.

DutydiffError
├── UserError                 the user: configuration, arguments, input files; exit code 2
│   ├── SettingsError         dutydiff.toml or the environment
│   └── RegisterError         a register file
├── DocumentError             a document cannot be read; kept as a value in the run report
│   ├── UnknownFormat         not html, markdown, text, pdf or docx
│   ├── EmptyDocument         no bytes, or no text after cleaning
│   ├── TooLarge              over the limit of `text.decode`
│   ├── Unreadable            damaged, encrypted, or a scan without a text layer
│   └── ChallengePage         a captcha, a deleted or hidden article: a failure page, never text
├── SourceError               a source did not answer as it should; kept as a value
├── EncoderError              the embedding model is missing, damaged or of another version
├── StoreError                the database is locked, damaged or newer than this program
└── DeliveryError             a message was not accepted; ``retry_after`` says whether to try again

Anything else is a bug and propagates.
"""


class DutydiffError(Exception):
    """Base of all expected failures. ``str()`` is one clear sentence for whoever must act."""


class UserError(DutydiffError):
    """Configuration, arguments or an input file are wrong; the user mends them."""


class SettingsError(UserError):
    """A key of dutydiff.toml or a DUTYDIFF_ variable is unknown or unusable."""


class RegisterError(UserError):
    """A register file has an unusable line; the message names file, line and key."""


class DocumentError(DutydiffError):
    """One document cannot be read; the batch goes on."""


class UnknownFormat(DocumentError):
    """Neither the bytes nor the name say a format we read."""


class EmptyDocument(DocumentError):
    """Nothing to read."""


class TooLarge(DocumentError):
    """More bytes than one document may have."""


class Unreadable(DocumentError):
    """Damaged, encrypted, or a scan without a text layer."""


class ChallengePage(DocumentError):
    """A failure page in the place of an article: captcha, deleted, taken down, unavailable."""


class SourceError(DutydiffError):
    """A source did not answer as it should."""


class EncoderError(DutydiffError):
    """The embedding model cannot be used; the message names the remedy."""


class StoreError(DutydiffError):
    """The store cannot be used; the message names the file and the remedy."""


class DeliveryError(DutydiffError):
    """A channel did not take a message. ``retry_after`` in seconds; ``None``: do not try again."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
