package bad

// zeroOf is harmless in itself: it depends on T.
func zeroOf[T any]() T {
	var z T
	return z
}

// orZero is the value under key, or the zero of its type.
func orZero[K comparable, V any](m map[K]V, key K) (v V) {
	if found, ok := m[key]; ok {
		v = found
	}
	return v
}

func instantiated(byName map[string]ID) (ID, ID) {
	first := zeroOf[ID]()           // HERE
	second := orZero(byName, "bob") // HERE
	return first, second
}
