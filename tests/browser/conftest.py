"""The service over the sample editions, and a browser to look at its pages."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool
from tests.conftest import TODAY
from werkzeug.serving import make_server

from tariffline.app import create_app
from tariffline.desk.intake import Arrival, take_in
from tariffline.settings import Settings
from tariffline.store.database import open_database
from tariffline.store.schedule import ScheduleStore
