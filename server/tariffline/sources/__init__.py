"""What publishers say: one package a publisher; they don't know each other.

`adcvd` is the door to those who publish about antidumping and countervailing duties.
"""

import logging

# It complains of fonts and cut files that we judge ourselves.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class SourceError(Exception):
    """A publisher or a file did not give what was asked.

    The message is for a broker: what was asked, what came, what to do.
    """
