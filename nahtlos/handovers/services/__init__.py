"""Writes of handovers and referrals."""
