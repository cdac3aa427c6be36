"""What is seen of the year at work: pages for everybody, and pages of the desk."""
