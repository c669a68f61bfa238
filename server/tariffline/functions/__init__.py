"""The catalogue: one typed, documented Python function for each question that can be asked."""

from tariffline.functions import adcvd, csms, feed, schedule
from tariffline.functions.catalogue import declared

CATALOGUE = declared(schedule, adcvd, feed, csms)
