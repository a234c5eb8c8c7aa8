"""What every page gets: head and foot, abbreviations, slots, heading ids, flowcharts."""
