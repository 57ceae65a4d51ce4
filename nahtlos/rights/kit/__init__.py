"""The agreement kit: the papers of a cooperation, made from the policy as it runs and the agreement as it is configured."""
