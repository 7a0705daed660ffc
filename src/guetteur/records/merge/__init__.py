"""From the records of many articles to one record for each event: see `guetteur.records.merge.run`."""
