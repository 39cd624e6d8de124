4select `a``b`, "x\"y", 5--3 # c
from t where a = :n