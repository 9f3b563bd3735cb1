// Package globalcache is bad: a memo table in a package variable is filled on demand (writes a global).
package globalcache

var memo = map[string]int{}

// Cost is the price of a route by its name.
//
//assay:pure
func Cost(route string) int {
	if known, ok := memo[route]; ok {
		return known
	}
	cost := 0
	for _, r := range route {
		cost += int(r)
	}
	memo[route] = cost // HERE
	return cost
}
