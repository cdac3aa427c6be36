"""Surveys at the desk, by what is done: preparing, living (its states), collecting, paper, texts, results."""
