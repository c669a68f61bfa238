"""The catalogue: one typed, documented Python function for each question that can be asked."""

from tariffline.functions import csms, duty, feed, fees, schedule
from tariffline.functions.catalogue import declared

CATALOGUE = declared(schedule, duty, fees, feed, csms)
