"""Who may pass which data of a person to whom: rules of data protection by date."""
