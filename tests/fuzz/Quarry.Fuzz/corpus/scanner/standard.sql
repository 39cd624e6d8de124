0select a, "b""c" from t where x = @n and y = :m -- c
