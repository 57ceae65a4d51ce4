"""Trying a module on a whole population before it is switched on: who gains, who loses, what becomes open."""
