"""The yearly file: everything published of a year in one ZIP that anybody can check on another machine."""
