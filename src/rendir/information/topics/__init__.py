"""Topics chooses what to render account of (activity I4 of the strategy): candidate topics with their sources, a round
that ranks them by published criteria and votes, and a decision with its reasons.
"""
