"""programme.xlsx and units.xlsx to the model; expressions; dates of a period."""
