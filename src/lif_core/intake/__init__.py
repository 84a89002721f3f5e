"""Floor 8, intake: tables of cells become requests, with a receipt that accounts for every row, line and cell."""
