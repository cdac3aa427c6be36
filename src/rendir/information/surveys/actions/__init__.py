"""What is done with surveys: prepare them (`preparing`), open and close them (`living`), receive answers (`receiving`),
give codes (`codes`), key sheets of paper (`paper`), group texts (`texts`), publish what came of them (`publishing`).
"""
