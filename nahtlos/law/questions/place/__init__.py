"""Where somebody has to live or may move: the residence rule of § 12a AufenthG and the spatial restriction."""
