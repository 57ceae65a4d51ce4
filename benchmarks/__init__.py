"""Figures side by side with their limits, measured in one run; never asserted in the test suite."""
