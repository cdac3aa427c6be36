"""The shape of what the entity's people type about deliveries, evidence and cuts, one file per thing that is asked."""
