"""What a survey means, in pure functions: what is asked, which answers can be, how they are counted and published."""
