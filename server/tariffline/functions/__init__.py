"""The catalogue: one typed, documented Python function for each question that can be asked."""

from tariffline.functions import adcvd, csms, duty, feed, fees, schedule
from tariffline.functions.catalogue import declared

CATALOGUE = declared(schedule, duty, fees, adcvd, feed, csms)
