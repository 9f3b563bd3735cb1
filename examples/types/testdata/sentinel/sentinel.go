// Package sentinel says "none" with a number.
package sentinel

// Position is where items hold an item, or -1.
func Position(items []string, item string) int {
	for i, other := range items {
		if other == item {
			return i
		}
	}
	return -1
}
