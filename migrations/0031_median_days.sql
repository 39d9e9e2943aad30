-- The median days to settlement of a region and period, from the index alone.
create index mediations_region_closed on mediations (region_id, closed_on) include (accepted_on, outcome)
  where superseded_in is null;
