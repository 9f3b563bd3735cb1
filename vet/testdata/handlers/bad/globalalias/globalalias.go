// Package globalalias is bad: a local alias of a package-level slice is written through (writes a global).
package globalalias

var shards = []string{"a", "b", "c"}

func table() []string { return shards }

// Rename gives the first shard a new name and says how many there are.
//
//assay:pure
func Rename(name string) int {
	all := table()
	for i := range all {
		if all[i] == "a" {
			all[i] = name // HERE
		}
	}
	return len(all)
}
