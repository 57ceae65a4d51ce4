"""What goes wrong when people type: names, dates, the rest; every defect is written down beside the truth."""
