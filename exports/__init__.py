"""Files for a meeting: slides, the report in Word, workbooks, pictures, PDF. python -m exports"""
