"""What a characterisation is and what follows from it. Pure: no Django, no clock."""
