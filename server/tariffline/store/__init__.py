"""The only place that speaks SQL: what was loaded, when it holds, and since when we know."""
