"""What compliance publishes as documents: the frozen cut and the report of Control Interno, in every format."""
