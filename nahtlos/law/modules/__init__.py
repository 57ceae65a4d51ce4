"""Planned and unsettled changes of the law: named, dated, and switched on only when somebody says so."""
