"""Tariffline: the service that answers U.S. customs questions for Excel, Outlook and workbooks."""
