SELECT * FROM pragma_quick_check
