UPDATE identity SET disabled = :disabled WHERE name = :name
