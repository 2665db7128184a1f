"""What Temporal's client says of itself: Rust's words, in the form of all our logs.

Written by itself they would be plain lines in colour, past the redaction.
"""

import logging
from typing import Final

from temporalio.runtime import LogForwardingConfig, LoggingConfig, TelemetryFilter

CORE_LOGS: Final = LoggingConfig(
    filter=TelemetryFilter(core_level="WARN", other_level="ERROR"),
    forwarding=LogForwardingConfig(logger=logging.getLogger("temporalio.core")),
)
