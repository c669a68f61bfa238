"""What runs beside or inside Office: the client of the service, workbook refresh, panes."""
